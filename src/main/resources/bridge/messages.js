// What happens to messages, as facts.

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

const isMessage = (message) => !NOT_MESSAGES.has(message.type) && !message.isNotification;
const textOf = (message) =>
  (TEXT_IN_BODY.has(message.type) ? message.body : message.caption ?? detailsOf(message)?.text) ?? null;

/** What a message says in fields of its own; text is what of it can be read. */
function detailsOf(message) {
  switch (message.type) {
    case 'location': {
      const [name, ...address] = (message.loc ?? '').split('\n');
      return {
        type: 'location', text: name || null, latitude: message.lat, longitude: message.lng, name, address: address.join('\n'),
      };
    }
    case 'vcard':
      return { type: 'contacts', cards: [{ name: message.vcardFormattedName, vcard: message.body }] };
    case 'multi_vcard':
      return {
        type: 'contacts', cards: (message.vcardList ?? []).map(({ displayName, vcard }) => ({ name: displayName, vcard })),
      };
    case 'poll_creation':
      return {
        type: 'poll',
        text: message.pollName ?? null,
        options: (message.pollOptions ?? []).map((option) => option.name),
        multiple: message.pollSelectableOptionsCount !== 1,
      };
    default:
      return null;
  }
}

function onMessage(message) {
  if (message.type === 'gp2') return onGroupNotice(message);
  if (isMessage(message) && reported.changes(String(message.id), true)) report(messageFact(message));
}

function messageFact(message) {
  return {
    kind: 'message',
    id: String(message.id),
    chat: chatId(message.id.remote),
    from: chatId(message.from),
    to: chatId(message.to),
    author: chatId(message.author),
    senderName: message.notifyName || attempt(() => message.senderObj.pushname),
    fromMe: !!message.id.fromMe,
    type: message.type,
    body: textOf(message),
    quoted: attempt(() => message.quotedStanzaID && String(message.quotedMsgId)),
    mimetype: message.mimetype ?? null,
    ack: message.ack ?? 0,
    timestamp: message.t,
    details: detailsOf(message),
  };
}

function reportAck(id, ack) {
  if (acks.changes(id, ack)) report({ kind: 'ack', id, ack, at: Date.now() });
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
