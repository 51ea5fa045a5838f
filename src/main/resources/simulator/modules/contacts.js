/* Numbers: whether they exist, which hidden id they have, and the chat with them. */

/** Every client: number to hidden id and back. */
simulatorModule('WAWebApiContact', (exports, load) => {
  const Wid = load('WAWebWid').default;

  exports.getCurrentLid = (wid) => (wid.isLid() ? wid : new Wid(`99${wid.user}@lid`));
  exports.getPhoneNumber = (wid) =>
    wid.isLid() ? new Wid(`${wid.user.replace(/^99/, '')}@c.us`) : wid;
  exports.getPnForLid = exports.getPhoneNumber;
  exports.getAlternateUserWid = (wid) =>
    wid.isLid() ? exports.getPhoneNumber(wid) : exports.getCurrentLid(wid);
  exports.lidPnCache = {
    getCurrentLid: exports.getCurrentLid,
    getPhoneNumber: exports.getPhoneNumber,
  };
});

/** whatsapp-web.js. */
simulatorModule('WAWebLidMigrationUtils', (exports, load) => {
  exports.toPn = (wid) => load('WAWebApiContact').getPhoneNumber(wid);
  exports.toLid = (wid) => load('WAWebApiContact').getCurrentLid(wid);
});

/** Every client: null for a number that is not on WhatsApp. */
simulatorModule('WAWebQueryExistsJob', (exports, load) => {
  exports.queryWidExists = async (wid) => {
    const id = String(wid._serialized || wid);
    const answer = await load('SimulatorServer').post('exists', { id });
    return answer.exists
      ? { wid: load('WAWebWidFactory').createWid(answer.id), biz: false }
      : null;
  };
  exports.queryPhoneExists = exports.queryWidExists;
});

/** wa-js: the chat with somebody, made where there is none. */
simulatorModule('WAWebFindChat', (exports, load) => {
  exports.findOrCreateLatestChat = async (wid) => {
    const { ChatCollection } = load('WAWebChatCollection');
    const known = ChatCollection.get(wid);
    if (known) {
      return { chat: { id: known.id }, created: false };
    }
    if (!wid.isGroup() && !(await load('WAWebQueryExistsJob').queryWidExists(wid))) {
      throw new Error('No LID for user');
    }
    await load('WAWebApiChat').createChatRecord(wid);
    const [chat] = ChatCollection.add({ id: wid, t: load('WATimeUtils').unixTime() });
    return { chat: { id: chat.id }, created: true };
  };
});

/** whatsapp-web.js: the same, with the model. */
simulatorModule('WAWebFindChatAction', (exports, load) => {
  exports.findOrCreateLatestChat = async (wid) => {
    const found = await load('WAWebFindChat').findOrCreateLatestChat(wid);
    const chat = load('WAWebChatCollection').ChatCollection.get(found.chat.id);
    return { chat, created: found.created };
  };
});

/** wa-js: the card of a person. */
simulatorModule('WAWebFrontendVcardUtils', (exports) => {
  const escaped = (text) => text.replace(/[\\,;]/g, '\\$&').replace(/\n/g, '\\n');

  exports.vcardFromContactModel = (contact) => {
    const number = contact.id.user;
    const displayName = contact.name || contact.pushname || `+${number}`;
    const lines = [
      'BEGIN:VCARD',
      'VERSION:3.0',
      `N:;${escaped(displayName)};;;`,
      `FN:${escaped(displayName)}`,
      `TEL;type=CELL;type=VOICE;waid=${number}:+${number}`,
      'END:VCARD',
    ];
    return { displayName, vcard: lines.join('\n') };
  };
});
