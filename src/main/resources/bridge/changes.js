// What happens to messages later, as facts: edits, revocations, reactions, votes.

const edits = new Recent();
const revocations = new Recent();
const additions = new Recent();

/** WhatsApp gives some times in seconds and some in milliseconds. */
const millis = (time) => (time > 1e11 ? time : time * 1000);

function onEdit({ msg: message }) {
  const at = message.latestEditSenderTimestampMs ?? Date.now();
  const id = String(message.id);
  if (!edits.changes(id, String(message.latestEditMsgKey))) return;
  report({ kind: 'edit', id, chat: chatId(message.id.remote), body: textOf(message), at: millis(at) });
}

/** Comes in two ways: by a notice, for messages that the page does not hold too, and by what becomes of the message. */
function onRevocation(key, by) {
  const id = String(key);
  if (!revocations.changes(id, true)) return;
  report({ kind: 'revoke', id, chat: chatId(key.remote), by: chatId(by), at: Date.now() });
}

function onReaction({ msgId, reactionText, sender, timestamp }) {
  const id = String(msgId);
  const at = millis(timestamp);
  if (isHistory(at) || !additions.changes(`${id} ${sender}`, at)) return;
  report({
    kind: 'reaction', id, chat: chatId(msgId.remote), sender: chatId(sender), emoji: reactionText ?? '', at,
  });
}

/** wa-js's own event leaves out the votes that were given before the page began. */
async function onVotes(votes) {
  for (const { parentMsgKey: key, selectedOptionLocalIds: chosen, sender, senderTimestampMs: at } of votes) {
    const id = String(key);
    if (isHistory(at) || !additions.changes(`${id} ${sender} vote`, at)) continue;
    const poll = await WPP.chat.getMessageById(id).catch(() => null);
    const name = (localId) => poll?.pollOptions?.find((option) => option.localId === localId)?.name ?? String(localId);
    report({
      kind: 'vote', id, chat: chatId(key.remote), voter: chatId(sender), options: [...chosen].map(name), at,
    });
  }
}

/** Hears what a function of the page is called with. False where the page has no such function. */
function overhear(moduleId, name, listener) {
  const module = attempt(() => WPP.loader.loadModule(moduleId));
  if (typeof module?.[name] !== 'function') return false;
  const original = module[name];
  module[name] = (...parameters) => {
    Promise.resolve(parameters).then((all) => listener(...all)).catch((problem) =>
      send({ kind: 'problem', text: `${name}: ${problem}` }));
    return original(...parameters);
  };
  return true;
}

function listenForVotes() {
  if (overhear('WAWebDBPollsUpsertVotes', 'upsertVotes', onVotes)) return;
  WPP.on('chat.poll_response', ({ msgId, selectedOptions, timestamp, sender }) => onVotes([{
    parentMsgKey: msgId,
    selectedOptionLocalIds: selectedOptions.filter(Boolean).map((option) => option.localId),
    sender,
    senderTimestampMs: millis(timestamp),
  }]));
}
