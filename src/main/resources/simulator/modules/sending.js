/* The way of a message out of the page. */

/** Every client: adds the message to its chat and sends it. Answers [added, sent]. */
simulatorModule('WAWebSendMsgChatAction', (exports, load) => {
  exports.addAndSendMsgToChat = (chat, data) => {
    const [message] = load('WAWebMsgCollection').MsgCollection.add(data);
    chat.msgs.add(message);
    chat.t = message.t;
    chat.lastReceivedKey = message.id;
    const sent = load('WAWebSendMsgJob')
      .encryptAndSendMsg({ data: message })
      .then(
        (answer) => {
          message.updateAck(1);
          return { messageSendResult: 'OK', t: answer.t, count: null };
        },
        () => {
          message.updateAck(-1);
          return { messageSendResult: 'ERROR_UNKNOWN', t: null, count: null };
        });
    return [Promise.resolve(message), sent];
  };
});

/** wa-js wraps it. Resolves when WhatsApp has taken the message. */
simulatorModule('WAWebSendMsgJob', (exports, load) => {
  exports.encryptAndSendMsg = async ({ data }) => {
    load('WAWebE2EProtoGenerator').createMsgProtobuf(data);
    return load('SimulatorOutbox').send(load('SimulatorOutbox').request(data));
  };
});

/**
 * The page's own. What was sent lies in the browser's database until WhatsApp has taken it, and is
 * sent again, under the same id, when the line or the page comes back; WhatsApp takes an id once.
 */
simulatorModule('SimulatorOutbox', (exports, load) => {
  const DETAILS = [
    'lat', 'lng', 'loc', 'vcardFormattedName', 'pollName', 'pollOptions',
    'pollSelectableOptionsCount', 'mentionedJidList', 'isForwarded', 'isViewOnce',
  ];
  const waiting = new Map();

  exports.request = (message) => {
    const details = {};
    for (const name of DETAILS) {
      const value = message[name];
      if (value !== undefined && !(Array.isArray(value) && value.length === 0)) {
        details[name] = value;
      }
    }
    return {
      id: message.id._serialized,
      stanzaId: message.id.id,
      chatId: String(message.to),
      type: message.type,
      body: load('SimulatorMedia').isMedia(message) ? message.caption || '' : message.body || '',
      quotedMessageId: message.quotedStanzaID,
      media: load('SimulatorMedia').sent(message),
      details: JSON.parse(JSON.stringify(details)),
      fromMe: true,
      t: message.t,
      ack: 0,
    };
  };

  exports.send = async (request) => {
    await load('SimulatorStorage').put('outbox', request.id, request);
    return new Promise((resolve, reject) => {
      waiting.set(request.id, { request, resolve, reject });
      attempt(request.id);
    });
  };

  async function attempt(id) {
    const { request, resolve, reject } = waiting.get(id);
    let answer;
    try {
      answer = await load('SimulatorServer').post('send', request);
    } catch (error) {
      if (error.status === 406) {
        await settle(id);
        reject(error);
      }
      return; // the line is down: sent again when it is back
    }
    if (!answer.lost) {
      await settle(id);
      resolve(answer);
    }
  }

  async function settle(id) {
    waiting.delete(id);
    await load('SimulatorStorage').remove('outbox', id);
  }

  /** The line is back. */
  exports.resend = () => [...waiting.keys()].forEach(attempt);

  /** The page is back: what it had not got rid of is on its way again. */
  exports.restore = async () => {
    const { MsgCollection } = load('WAWebMsgCollection');
    for (const request of await load('SimulatorStorage').all('outbox')) {
      const { createWid } = load('WAWebWidFactory');
      const data = load('SimulatorMessages').attributes(request, false);
      await MsgCollection.processMultipleMessages(createWid(request.chatId), [data]);
      const message = MsgCollection.get(data.id);
      exports.send(request).then(() => message.ack < 1 && message.updateAck(1), () => {});
    }
  };
});

/** wa-js wraps it: link previews and the like. */
simulatorModule('WAWebE2EProtoGenerator', (exports) => {
  exports.createMsgProtobuf = (message) =>
    message.type === 'chat' ? { extendedTextMessage: { text: message.body } } : {};
});
