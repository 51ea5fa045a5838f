/* The unmodified wppconnect, with a browser that it drives itself, on the simulator. */
import wppconnect from '@wppconnect-team/wppconnect';
import {
  assert, eventually, launchOptions, newFolder, newNumber, phoneApi, step,
} from './steps.mjs';

const ME = newNumber();
const ALICE = '4915111111111';
const ALICE_ID = `${ALICE}@c.us`;
const TEAM = '120363000000000003@g.us';
const userDataDir = newFolder('wppconnect');

const phone = (method, where, body) => phoneApi(method, `/phones/${ME}${where}`, body);
/** The phone's side of a message that the client has sent, or is about to. */
const sent = (id) =>
  eventually(async () => (await phone('GET', '/messages')).find((m) => m.id === id));

const quiet = wppconnect.defaultLogger;
quiet.level = 'error';

const seen = [];
const seenAs = (name) => seen.filter((event) => event.name === name).map((event) => event.data);
/** A listener that keeps what it is told. */
const see = (name) => (data) => { seen.push({ name, data }); };

/** A new client that keeps its profile in the same folder, as a restarted program would. */
async function newClient(more = {}) {
  const { args, ...puppeteerOptions } = await launchOptions();
  return wppconnect.create({
    session: 'simulated',
    useChrome: false,
    browserArgs: args,
    puppeteerOptions: { ...puppeteerOptions, userDataDir },
    logger: quiet,
    logQR: false,
    disableWelcome: true,
    updatesLog: false,
    autoClose: 0,
    catchQR: (image, ascii, attempt, code) => see('qr')(code),
    catchLinkCode: see('code'),
    statusFind: see('status'),
    ...more,
  });
}

function listen(client) {
  client.onMessage(see('message'));
  client.onAck(see('ack'));
  client.onMessageEdit(see('edit'));
  client.onRevokedMessage(see('revoke'));
  client.onReactionMessage(see('reaction'));
  client.onPollResponse(see('vote'));
  client.onParticipantsChanged(see('participants'));
  client.onIncomingCall(see('call'));
  client.onStateChange(see('state'));
  return client;
}

await phoneApi('PUT', `/phones/${ME}`, {
  name: 'Sim User', contacts: [{ id: ALICE, name: 'Alice' }] });

let client;
await step('it shows a QR code, is scanned and is in the chat', async () => {
  const starting = newClient();
  const qr = await eventually(() => seenAs('qr').at(-1), 30_000);
  await phone('POST', '/scan', { qr });
  const started = listen(await starting);
  assert.ok(seenAs('status').includes('qrReadSuccess'));
  assert.ok(seenAs('status').includes('inChat'));
  assert.equal(await started.isConnected(), true);
  assert.equal(await started.isAuthenticated(), true);
  assert.equal(await started.getWid(), `${ME}@c.us`);
  client = started;
});

const first = await step('a message comes in', async () => {
  const received = await phone('POST', '/messages', {
    from: ALICE, body: 'hi there', name: 'Alice' });
  const message = await eventually(() => seenAs('message').find((m) => m.id === received.id));
  assert.equal(message.body, 'hi there');
  assert.equal(message.from, ALICE_ID);
  return received.id;
});

const text = await step('a text goes out, is delivered and read', async () => {
  const { id } = await client.sendText(ALICE_ID, 'hello');
  assert.equal((await sent(id)).body, 'hello');
  await eventually(() => [2, 3].every((ack) =>
    seenAs('ack').some((a) => a.id._serialized === id && a.ack === ack)));
  return id;
});

await step('a reply quotes', async () => {
  const { id } = await client.reply(ALICE_ID, 're', first);
  assert.ok(first.endsWith((await sent(id)).quotedMessageId));
});

await step('a file goes out', async () => {
  const pdf = 'data:application/pdf;base64,JVBERi0xLjQK';
  const { id } = await client.sendFile(ALICE_ID, pdf, { filename: 'a.pdf', type: 'document' });
  assert.equal((await sent(id)).media.filename, 'a.pdf');
});

await step('a file comes in and is downloaded', async () => {
  const data = Buffer.from('a small file').toString('base64');
  const file = await phone('POST', '/messages', {
    from: ALICE, media: { data, mimetype: 'text/plain', filename: 'a.txt' } });
  await eventually(() => seenAs('message').find((m) => m.id === file.id));
  const url = await client.downloadMedia(file.id);
  assert.equal(url.split(',')[1], data);
});

await step('reactions, edits and revokes come in', async () => {
  await phone('POST', '/events', { kind: 'reaction', messageId: text, from: ALICE, emoji: '👍' });
  await eventually(() => seenAs('reaction').some((r) => r.reactionText === '👍'));
  await phone('POST', '/events', { kind: 'edit', messageId: first, body: 'hi, you' });
  await eventually(() => seenAs('edit').length > 0);
  await phone('POST', '/events', { kind: 'revoke', messageId: first });
  await eventually(() => seenAs('revoke').length > 0);
});

await step('reactions, edits and revokes go out', async () => {
  await client.sendReactionToMessage(text, '❤️');
  await client.editMessage(text, 'hello again');
  const before = await sent(text);
  assert.equal(before.reactions[`${ME}@c.us`], '❤️');
  assert.equal(before.body, 'hello again');
  await client.deleteMessage(ALICE_ID, text);
  await eventually(async () => (await sent(text)).revoked === true);
});

await step('people join and leave a group', async () => {
  await phone('POST', '/events', {
    kind: 'group', action: 'create', chatId: TEAM, subject: 'Team', participants: [ALICE] });
  await phone('POST', '/events', {
    kind: 'group', action: 'join', chatId: TEAM, participants: ['4915222222222'] });
  await eventually(() => seenAs('participants').some((p) => p.action === 'join'));
  await phone('POST', '/events', {
    kind: 'group', action: 'leave', chatId: TEAM, participants: ['4915222222222'] });
  await eventually(() => seenAs('participants').some((p) => p.action === 'leave'));
  await sent((await client.sendText(TEAM, 'hi all')).id);
});

await step('a poll, and a vote', async () => {
  const { id } = await client.sendPollMessage(TEAM, 'Lunch?', ['Yes', 'No']);
  await sent(id);
  await phone('POST', '/events', {
    kind: 'vote', messageId: id, from: ALICE, options: ['Yes'] });
  await eventually(() => seenAs('vote').some(
    (vote) => vote.sender === ALICE_ID && vote.selectedOptions[0].name === 'Yes'));
});

await step('a call comes in', async () => {
  await phone('POST', '/events', { kind: 'call', from: ALICE });
  await eventually(() => seenAs('call').length === 1);
});

await step('chats, messages and contacts are listed', async () => {
  const chats = (await client.listChats()).map((chat) => chat.id._serialized);
  assert.ok(chats.includes(ALICE_ID) && chats.includes(TEAM));
  const groups = (await client.listChats({ onlyGroups: true })).map((chat) => chat.id._serialized);
  assert.deepEqual(groups, [TEAM]);
  const messages = (await client.getMessages(ALICE_ID, { count: 50 })).map((m) => m.id);
  assert.ok(messages.includes(text));
  const contacts = await client.getAllContacts();
  assert.ok(contacts.some((contact) => contact.name === 'Alice'));
  assert.equal((await client.checkNumberStatus('4915777777777@c.us')).numberExists, true);
});

await step('a restarted client is in the chat without a scan', async () => {
  await client.close();
  seen.length = 0;
  client = listen(await newClient());
  assert.ok(seenAs('status').includes('isLogged'));
  assert.deepEqual(seenAs('qr'), []);
  assert.equal((await phone('GET', '')).scans, 1);
  await sent((await client.sendText(ALICE_ID, 'back again')).id);
});

await step('it logs out and shows a new QR code', async () => {
  await client.logout();
  await eventually(async () => (await phone('GET', '')).linked.length === 0);
  await eventually(() => seenAs('qr').length > 0);
});

await client.close();
console.log('wppconnect works');
process.exit(0);
