// What happens to the account beside messages: groups and calls, as facts.

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
