// What is done to messages that are there.

async function messageOf(id) {
  const key = WPP.whatsapp.MsgKey.fromString(id);
  const held = WPP.whatsapp.MsgStore.get(key);
  if (held) return held;
  await WPP.chat.find(key.remote); // wa-js searches in chats that the page holds
  return WPP.chat.getMessageById(id);
}

async function act(id, action) {
  mustBeConnected();
  const message = await messageOf(id);
  const chat = String(message.id.remote);
  switch (action.type) {
    case 'edit': {
      if ((message.caption ?? message.body) === action.text) return; // asked twice
      await WPP.chat.editMessage(id, action.text);
      return;
    }
    case 'react':
      await WPP.chat.sendReactionToMessage(id, action.emoji);
      return;
    case 'revoke': {
      if (message.type === 'revoked') return;
      const { isRevoked } = await WPP.chat.deleteMessage(chat, id, true, true);
      if (!isRevoked) throw new Refusal('REFUSED', 'this message cannot be deleted for everyone');
      return;
    }
    case 'hide':
      await WPP.chat.deleteMessage(chat, id, true, false);
      return;
    case 'star':
      await WPP.chat.starMessage(id, action.on);
      return;
    default:
      throw new Refusal('REFUSED', `the page knows no such action: ${action.type}`);
  }
}
