/* Groups: asking for them and changing them. */

/** Every client. */
simulatorModule('WAWebGroupQueryJob', (exports, load) => {
  exports.queryAllGroups = async () =>
    load('WAWebChatCollection')
      .ChatCollection.filter((chat) => chat.id.isGroup())
      .map((chat) => ({ id: chat.id }));
  exports.queryGroupJob = async (wid) => load('WAWebGroupMetadataCollection').default.find(wid);
});

/** wa-js wraps it (`group.participant_changed`); comes with every change of a group. */
simulatorModule('WAWebUpdateDbForGroupActionApi', (exports) => {
  exports.updateDBForGroupAction = async () => {};
});

/** The page's own: a change that this browser makes. */
simulatorModule('SimulatorGroups', (exports, load) => {
  exports.change = async (request) => {
    const view = await load('SimulatorServer').post('change-group', request);
    const store = load('WAWebGroupMetadataCollection').default;
    const wid = load('WAWebWidFactory').createWid(view.chatId);
    const { ChatCollection } = load('WAWebChatCollection');
    const chat = ChatCollection.get(wid) || ChatCollection.add({ id: wid })[0];
    chat.set({ name: view.subject, formattedTitle: view.subject });
    store.fill(store.gadd(wid), view);
    return view;
  };
});

/** wa-js and whatsapp-web.js. */
simulatorModule('WAWebGroupCreateJob', (exports, load) => {
  exports.GroupAlreadyExistsError = class GroupAlreadyExistsError extends Error {};
  exports.createGroup = async (options, people) => {
    const wids = people.map((person) => person.phoneNumber || person);
    const view = await load('SimulatorGroups').change({
      action: 'create',
      subject: options.title,
      participants: wids.map(String),
    });
    return {
      wid: load('WAWebWidFactory').createWid(view.chatId),
      participants: wids.map((wid) => ({
        wid, error: null, invite_code: null, invite_code_exp: null,
      })),
    };
  };
});

/** wa-js and whatsapp-web.js. */
simulatorModule('WAWebExitGroupAction', (exports, load) => {
  exports.sendExitGroup = async (chat) =>
    load('SimulatorGroups').change({ action: 'leave', chatId: String(chat.id) });
});

/** wa-js and whatsapp-web.js. */
simulatorModule('WAWebModifyParticipantsGroupAction', (exports, load) => {
  const change = (action) => async (chat, participants) => {
    await load('SimulatorGroups').change({
      action,
      chatId: String(chat.id),
      participants: participants.map((participant) => String(participant.id)),
    });
  };
  exports.addParticipants = change('add');
  exports.removeParticipants = change('remove');
  exports.promoteParticipants = change('promote');
  exports.demoteParticipants = change('demote');
  exports.promoteCommunityParticipants = exports.promoteParticipants;
  exports.demoteCommunityParticipants = exports.demoteParticipants;
});

/** wa-js and whatsapp-web.js. */
simulatorModule('WAWebGroupModifyInfoJob', (exports, load) => {
  exports.setGroupSubject = async (wid, subject) =>
    load('SimulatorGroups').change({ action: 'subject', chatId: String(wid), subject });
  exports.setGroupDescription = async () => {};
  exports.setGroupProperty = async () => {};
});
