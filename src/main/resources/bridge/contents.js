// How each kind of content is handed to WhatsApp Web.

const MEDIA = {
  IMAGE: { type: 'image' },
  VIDEO: { type: 'video' },
  AUDIO: { type: 'audio' },
  VOICE: { type: 'audio', isPtt: true },
  DOCUMENT: { type: 'document' },
  STICKER: { type: 'sticker' },
};

// Of a message that is sent once more: what it says, and where its file lies on the servers.
const FORWARDED = [
  'type', 'body', 'caption', 'mimetype', 'size', 'filename', 'filehash', 'encFilehash', 'directPath', 'mediaKey',
  'mediaKeyTimestamp', 'duration', 'width', 'height', 'pageCount', 'isGif', 'waveform', 'mediaData',
  'lat', 'lng', 'loc', 'vcardFormattedName', 'vcardList',
];

const hand = {
  text: (chat, { text }, options) => WPP.chat.sendTextMessage(chat, text, options),

  media: (chat, content, options) =>
    WPP.chat.sendFileMessage(chat, fileOf(content), {
      ...options,
      ...MEDIA[content.kind],
      caption: content.caption ?? undefined,
      filename: content.file.filename ?? undefined,
      mimetype: content.file.mimetype,
    }),

  location: (chat, { latitude, longitude, name, address }, options) =>
    WPP.chat.sendLocationMessage(chat, {
      ...options, lat: latitude, lng: longitude, name: name ?? undefined, address: address ?? undefined,
    }),

  contact: (chat, { name, phone }, options) =>
    WPP.chat.sendVCardContactMessage(chat, { id: `${phone}@c.us`, name }, options),

  poll: (chat, { question, options: choices, multiple }, options) =>
    WPP.chat.sendCreatePollMessage(chat, question, choices, { ...options, selectableCount: multiple ? 0 : 1 }),

  forwarded: async (chat, { original }, options) => {
    const message = await messageOf(original);
    if (['revoked', 'poll_creation'].includes(message.type)) {
      throw new Refusal('REFUSED', `WhatsApp forwards no message of this type: ${message.type}`);
    }
    const copy = Object.fromEntries(FORWARDED.map((name) => [name, message[name]]).filter(([, value]) => value !== undefined));
    const forwardingScore = (message.forwardingScore ?? 0) + 1;
    return WPP.chat.sendRawMessage(chat, { ...copy, isForwarded: true, forwardingScore }, options);
  },
};

async function handContent(key, { content, quoted, mentions, linkPreview }) {
  if (quoted) await messageOf(quoted);
  return hand[content.type](String(key.remote), content, {
    messageId: key,
    createChat: true,
    waitForAck: true,
    linkPreview: !!linkPreview,
    markIsRead: false,
    detectMentioned: false,
    mentionedList: mentions,
    quotedMsg: quoted ?? undefined,
  });
}
