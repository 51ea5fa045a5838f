/* What is added to a message later: reactions, poll votes, edits, and its revocation. */

/** wa-js wraps it (`chat.new_reaction`): reactions as they come in. */
simulatorModule('WAWebReactionsMsgAction', (exports) => {
  exports.addOrUpdateReactionsModelCollection = async () => {};
});

/** whatsapp-web.js wraps it (`message_reaction`). */
simulatorModule('WAWebAddonReactionTableMode', (exports) => {
  exports.reactionTableMode = { bulkUpsert: async () => {} };
});

/** wa-js and whatsapp-web.js: react to a message; an empty text takes it back. */
simulatorModule('WAWebSendReactionMsgAction', (exports, load) => {
  exports.sendReactionToMsg = async (message, emoji) => {
    const stanzaId = await load('WAWebMsgKey').default.newId();
    const messageId = message.id._serialized;
    await load('SimulatorServer').post('react', { messageId, emoji, stanzaId });
    return 'OK';
  };
});

/** wa-js: `chat.poll_response`. */
simulatorModule('WAWebDBPollsUpsertVotes', (exports) => {
  exports.upsertVotes = async () => {};
});

/** whatsapp-web.js wraps it (`vote_update`). */
simulatorModule('WAWebAddonPollVoteTableMode', (exports) => {
  exports.pollVoteTableMode = { bulkUpsert: async () => {} };
});

/** wa-js and whatsapp-web.js. */
simulatorModule('WAWebMsgActionCapability', (exports) => {
  exports.canEditMsg = (message) => message.id.fromMe && message.type === 'chat';
  exports.canEditText = exports.canEditMsg;
  exports.canEditCaption = (message) => message.id.fromMe && !!message.mediaData;
  exports.canSenderRevokeMsg = (message) => message.id.fromMe;
  exports.canAdminRevokeMsg = () => false;
  exports.canReplyMsg = () => true;
});

/** wa-js calls the first, whatsapp-web.js the second. */
simulatorModule('WAWebSendMessageEditAction', (exports, load) => {
  async function edit(message, body, stanzaId) {
    const messageId = message.id._serialized;
    await load('SimulatorServer').post('edit', { messageId, body, stanzaId });
    load('SimulatorChanges').edit(message, body, stanzaId);
  }

  exports.addAndSendMessageEdit = (message, raw) =>
    edit(message, message.mediaData ? raw.caption : raw.body, raw.id.id);
  exports.sendMessageEdit = async (message, body) =>
    edit(message, body, await load('WAWebMsgKey').default.newId());
});

/** whatsapp-web.js, and wa-js by way of Cmd: delete for everyone. */
simulatorModule('WAWebChatSendMessages', (exports, load) => {
  exports.sendRevokeMsgs = async (chat, { list }) => {
    for (const message of list) {
      await load('SimulatorServer').post('revoke', { messageId: message.id._serialized });
      load('SimulatorChanges').revoke(message);
    }
  };
  exports.sendDeleteMsgs = async (chat, { list }) =>
    load('WAWebCmd').Cmd.sendDeleteMsgs(chat, { list });
});

/** The page's own: changes of a message, whoever made them. */
simulatorModule('SimulatorChanges', (exports, load) => {
  exports.edit = (message, body, stanzaId, at = Date.now()) => {
    message.set({
      [message.mediaData ? 'caption' : 'body']: body,
      latestEditMsgKey: load('SimulatorMessages').keyLike(message.id, stanzaId),
      latestEditSenderTimestampMs: at,
    });
  };

  exports.revoke = (message) => {
    message.set({ type: 'revoked', body: '', caption: undefined, isNewMsg: false });
  };
});
