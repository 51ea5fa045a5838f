// What the page's own store holds, for OpenWA to compare with its own.

const AT_ONCE = 200; // messages that the page is asked for
const MOST = 20_000; // messages of one chat that are looked through

/** The newest message of each chat that has one, a page of chats at a time: {heads, next}. */
function heads(from, count) {
  mustBeConnected();
  const chats = WPP.whatsapp.ChatStore.getModelsArray();
  const found = chats.slice(from, from + count).flatMap((chat) => {
    const newest = chat.msgs.getModelsArray().filter(isMessage).at(-1);
    return newest ? [{ key: String(chat.id), chat: chatId(chat.id), id: String(newest.id), t: newest.t }] : [];
  });
  return { heads: found, next: from + count < chats.length ? from + count : null };
}

// The chat that is being read, so that its pages are of one list.
let reading = { key: null, messages: [] };

/** Messages of a chat since a time, oldest first, a page of them. */
async function history(key, since, from, count) {
  mustBeConnected();
  if (from === 0 || reading.key !== key) reading = { key, messages: await messagesSince(key, since) };
  return reading.messages.slice(from, from + count).map(messageFact);
}

async function messagesSince(key, since) {
  const found = new Map();
  const keep = (messages) => messages.forEach((message) => found.set(String(message.id), message));
  const inOrderOfTime = () => [...found.values()].sort((one, other) => one.t - other.t);
  keep(WPP.whatsapp.ChatStore.get(key)?.msgs.getModelsArray() ?? []);
  for (;;) {
    const [oldest] = inOrderOfTime();
    if (!oldest || oldest.t < since) break;
    if (found.size >= MOST) {
      send({ kind: 'problem', text: `history: a chat missed more than ${MOST} messages; the oldest are left out` });
      break;
    }
    const before = found.size;
    keep(await WPP.chat.getMessages(key, { count: AT_ONCE, direction: 'before', id: String(oldest.id) }));
    if (found.size === before) break;
  }
  return inOrderOfTime().filter((message) => message.t >= since && isMessage(message));
}
