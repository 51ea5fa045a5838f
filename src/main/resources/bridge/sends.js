// Messages on their way out.

async function prepare(chat) {
  mustBeConnected();
  let wid = chat;
  if (chat.endsWith('@c.us')) {
    const found = await WPP.contact.queryExists(chat);
    mustBeConnected(); // wa-js answers a failed query like an unknown number
    if (!found) throw new Refusal('UNKNOWN_NUMBER', 'nobody on WhatsApp uses this number');
    wid = found.wid ?? chat; // some countries' numbers have a second spelling
  }
  // The chat may turn out to be known by its LID; the id must name the same.
  return String(await WPP.chat.generateMessageID(await WPP.chat.find(wid)));
}

// What is being sent, and what was said not to have been: that answer must stay true.
const sending = new Set();
const givenUp = new Set();

async function sendOnce(id, message) {
  if (givenUp.has(id)) throw new Refusal('REFUSED', 'the send was given up before it came to the page');
  sending.add(id);
  try {
    return await handOver(id, message);
  } finally {
    sending.delete(id);
  }
}

async function handOver(id, message) {
  mustBeConnected();
  const { MsgKey, MsgStore } = WPP.whatsapp;
  const key = MsgKey.fromString(id);
  const earlier = MsgStore.get(key);
  if (earlier?.ack >= 1) return earlier.t; // asked twice, sent once
  const sent = await handContent(key, message);
  const result = sent.sendMsgResult?.messageSendResult ?? sent.sendMsgResult;
  if (result !== 'OK') {
    // The page keeps what failed for lack of a network and sends it later.
    throw new Refusal(result === 'ERROR_CANCELLED' ? 'REFUSED' : 'NO_ANSWER', `WhatsApp Web says ${result}`);
  }
  return sent.sendMsgResult.t ?? MsgStore.get(key)?.t;
}

/** What the page itself knows of a message of ours: {ack, t}, or null, after which it never sends it. */
async function lookup(id) {
  mustBeConnected();
  const key = WPP.whatsapp.MsgKey.fromString(id);
  let message = WPP.whatsapp.MsgStore.get(key);
  if (!message && !sending.has(id)) {
    await WPP.chat.find(key.remote); // wa-js searches in chats that the page holds
    message = await WPP.chat.getMessageById(id).catch((problem) => {
      if (problem.code === 'msg_not_found') return null;
      throw new Refusal('NO_ANSWER', `the message cannot be looked up: ${problem}`);
    });
  }
  mustBeConnected();
  if (message) return { ack: message.ack ?? 0, t: message.t };
  if (sending.has(id)) return { ack: 0, t: 0 };
  givenUp.add(id);
  return null;
}
