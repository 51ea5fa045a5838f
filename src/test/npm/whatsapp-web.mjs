/* The unmodified whatsapp-web.js, with a browser that it drives itself, on the simulator. */
import whatsappWeb from 'whatsapp-web.js';
import {
  assert, eventually, launchOptions, newFolder, newNumber, phoneApi, step,
} from './steps.mjs';

const { Client, LocalAuth, MessageMedia, Poll } = whatsappWeb;
const ME = newNumber();
const ALICE = '4915111111111';
const ALICE_ID = `${ALICE}@c.us`;
const TEAM = '120363000000000002@g.us';
const dataPath = newFolder('whatsapp-web');

const phone = (method, where, body) => phoneApi(method, `/phones/${ME}${where}`, body);
/** The phone's side of a message that the client has sent, or is about to. */
const sent = (message) =>
  eventually(async () =>
    (await phone('GET', '/messages')).find((m) => m.id === message.id._serialized));

const seen = [];
const seenAs = (name) => seen.filter((event) => event.name === name).map((event) => event.data);

/** A new client that keeps its profile in the same folder, as a restarted program would. */
async function newClient(more = {}) {
  const client = new Client({
    authStrategy: new LocalAuth({ dataPath }),
    puppeteer: await launchOptions(),
    ...more,
  });
  const on = (name, view) => client.on(name, (...data) => seen.push({ name, data: view(...data) }));
  on('qr', (qr) => qr);
  on('code', (code) => code);
  on('ready', () => true);
  on('message', (m) => m);
  on('message_ack', (m, ack) => ({ id: m.id._serialized, ack }));
  on('message_edit', (m, body) => ({ id: m.id._serialized, body }));
  on('message_revoke_everyone', (m) => m.id._serialized);
  on('message_reaction', (r) => ({ id: r.msgId._serialized, text: r.reaction }));
  on('vote_update', (vote) => vote.voter);
  on('group_join', (notification) => notification.recipientIds);
  on('group_leave', (notification) => notification.recipientIds);
  on('call', (call) => call.from);
  on('disconnected', (reason) => reason);
  client.initialize();
  return client;
}

await phoneApi('PUT', `/phones/${ME}`, {
  name: 'Sim User', contacts: [{ id: ALICE, name: 'Alice' }] });
let client = await newClient();

await step('it shows a QR code, is scanned and gets ready', async () => {
  const qr = await eventually(() => seenAs('qr').at(-1));
  await phone('POST', '/scan', { qr });
  await eventually(() => seenAs('ready').length === 1);
  assert.equal(client.info.wid._serialized, `${ME}@c.us`);
  assert.equal(client.info.pushname, 'Sim User');
});

const first = await step('a message comes in', async () => {
  const received = await phone('POST', '/messages', { from: ALICE, body: 'hi there', name: 'Alice' });
  const message = await eventually(
    () => seenAs('message').find((m) => m.id._serialized === received.id));
  assert.equal(message.body, 'hi there');
  assert.equal(message.from, ALICE_ID);
  return received.id;
});

const text = await step('a text goes out, is delivered and read', async () => {
  const id = (await client.sendMessage(ALICE_ID, 'hello')).id._serialized;
  await eventually(() => [1, 2, 3].every((ack) =>
    seenAs('message_ack').some((a) => a.id === id && a.ack === ack)));
  return id;
});

await step('a reply quotes', async () => {
  const message = seenAs('message').at(-1);
  const reply = await message.reply('re');
  const seenByPhone = await sent(reply);
  assert.ok(message.id._serialized.endsWith(seenByPhone.quotedMessageId));
});

await step('an image goes out', async () => {
  const png =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E' +
    'rkJggg==';
  const image = await sent(await client.sendMessage(
    ALICE_ID, new MessageMedia('image/png', png, 'a.png'), { caption: 'picture' }));
  assert.equal(image.body, 'picture');
  assert.equal(image.media.size, Buffer.from(png, 'base64').length);
});

await step('a file comes in and is downloaded', async () => {
  const data = Buffer.from('a small file').toString('base64');
  const file = await phone('POST', '/messages', {
    from: ALICE, media: { data, mimetype: 'text/plain', filename: 'a.txt' } });
  const message = await eventually(
    () => seenAs('message').find((m) => m.id._serialized === file.id));
  assert.equal((await message.downloadMedia()).data, data);
});

await step('reactions, edits and revokes come in', async () => {
  await phone('POST', '/events', { kind: 'reaction', messageId: text, from: ALICE, emoji: '👍' });
  await eventually(() => seenAs('message_reaction').some((r) => r.id === text && r.text === '👍'));
  await phone('POST', '/events', { kind: 'edit', messageId: first, body: 'hi, you' });
  await eventually(() => seenAs('message_edit').some(
    (m) => m.id === first && m.body === 'hi, you'));
  await phone('POST', '/events', { kind: 'revoke', messageId: first });
  await eventually(() => seenAs('message_revoke_everyone').includes(first));
});

await step('reactions, edits and revokes go out', async () => {
  const message = await client.getMessageById(text);
  await message.react('❤️');
  await message.edit('hello again');
  const before = (await phone('GET', '/messages')).find((m) => m.id === text);
  assert.equal(before.reactions[`${ME}@c.us`], '❤️');
  assert.equal(before.body, 'hello again');
  await message.delete(true);
  const after = (await phone('GET', '/messages')).find((m) => m.id === text);
  assert.equal(after.revoked, true);
});

await step('people join and leave a group', async () => {
  await phone('POST', '/events', {
    kind: 'group', action: 'create', chatId: TEAM, subject: 'Team', participants: [ALICE] });
  await phone('POST', '/events', {
    kind: 'group', action: 'join', chatId: TEAM, participants: ['4915222222222'] });
  await eventually(() => seenAs('group_join').flat().includes('4915222222222@c.us'));
  await phone('POST', '/events', {
    kind: 'group', action: 'leave', chatId: TEAM, participants: ['4915222222222'] });
  await eventually(() => seenAs('group_leave').flat().includes('4915222222222@c.us'));
  await sent(await client.sendMessage(TEAM, 'hi all'));
});

await step('a poll, and a vote', async () => {
  const poll = await client.sendMessage(TEAM, new Poll('Lunch?', ['Yes', 'No']));
  await sent(poll);
  await phone('POST', '/events', {
    kind: 'vote', messageId: poll.id._serialized, from: ALICE, options: ['Yes'] });
  await eventually(() => seenAs('vote_update').includes(ALICE_ID));
});

await step('a call comes in', async () => {
  await phone('POST', '/events', { kind: 'call', from: ALICE });
  await eventually(() => seenAs('call').length === 1);
});

await step('chats and contacts', async () => {
  const chats = (await client.getChats()).map((chat) => chat.id._serialized);
  assert.ok(chats.includes(ALICE_ID) && chats.includes(TEAM));
  const contacts = await client.getContacts();
  assert.ok(contacts.some((contact) => contact.name === 'Alice'));
  assert.equal(await client.getNumberId('0000'), null);
  assert.equal((await client.getNumberId('4915777777777'))._serialized, '4915777777777@c.us');
});

await step('a restarted client is ready without a scan', async () => {
  await client.destroy();
  client = await newClient();
  await eventually(() => seenAs('ready').length === 2, 30_000);
  assert.equal((await phone('GET', '')).scans, 1);
});

await step('it logs out', async () => {
  await client.logout();
  assert.deepEqual((await phone('GET', '')).linked, []);
});

await step('it is linked again by a code', async () => {
  client = await newClient({ pairWithPhoneNumber: { phoneNumber: ME } });
  const code = await eventually(() => seenAs('code').at(-1), 30_000);
  await phone('POST', '/scan', { code });
  await eventually(() => seenAs('ready').length === 3);
});

await step('the phone unlinks it, and it shows a new code', async () => {
  const codes = seenAs('code').length;
  await phone('POST', '/unlink');
  await eventually(() => seenAs('disconnected').includes('LOGOUT'));
  await eventually(() => seenAs('code').length > codes);
});

// It shows a code before it has finished with the new page, and we close the browser under it.
process.on('unhandledRejection', (failure) => {
  if (failure?.name !== 'TargetCloseError') throw failure;
});
await client.destroy();
console.log('whatsapp-web.js works');
process.exit(0);
