// Between WhatsApp Web and OpenWA, on top of wa-js (WPP). It tells, by `send`, what happens in the page, and does what
// OpenWA asks, by `window.openwa`. Facts (messages, acks) are kept in a database of our own until OpenWA acknowledged
// them, and told again after every start of the page. States are only told.

/* ---- facts ---- */

const FACTS = 'facts';
let database = null;

function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('openwa-bridge', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(FACTS, { autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inDatabase(mode, work) {
  if (!database) {
    database = await openDatabase();
    // A logout deletes databases; an open connection would block that, so it is given up and made anew.
    const forget = () => { database?.close(); database = null; };
    database.onversionchange = forget;
    database.onclose = forget;
  }
  // Strict: a fact is on the disk before it is told, so that a power cut cannot give its number to another one.
  const transaction = database.transaction(FACTS, mode, { durability: 'strict' });
  const request = work(transaction.objectStore(FACTS));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

// One after the other, so that facts keep their order; a failed step is tried again, because a fact must not be lost.
let lastStep = Promise.resolve();

function inOrder(step) {
  const untilDone = () => step().catch(async (problem) => {
    send({ kind: 'problem', text: `facts: ${problem}` });
    database = null;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return untilDone();
  });
  lastStep = lastStep.then(untilDone);
}

const sendFact = (sequence, fact) => send({ ...fact, sequence });

function report(fact) {
  inOrder(async () => sendFact(await inDatabase('readwrite', (facts) => facts.add(fact)), fact));
}

async function repeatFacts() {
  const atOnce = 200;
  let after = 0;
  for (;;) {
    const range = IDBKeyRange.lowerBound(after, true);
    const sequences = await inDatabase('readonly', (facts) => facts.getAllKeys(range, atOnce));
    const facts = await inDatabase('readonly', (store) => store.getAll(range, atOnce));
    sequences.forEach((sequence, index) => facts[index] && sendFact(sequence, facts[index]));
    if (sequences.length < atOnce) return;
    after = sequences.at(-1);
  }
}

const acknowledge = (sequence) =>
  inDatabase('readwrite', (facts) => facts.delete(IDBKeyRange.upperBound(sequence)));

/** Remembers the last values of the last so many keys. */
class Recent {
  values = new Map();
  changes(key, value) {
    if (this.values.get(key) === value) return false;
    this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size > 5000) this.values.delete(this.values.keys().next().value);
    return true;
  }
}

/* ---- messages ---- */

// Placeholders, and what WhatsApp Web itself writes into a chat.
const NOT_MESSAGES = new Set([
  'ciphertext', 'protocol', 'e2e_notification', 'notification', 'notification_template', 'gp2', 'broadcast_notification', 'debug',
]);
const TEXT_IN_BODY = new Set(['chat', 'vcard', 'multi_vcard']); // elsewhere the body is a thumbnail
const reported = new Recent();
const acks = new Recent();

/** A person's phone number where the page knows it, so that one person has one id. */
function chatId(wid) {
  if (!wid) return null;
  const known = wid.server === 'lid' && attempt(() => WPP.whatsapp.lidPnCache.getPhoneNumber(wid));
  return `${(known || wid).user}@${(known || wid).server}`;
}

function attempt(work) {
  try {
    return work() ?? null;
  } catch {
    return null;
  }
}

function onMessage(message) {
  if (NOT_MESSAGES.has(message.type) || message.isNotification) return;
  const id = String(message.id);
  if (!reported.changes(id, true)) return;
  report({
    kind: 'message',
    id,
    chat: chatId(message.id.remote),
    from: chatId(message.from),
    to: chatId(message.to),
    author: chatId(message.author),
    senderName: message.notifyName || attempt(() => message.senderObj.pushname),
    fromMe: !!message.id.fromMe,
    type: message.type,
    body: (TEXT_IN_BODY.has(message.type) ? message.body : message.caption) ?? null,
    quoted: attempt(() => message.quotedStanzaID && String(message.quotedMsgId)),
    mimetype: message.mimetype ?? null,
    ack: message.ack ?? 0,
    timestamp: message.t,
  });
}

function reportAck(id, ack) {
  if (acks.changes(id, ack)) report({ kind: 'ack', id, ack });
}

// The page's own number for a message is the one that counts: in a group it rises only when all have got so far.
function onAckOfModel(message) {
  if (message.id.fromMe) reportAck(String(message.id), message.ack);
}

// For messages that the page does not hold any more. In a group the receipt does not tell the message's whole id.
function onReceipt({ ack, chat, ids }) {
  if (chat.isGroup?.()) return;
  for (const id of ids) if (id.fromMe && !WPP.whatsapp.MsgStore.get(id)) reportAck(String(id), ack);
}

/* ---- states ---- */

const BLOCKED = new Set(['CONFLICT', 'PROXYBLOCK', 'TOS_BLOCK', 'SMB_TOS_BLOCK', 'DEPRECATED_VERSION']);
const OFFLINE = new Set(['OFFLINE', 'OPENING', 'CONNECTING']);
const ROUNDS = 5; // of codes, before the page is left alone; each is about two and a half minutes
let told = {};
let code = null; // what the QR code says
let codesOfRound = 0;
let rounds = 0;
let logoutReason = null;

function tell(state) {
  if (JSON.stringify(state) === JSON.stringify(told)) return;
  told = state;
  send(state);
}

function tellState() {
  const { Stream, Socket, Conn } = WPP.whatsapp;
  const blocked = [Stream.mode, Socket.state].find((value) => BLOCKED.has(value));
  if (blocked) return tell({ kind: 'blocked', reason: blocked });
  // main_ready and MAIN alone do not say that anybody is logged in.
  if (!WPP.conn.isAuthenticated()) return;
  if (Stream.mode === 'OFFLINE' || (Stream.mode === 'MAIN' && OFFLINE.has(Stream.info))) {
    return tell({ kind: 'offline', reason: String(Stream.info ?? Stream.mode) });
  }
  if (Stream.mode !== 'MAIN' || (Stream.info ?? 'NORMAL') !== 'NORMAL' || Socket.hasSynced === false) {
    return tell({ kind: 'syncing' });
  }
  const me = WPP.conn.getMyUserWid();
  if (me) {
    tell({ kind: 'connected', phone: me.user, pushName: Conn.pushname ?? null, platform: Conn.platform ?? null });
  }
}

function onCode(next) {
  if (!next || next.fullCode === code) return;
  code = next.fullCode;
  codesOfRound += 1;
  const usual = codesOfRound === 1 ? 60 : 20;
  tell({ kind: 'qr', text: code, seconds: WPP.whatsapp.Conn.refTTL / 1000 || usual });
}

function onCodesExhausted() {
  code = null;
  codesOfRound = 0;
  rounds += 1;
  if (rounds < ROUNDS) {
    WPP.conn.refreshQR().catch((problem) => send({ kind: 'problem', text: `refreshQR: ${problem}` }));
  } else {
    tell({ kind: 'qr-exhausted' });
  }
}

/* ---- what OpenWA asks ---- */

class Refusal extends Error {
  constructor(kind, text) {
    super(text);
    this.kind = kind;
  }
}

function mustBeConnected() {
  if (told.kind !== 'connected') throw new Refusal('REFUSED', 'not connected to WhatsApp');
}

async function prepare(chat) {
  mustBeConnected();
  let wid = chat;
  if (chat.endsWith('@c.us')) {
    const found = await WPP.contact.queryExists(chat);
    mustBeConnected(); // wa-js answers a failed query like an unknown number
    if (!found) throw new Refusal('UNKNOWN_NUMBER', 'nobody on WhatsApp uses this number');
    wid = found.wid ?? chat; // some countries' numbers have a second spelling
  }
  // The chat may turn out to be known by its LID; the id must name the same.
  return String(await WPP.chat.generateMessageID(await WPP.chat.find(wid)));
}

// What is being sent, and what was said not to have been: that answer must stay true.
const sending = new Set();
const givenUp = new Set();

async function sendOnce(id, message) {
  if (givenUp.has(id)) throw new Refusal('REFUSED', 'the send was given up before it came to the page');
  sending.add(id);
  try {
    return await handOver(id, message);
  } finally {
    sending.delete(id);
  }
}

async function handOver(id, { content }) {
  mustBeConnected();
  if (content.type !== 'text') throw new Refusal('REFUSED', `messages of this type cannot be sent yet: ${content.type}`);
  const { MsgKey, MsgStore } = WPP.whatsapp;
  const key = MsgKey.fromString(id);
  const earlier = MsgStore.get(key);
  if (earlier?.ack >= 1) return earlier.t; // asked twice, sent once
  const sent = await WPP.chat.sendTextMessage(String(key.remote), content.text, {
    messageId: key,
    createChat: true,
    waitForAck: true,
    linkPreview: false,
    markIsRead: false,
  });
  const result = sent.sendMsgResult?.messageSendResult ?? sent.sendMsgResult;
  if (result !== 'OK') {
    // The page keeps what failed for lack of a network and sends it later.
    throw new Refusal(result === 'ERROR_CANCELLED' ? 'REFUSED' : 'NO_ANSWER', `WhatsApp Web says ${result}`);
  }
  return sent.sendMsgResult.t ?? MsgStore.get(key)?.t;
}

/** What the page itself knows of a message of ours: {ack, t}, or null, after which it never sends it. */
async function lookup(id) {
  mustBeConnected();
  const key = WPP.whatsapp.MsgKey.fromString(id);
  let message = WPP.whatsapp.MsgStore.get(key);
  if (!message && !sending.has(id)) {
    await WPP.chat.find(key.remote); // wa-js searches in chats that the page holds
    message = await WPP.chat.getMessageById(id).catch((problem) => {
      if (problem.code === 'msg_not_found') return null;
      throw new Refusal('NO_ANSWER', `the message cannot be looked up: ${problem}`);
    });
  }
  mustBeConnected();
  if (message) return { ack: message.ack ?? 0, t: message.t };
  if (sending.has(id)) return { ack: 0, t: 0 };
  givenUp.add(id);
  return null;
}

const asked = {
  prepare,
  lookup,
  send: sendOnce,
  acknowledge,
  pairingCode: (phone) => WPP.conn.genLinkDeviceCodeForPhoneNumber(phone),
  logout: () => WPP.conn.logout(),
};

/** Answers a JSON text in every case: {value} or {refusal, text}. */
async function ask(name, parameters) {
  try {
    return JSON.stringify({ value: (await asked[name](...JSON.parse(parameters))) ?? null });
  } catch (problem) {
    return JSON.stringify({ refusal: problem.kind ?? 'REFUSED', text: String(problem?.message ?? problem) });
  }
}

Object.defineProperty(window, 'openwa', { value: ask });

/* ---- start ---- */

inOrder(repeatFacts);

// A logout that happened before this page was there to notice leaves only this trace.
const query = new URLSearchParams(location.search);
if (query.has('post_logout')) tell({ kind: 'unlinked', reason: query.get('logout_reason') ?? 'unknown' });

WPP.on('chat.new_message', onMessage);
WPP.on('chat.msg_ack_change', onReceipt);
WPP.on('conn.auth_code_change', onCode);
WPP.on('conn.qrcode_idle', onCodesExhausted);
WPP.on('conn.logout_reason', (reason) => { logoutReason = reason; });
WPP.on('conn.logout', () => tell({ kind: 'unlinked', reason: logoutReason ?? 'unknown' }));
for (const event of ['authenticated', 'main_loaded', 'main_ready', 'stream_mode_changed', 'stream_info_changed', 'online']) {
  WPP.on(`conn.${event}`, tellState);
}

WPP.loader.onInjected(() => {
  const { MsgStore, Socket } = WPP.whatsapp;
  MsgStore.on('change:ack', onAckOfModel);
  Socket.on('change:state', tellState);
  Socket.on('change:hasSynced', tellState);
  // What arrived before wa-js listened, which is a second or more after the page began.
  MsgStore.getModelsArray().filter((message) => message.isNewMsg).forEach(onMessage);
  send({ kind: 'ready' });
  tellState();
});
