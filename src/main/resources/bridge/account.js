// What happens to the account beside messages: groups and calls, as facts, and presence, in passing.

/** Notices name people by ids or by their texts. */
const idOf = (wid) => (typeof wid === 'string' ? wid : chatId(wid));

/** WhatsApp writes a notice into the chat of a group whenever the group changes. */
function onGroupNotice(notice) {
  const id = String(notice.id);
  if (!reported.changes(id, true)) return;
  report({
    kind: 'group',
    id,
    chat: chatId(notice.id.remote),
    action: String(notice.subtype),
    author: idOf(notice.author),
    participants: (notice.recipients ?? []).map(idOf),
    text: notice.body || null,
    at: millis(notice.t),
  });
}

function onCall({ id, sender, isVideo, isGroup, offerTime }) {
  if (!additions.changes(`call ${id}`, true)) return;
  report({ kind: 'call', id, from: chatId(sender), video: !!isVideo, group: !!isGroup, at: millis(offerTime) });
}

// wa-js subscribes to the presence of all chats. Of one person at most one change in this time is told, the last one.
const PRESENCE_MILLIS = 2_000;
const presences = new Map();
const presencesTold = new Recent();

function onPresence({ id, isGroup, state, participants }) {
  const chat = chatId(id);
  if (!isGroup) return presenceSoon(chat, null, state);
  for (const person of participants ?? []) presenceSoon(chat, idOf(person.id), person.state);
}

function presenceSoon(chat, person, state) {
  const key = `${chat} ${person}`;
  const isWaiting = presences.has(key);
  presences.set(key, { kind: 'presence', chat, person, state, at: Date.now() });
  if (!isWaiting) setTimeout(() => tellPresence(key), presencesTold.values.has(key) ? PRESENCE_MILLIS : 0);
}

function tellPresence(key) {
  const presence = presences.get(key);
  presences.delete(key);
  if (presencesTold.changes(key, presence.state)) send(presence);
}
