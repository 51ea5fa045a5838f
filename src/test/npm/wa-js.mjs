/* The unmodified wa-js on the simulator: link, send, receive, change, restore, log out. */
import fs from 'node:fs';
import puppeteer from 'puppeteer-core';
import { assert, eventually, launchOptions, newFolder, newNumber, phoneApi, step } from './steps.mjs';

const ME = newNumber();
const ALICE = '4915111111111';
const ALICE_ID = `${ALICE}@c.us`;
const TEAM = '120363000000000001@g.us';
const profile = newFolder('wa-js');
const waJs = fs.readFileSync(
  new URL('node_modules/@wppconnect/wa-js/dist/wppconnect-wa.js', import.meta.url), 'utf8');

const events = [];
const complaints = [];
const eventsOf = (name) => events.filter((event) => event.name === name).map((e) => e.data);
const phone = (method, where, body) => phoneApi(method, `/phones/${ME}${where}`, body);

async function openBrowser() {
  const browser = await puppeteer.launch({
    ...(await launchOptions()), userDataDir: profile });
  const page = await browser.newPage();
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      complaints.push(message.text());
    }
  });
  await page.exposeFunction('report', (name, data) => events.push({ name, data }));
  await page.evaluateOnNewDocument('window.WPPConfig = { disableGoogleAnalytics: true };');
  await page.evaluateOnNewDocument(waJs);
  await page.evaluateOnNewDocument(() => {
    const on = (name, view) => WPP.on(name, (data) => window.report(name, view(data)));
    on('conn.auth_code_change', (code) => (code ? code.fullCode : null));
    on('conn.logout', () => null);
    on('conn.online', (isOnline) => isOnline);
    on('chat.new_message', (m) => ({ id: m.id.toString(), body: m.body, type: m.type }));
    on('chat.msg_ack_change', ({ ack, ids }) => ({ ack, ids: ids.map(String) }));
    on('chat.msg_edited', ({ id, msg }) => ({ id, body: msg.body }));
    on('chat.msg_revoke', ({ refId, type }) => ({ id: refId.toString(), type }));
    on('chat.new_reaction', (r) => ({ id: r.msgId.toString(), text: r.reactionText }));
    on('chat.poll_response', (vote) => ({
      id: vote.msgId.toString(),
      options: vote.selectedOptions.filter(Boolean).map((option) => option.name),
    }));
    on('chat.presence_change', ({ id, state }) => ({ id: id.toString(), state }));
    on('group.participant_changed', ({ action, participants }) => ({ action, participants }));
    on('call.incoming_call', ({ id, sender }) => ({ id, sender: sender.toString() }));
  });
  await page.goto('https://web.whatsapp.com/');
  return { browser, page };
}

const isMain = () =>
  WPP.isReady && WPP.conn.isAuthenticated() && WPP.whatsapp.Stream.mode === 'MAIN';

await phoneApi('PUT', `/phones/${ME}`, {
  name: 'Sim User', contacts: [{ id: ALICE, name: 'Alice' }] });
let { browser, page } = await openBrowser();

await step('wa-js is injected and ready', () =>
  eventually(() => page.evaluate(() => WPP.isInjected && WPP.isReady)));

const qr = await step('a QR code of four parts', () =>
  eventually(() => page.evaluate(async () => {
    const code = await WPP.conn.getAuthCode();
    return code && code.fullCode.split(',').length === 4 && code.fullCode;
  })));

await step('full ready while the QR code is shown', () =>
  eventually(() => page.evaluate(() => WPP.isFullReady && !WPP.conn.isAuthenticated())));

await step('a pairing code of eight letters', async () => {
  const code = await page.evaluate(
    (number) => WPP.conn.genLinkDeviceCodeForPhoneNumber(number), ME);
  assert.match(code, /^[1-9A-Z]{8}$/);
});

await step('a QR code that nobody shows is refused', async () => {
  const error = await phone('POST', '/scan', { qr: '2@nothing,a,b,c' }).catch((e) => e);
  assert.equal(error.status, 404);
});

await step('a scan links the browser', async () => {
  await phone('POST', '/scan', { qr });
  await eventually(() => page.evaluate(isMain));
  const me = await page.evaluate(() => WPP.conn.getMyUserId().toString());
  assert.equal(me, `${ME}@c.us`);
  return me;
});

await step('the same QR code works once', async () => {
  const error = await phone('POST', '/scan', { qr }).catch((e) => e);
  assert.equal(error.status, 410);
});

const first = await step('a message comes in', async () => {
  const sent = await phone('POST', '/messages', { from: ALICE, body: 'hi there', name: 'Alice' });
  await eventually(() => eventsOf('chat.new_message').some((m) => m.id === sent.id));
  return sent;
});

const TEXT_ID = `true_${ALICE_ID}_3EB0AAAAAAAAAAAAAAAA`;
await step('a text goes out under an id that we chose', async () => {
  const sent = await page.evaluate(
    (chat, id) => WPP.chat.sendTextMessage(chat, 'hello', { messageId: id, waitForAck: true }),
    ALICE_ID, TEXT_ID);
  assert.equal(sent.id, TEXT_ID);
  assert.equal(sent.ack, 1);
  assert.equal(sent.sendMsgResult.messageSendResult, 'OK');
});

await step('it is sent, delivered, read', () =>
  eventually(() => {
    const acks = eventsOf('chat.msg_ack_change').filter((a) => a.ids.includes(TEXT_ID));
    return [1, 2, 3].every((ack) => acks.some((a) => a.ack === ack));
  }));

await step('a text to a new number', () =>
  page.evaluate(async () => {
    const options = { createChat: true, waitForAck: true };
    return (await WPP.chat.sendTextMessage('4915999999999@c.us', 'new', options)).ack;
  }));

await step('numbers that exist, and one that does not', async () => {
  const [known, unknown] = await page.evaluate(async () => [
    String((await WPP.contact.queryExists('4915777777777@c.us')).wid),
    await WPP.contact.queryExists('0000@c.us'),
  ]);
  assert.equal(known, '4915777777777@c.us');
  assert.equal(unknown, null);
});

await step('a reply quotes', async () => {
  const reply = await page.evaluate(
    (chat, quotedMsg) => WPP.chat.sendTextMessage(chat, 're', { quotedMsg, waitForAck: true }),
    ALICE_ID, first.id);
  const all = await phone('GET', '/messages');
  const seen = all.find((m) => m.id === reply.id);
  assert.equal(seen.quotedMessageId, first.stanzaId);
});

await step('a group is made, seen and written to', async () => {
  await phone('POST', '/events', {
    kind: 'group', action: 'create', chatId: TEAM, subject: 'Team', participants: [ALICE] });
  await eventually(() => page.evaluate(
    async (id) => (await WPP.group.getAllGroups()).some((g) => g.id.toString() === id), TEAM));
  const people = await page.evaluate(
    async (id) => (await WPP.group.getParticipants(id)).map((p) => p.id.toString()), TEAM);
  assert.deepEqual(people.sort(), [ALICE_ID, `${ME}@c.us`].sort());
  await page.evaluate(
    (id) => WPP.chat.sendTextMessage(id, 'hi all', { waitForAck: true }), TEAM);
  const answer = await phone('POST', '/messages', { from: ALICE, chatId: TEAM, body: 'hi you' });
  await eventually(() => eventsOf('chat.new_message').some((m) => m.id === answer.id));
});

await step('people join and leave a group', async () => {
  await phone('POST', '/events', {
    kind: 'group', action: 'join', chatId: TEAM, participants: ['4915222222222'] });
  await phone('POST', '/events', {
    kind: 'group', action: 'leave', chatId: TEAM, participants: ['4915222222222'] });
  await eventually(() => {
    const actions = eventsOf('group.participant_changed').map((change) => change.action);
    return actions.includes('join') && actions.includes('leave');
  });
});

await step('a group that the page makes', async () => {
  const made = await page.evaluate(
    async (id) => (await WPP.group.create('Ours', [id])).gid.toString(), ALICE_ID);
  const { groups } = await phone('GET', '');
  assert.ok(groups.some((group) => group.id === made && group.subject === 'Ours'));
});

await step('reactions in and out', async () => {
  await phone('POST', '/events', {
    kind: 'reaction', messageId: TEXT_ID, from: ALICE, emoji: '👍' });
  await eventually(() => eventsOf('chat.new_reaction').some(
    (r) => r.id === TEXT_ID && r.text === '👍'));
  await page.evaluate((id) => WPP.chat.sendReactionToMessage(id, '❤️'), first.id);
  const all = await phone('GET', '/messages');
  assert.equal(all.find((m) => m.id === first.id).reactions[`${ME}@c.us`], '❤️');
});

await step('edits in and out', async () => {
  await phone('POST', '/events', { kind: 'edit', messageId: first.id, body: 'hi, you' });
  await eventually(() => eventsOf('chat.msg_edited').some(
    (m) => m.id === first.id && m.body === 'hi, you'));
  await page.evaluate((id) => WPP.chat.editMessage(id, 'hello again'), TEXT_ID);
  const all = await phone('GET', '/messages');
  assert.equal(all.find((m) => m.id === TEXT_ID).body, 'hello again');
});

await step('revokes in and out', async () => {
  const mistake = await phone('POST', '/messages', { from: ALICE, body: 'oops' });
  await eventually(() => eventsOf('chat.new_message').some((m) => m.id === mistake.id));
  await phone('POST', '/events', { kind: 'revoke', messageId: mistake.id });
  await eventually(() => eventsOf('chat.msg_revoke').some((m) => m.id === mistake.id));
  const mine = await page.evaluate(
    async (chat) => (await WPP.chat.sendTextMessage(chat, 'mine', { waitForAck: true })).id,
    ALICE_ID);
  await page.evaluate((chat, id) => WPP.chat.deleteMessage(chat, id, false, true), ALICE_ID, mine);
  const all = await phone('GET', '/messages');
  assert.equal(all.find((m) => m.id === mine).revoked, true);
});

await step('a poll, and a vote', async () => {
  const poll = await page.evaluate(
    async (chat) =>
      (await WPP.chat.sendCreatePollMessage(chat, 'Lunch?', ['Yes', 'No'])).id, TEAM);
  await phone('POST', '/events', {
    kind: 'vote', messageId: poll, from: ALICE, options: ['Yes'] });
  await eventually(() => eventsOf('chat.poll_response').some(
    (vote) => vote.id === poll && vote.options.includes('Yes')));
});

await step('an image and a document go out', async () => {
  await page.evaluate(async (chat) => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 32, height: 32 });
    const image = canvas.toDataURL('image/png');
    await WPP.chat.sendFileMessage(
      chat, image, { type: 'image', caption: 'picture', waitForAck: true });
    await WPP.chat.sendFileMessage(
      chat, 'data:application/pdf;base64,JVBERi0xLjQK',
      { type: 'document', filename: 'a.pdf', waitForAck: true });
  }, ALICE_ID);
  const all = await phone('GET', '/messages');
  assert.equal(all.find((m) => m.type === 'image').body, 'picture');
  assert.equal(all.find((m) => m.type === 'document').media.filename, 'a.pdf');
});

await step('a file comes in and is downloaded', async () => {
  const data = Buffer.from('a small file').toString('base64');
  const file = await phone('POST', '/messages', {
    from: ALICE, media: { data, mimetype: 'text/plain', filename: 'a.txt' } });
  await eventually(() => eventsOf('chat.new_message').some((m) => m.id === file.id));
  const text = await page.evaluate(
    async (id) => (await WPP.chat.downloadMedia(id)).text(), file.id);
  assert.equal(text, 'a small file');
});

await step('typing in and out', async () => {
  await phone('POST', '/events', { kind: 'presence', from: ALICE, state: 'composing' });
  await eventually(() => eventsOf('chat.presence_change').some((p) => p.state === 'composing'));
  await page.evaluate((chat) => WPP.chat.markIsComposing(chat), ALICE_ID);
  await page.evaluate((chat) => WPP.chat.markIsPaused(chat), ALICE_ID);
  const noticed = await phone('GET', '/noticed');
  assert.ok(noticed.some((n) => n.kind === 'chatstate' && n.state === 'composing'));
});

await step('a call comes in', async () => {
  await phone('POST', '/events', { kind: 'call', from: ALICE });
  await eventually(() => eventsOf('call.incoming_call').some((c) => c.sender === ALICE_ID));
});

await step('history and reading', async () => {
  const before = await page.evaluate(
    async (chat, id) =>
      (await WPP.chat.getMessages(chat, { count: 10, direction: 'after', id }))
        .map((m) => m.id.toString()), ALICE_ID, first.id);
  assert.ok(before.includes(TEXT_ID));
  const unread = await page.evaluate(
    async (chat) => (await WPP.chat.markIsRead(chat)).unreadCount, ALICE_ID);
  assert.ok(unread > 0);
});

await step('messages of an offline time come in order when the line is back', async () => {
  await phone('POST', '/offline');
  await eventually(() => page.evaluate(() => WPP.whatsapp.Socket.state === 'OPENING'));
  const missed = [];
  for (const body of ['one', 'two', 'three']) {
    missed.push((await phone('POST', '/messages', { from: ALICE, body })).id);
  }
  await phone('POST', '/online');
  await eventually(() => eventsOf('chat.new_message').some((m) => m.id === missed[2]));
  const order = eventsOf('chat.new_message').map((m) => m.id).filter((id) => missed.includes(id));
  assert.deepEqual(order, missed);
});

await step('a closed browser is restored from its profile, and gets what it missed', async () => {
  await browser.close();
  const missed = await phone('POST', '/messages', { from: ALICE, body: 'while you were away' });
  ({ browser, page } = await openBrowser());
  await eventually(() => page.evaluate(isMain));
  await eventually(() => eventsOf('chat.new_message').some((m) => m.id === missed.id));
  const found = await page.evaluate(
    async (id) => (await WPP.chat.getMessageById(id)).body, TEXT_ID);
  assert.equal(found, 'hello again');
  assert.equal((await phone('GET', '')).scans, 1);
});

await step('a send whose answer was lost is sent again, and taken once', async () => {
  const id = `true_${ALICE_ID}_3EB0BBBBBBBBBBBBBBBB`;
  await phone('POST', '/faults', { dropAck: 1 });
  await page.evaluate((chat, messageId) => {
    WPP.chat.sendTextMessage(chat, 'once', { messageId, waitForAck: true });
  }, ALICE_ID, id);
  await eventually(async () => (await phone('GET', '/messages')).some((m) => m.id === id));
  await phone('POST', '/faults', { disconnect: true });
  const twice = await eventually(async () => {
    const all = (await phone('GET', '/messages')).filter((m) => m.id === id);
    return all.length === 1 && all[0].sends === 2;
  });
  await eventually(() => page.evaluate(
    async (key) => (await WPP.chat.getMessageById(key)).ack >= 1, id));
  return twice;
});

await step('a conflict shows, and can be taken over', async () => {
  await phone('POST', '/faults', { conflict: true });
  await eventually(() => page.evaluate(() => WPP.whatsapp.Stream.mode === 'CONFLICT'));
  await page.evaluate(() => WPP.whatsapp.Socket.takeover());
  await eventually(() => page.evaluate(isMain));
});

await step('no errors on the console so far', () => {
  const known = /Failed to load resource|net::ERR/; // the lines that we cut
  assert.deepEqual(complaints.filter((text) => !known.test(text)), []);
});

await step('the page logs out and shows a new QR code', async () => {
  await page.evaluate(() => WPP.conn.logout()).catch((error) => {
    assert.match(String(error), /context was destroyed|detached/i);
  });
  await eventually(() => page.evaluate(async () => {
    const code = WPP.isReady && (await WPP.conn.getAuthCode());
    return code && location.search.includes('post_logout=1');
  }));
  assert.deepEqual((await phone('GET', '')).linked, []);
});

await step('the phone unlinks a browser', async () => {
  const code = await page.evaluate(async () => (await WPP.conn.getAuthCode()).fullCode);
  await phone('POST', '/scan', { qr: code });
  await eventually(() => page.evaluate(isMain));
  await phone('POST', '/unlink');
  await eventually(() => page.evaluate(() => WPP.isReady && !WPP.conn.isAuthenticated()));
});

await browser.close();
console.log('wa-js works');
