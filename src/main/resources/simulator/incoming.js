/* What the servers tell the page, turned into what the page does about it. */

simulatorModule('SimulatorIncoming', (exports, load) => {
  const wid = (id) => load('WAWebWidFactory').createWid(id);
  const find = (id) => load('WAWebMsgCollection').MsgCollection.get(id);

  async function receive(view) {
    const data = load('SimulatorMessages').attributes(view, true);
    await load('WAWebHandleSingleMsgFactory').handleSingleMsg(wid(view.chatId), data);
    if (!view.fromMe && view.name) {
      const sender = wid(view.author || view.chatId);
      load('WAWebContactCollection').ContactCollection.gadd(sender).pushname = view.name;
    }
  }

  const handlers = {
    message: receive,

    async receipt({ chatId, stanzaId, ack, participant, t }) {
      const chat = wid(chatId);
      const data = {
        ack,
        ackString: ack >= 3 ? 'read' : 'delivery',
        from: chat,
        externalIds: [stanzaId],
        participant: participant ? wid(participant) : null,
        recipient: undefined,
        ts: t,
      };
      if (chat.isGroup()) {
        await load('WAWebHandleGroupChatReceipt').handleGroupSimpleReceipt(data);
      } else {
        await load('WAWebHandleDirectChatReceipt').handleChatSimpleReceipt(data);
      }
    },

    async edit({ messageId, body, stanzaId, at }) {
      const message = find(messageId);
      if (message) {
        load('SimulatorChanges').edit(message, body, stanzaId, at);
      }
    },

    /** wa-js hears of it by a protocol message, the other clients by the change of type. */
    async revoke({ messageId, stanzaId, at }) {
      const message = find(messageId);
      if (!message) {
        return;
      }
      await load('WAWebMsgCollection').MsgCollection.processMultipleMessages(message.id.remote, [{
        type: 'protocol',
        subtype: 'sender_revoke',
        id: load('SimulatorMessages').keyLike(message.id, stanzaId),
        protocolMessageKey: message.id,
        from: message.from,
        to: message.to,
        author: message.author,
        t: Math.floor(at / 1000),
        isNewMsg: true,
      }]);
      load('SimulatorChanges').revoke(message);
    },

    async reaction({ messageId, from, emoji, stanzaId, at }) {
      const MsgKey = load('WAWebMsgKey').default;
      const parent = MsgKey.fromString(messageId);
      const sender = wid(from);
      const key = new MsgKey({
        fromMe: load('WAWebUserPrefsMeUser').isMePrimary(sender),
        remote: parent.remote,
        id: stanzaId,
        participant: parent.remote.isGroup() ? sender : undefined,
      });
      await load('WAWebReactionsMsgAction').addOrUpdateReactionsModelCollection({
        msgKey: key.toString(),
        parentMsgKey: parent.toString(),
        reactionText: emoji,
        senderUserJid: String(sender),
        t: at,
        read: false,
        orphan: 0,
      }, true);
      await load('WAWebAddonReactionTableMode').reactionTableMode.bulkUpsert([{
        id: key,
        reactionParentKey: parent,
        reactionText: emoji,
        reactionTimestamp: at,
        from: sender,
        author: sender,
        read: false,
        orphan: 0,
      }]);
    },

    async vote({ messageId, from, options, stanzaId, at }) {
      const poll = find(messageId);
      const sender = wid(from);
      const msgKey = load('SimulatorMessages').keyLike(poll.id, stanzaId);
      const chosen = poll.pollOptions.filter((option) => options.includes(option.name));
      await load('WAWebDBPollsUpsertVotes').upsertVotes([{
        ack: 1,
        msgKey,
        parentMsgKey: poll.id,
        selectedOptionLocalIds: chosen.map((option) => option.localId),
        sender,
        senderTimestampMs: at,
      }]);
      await load('WAWebAddonPollVoteTableMode').pollVoteTableMode.bulkUpsert([{
        id: msgKey,
        pollUpdateParentKey: poll.id,
        selectedOptionLocalIds: chosen.map((option) => option.localId),
        from: sender,
        author: sender,
        t: at,
      }]);
    },

    async group({ chatId, action, author, participants, group, message }) {
      const chat = wid(chatId);
      const store = load('WAWebGroupMetadataCollection').default;
      store.fill(store.gadd(chat), group);
      const actionType = { join: 'add', leave: 'remove' }[action] || action;
      await load('WAWebUpdateDbForGroupActionApi').updateDBForGroupAction(
        { chatId: chat, author: wid(author), pushname: undefined },
        {
          actionType,
          isInvite: action === 'join',
          participants: participants.map((id) => ({ id: wid(id) })),
        });
      await receive(message);
      load('WAWebChatCollection').ChatCollection.get(chat).set({
        name: group.subject,
        formattedTitle: group.subject,
      });
    },

    async seen({ chatId }) {
      const chat = load('WAWebChatCollection').ChatCollection.get(chatId);
      if (chat) {
        chat.unreadCount = 0;
      }
    },

    async presence({ from, chatId, state }) {
      const { PresenceCollection } = load('WAWebPresenceCollection');
      const presence = PresenceCollection.gadd(wid(chatId));
      presence.hasData = true;
      presence.isOnline = state !== 'unavailable';
      if (chatId !== from) {
        presence.chatstates.gadd(wid(from)).type = state;
      }
      presence.chatstate.type = state;
    },

    async call({ id, from, video, group, at }) {
      load('WAWebCallCollection').default.processIncomingCall({
        id,
        peerJid: wid(from),
        isVideo: !!video,
        isGroup: !!group,
        offerTime: Math.floor(at / 1000),
        outgoing: false,
        canHandleLocally: false,
        webClientShouldHandle: false,
        participants: [],
      });
    },
  };

  exports.kinds = Object.keys(handlers);
  exports.handle = (kind, data) => handlers[kind](data);
});
