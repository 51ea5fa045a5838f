/* Showing that we type, record or are there. */

/** Every client. */
simulatorModule('WAWebPresenceChatAction', (exports, load) => {
  const post = (kind, body) => load('SimulatorServer').post(kind, body).catch(() => {});
  const chatstate = (state) => (chat) => post('chatstate', { chatId: String(chat.id), state });

  exports.markComposing = chatstate('composing');
  exports.markPaused = chatstate('paused');
  exports.markRecording = chatstate('recording');
  exports.sendPresenceAvailable = () => post('presence', { state: 'available' });
  exports.sendPresenceUnavailable = () => post('presence', { state: 'unavailable' });
});

/** whatsapp-web.js. */
simulatorModule('WAWebChatStateBridge', (exports, load) => {
  const post = (chat, state) =>
    load('SimulatorServer').post('chatstate', { chatId: String(chat), state });
  exports.sendChatStateComposing = (chat) => post(chat, 'composing');
  exports.sendChatStateRecording = (chat) => post(chat, 'recording');
  exports.sendChatStatePaused = (chat) => post(chat, 'paused');
});
