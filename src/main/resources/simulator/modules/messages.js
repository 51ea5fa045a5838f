/* Messages as they are stored, found, received, acknowledged and read. */

/** The page's own: attributes of a message from what the servers say of it. */
simulatorModule('SimulatorMessages', (exports, load) => {
  exports.attributes = (view, isNewMsg) => {
    const { createWid } = load('WAWebWidFactory');
    const me = load('WAWebUserPrefsMeUser').getMaybeMePnUser();
    const id = load('WAWebMsgKey').default.fromString(view.id);
    const chat = createWid(view.chatId);
    return {
      ...view.details,
      ...quoted(view),
      ...load('SimulatorMedia').attributes(view),
      id,
      type: view.type,
      from: view.fromMe ? me : chat,
      to: view.fromMe ? chat : me,
      author: view.author ? createWid(view.author) : undefined,
      t: view.t,
      ack: view.ack,
      notifyName: view.name,
      latestEditMsgKey: view.editId
        ? load('SimulatorMessages').keyLike(id, view.editId)
        : undefined,
      isNewMsg,
      self: view.fromMe ? 'out' : 'in',
      viewed: false,
    };
  };

  /** The key of a message in the same chat and of the same author. */
  exports.keyLike = (key, id) =>
    new (load('WAWebMsgKey').default)({
      fromMe: key.fromMe,
      remote: key.remote,
      participant: key.participant,
      id,
    });

  function quoted(view) {
    if (!view.quotedMessageId) {
      return {};
    }
    const { MsgCollection } = load('WAWebMsgCollection');
    const original =
      MsgCollection.get(view.quotedMessageId) ||
      MsgCollection.findFirst((m) => m.id.id === view.quotedMessageId);
    const { createWid } = load('WAWebWidFactory');
    return {
      quotedStanzaID: original ? original.id.id : view.quotedMessageId.split('_')[2],
      quotedParticipant: original ? original.sender : createWid(view.chatId),
      quotedMsg: original ? { type: original.type, body: original.body } : undefined,
    };
  }
});

/** Every client: pages through a chat's messages. */
simulatorModule('WAWebDBMessageFindLocal', (exports, load) => {
  exports.msgFindByDirection = async ({ anchor, count, direction }) => {
    const chat = load('WAWebChatCollection').ChatCollection.get(anchor.remote);
    const all = chat.msgs.getModelsArray();
    const index = all.findIndex((message) => message.id.equals(anchor));
    const page =
      direction === 'before'
        ? all.slice(Math.max(0, index - count), index)
        : all.slice(index + 1, index + 1 + count);
    return { messages: page.map((message) => message.attributes) };
  };
  const nothing = async () => ({ messages: [] });
  exports.msgFindBefore = nothing;
  exports.msgFindAfter = nothing;
  exports.msgFindCallLog = async () => [];
  exports.msgFindMedia = nothing;
});

/** wa-js: looks for a message that the store does not hold; here it holds all. */
simulatorModule('WAWebChatMessageSearch', (exports) => {
  exports.getSearchContext = ({ chat }) => ({
    collection: Object.assign(Object.create(chat.msgs), { loadAroundPromise: Promise.resolve() }),
  });
});

/** whatsapp-web.js: more messages of a chat; here there are no more. */
simulatorModule('WAWebChatLoadMessages', (exports) => {
  exports.loadEarlierMsgs = async () => [];
  exports.loadRecentMsgs = async () => [];
});

/** wa-js and whatsapp-web.js. */
simulatorModule('WAWebQuotedMsgModelUtils', (exports, load) => {
  exports.getQuotedMsgObj = (message) =>
    load('WAWebMsgCollection').MsgCollection.findFirst(
      (other) => other.id.id === message.quotedStanzaID) || null;
});

/** wa-js wraps it: one incoming message. */
simulatorModule('WAWebHandleSingleMsgFactory', (exports, load) => {
  exports.handleSingleMsg = async (chatWid, message) =>
    load('WAWebMsgCollection').MsgCollection.processMultipleMessages(chatWid, [message]);
});

/** wa-js wraps them: `chat.msg_ack_change` from 2 on comes from here only. */
(() => {
  function receipts(id, name) {
    simulatorModule(id, (exports, load) => {
      exports[name] = async ({ ack, externalIds }) => {
        const { MsgCollection } = load('WAWebMsgCollection');
        for (const stanzaId of externalIds) {
          const message = MsgCollection.findFirst((m) => m.id.fromMe && m.id.id === stanzaId);
          if (message && message.ack < ack) {
            message.updateAck(ack);
          }
        }
      };
      exports[name.replace('Receipt', 'Ack')] = async () => {};
    });
  }
  receipts('WAWebHandleDirectChatReceipt', 'handleChatSimpleReceipt');
  receipts('WAWebHandleGroupChatReceipt', 'handleGroupSimpleReceipt');
  receipts('WAWebHandleStatusReceipt', 'handleStatusSimpleReceipt');
})();

/** Every client: the owner of the browser has read a chat. */
simulatorModule('WAWebUpdateUnreadChatAction', (exports, load) => {
  exports.sendSeen = async (chatOrOptions) => {
    const chat = chatOrOptions.chat || chatOrOptions;
    chat.unreadCount = 0;
    await load('SimulatorServer').post('seen', { chatId: String(chat.id) });
  };
  exports.markUnread = async (chat) => {
    chat.unreadCount = -1;
  };
});
