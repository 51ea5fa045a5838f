/* Functions that compute something of a model; clients put them onto the models. */

/** wa-js. */
simulatorModule('WAWebFrontendContactGetters', (exports) => {
  const displayName = (contact) => contact.name || contact.pushname || contact.id.user;
  const phone = (contact) => `+${contact.id.user}`;

  Object.assign(exports, {
    getDisplayName: displayName,
    getDisplayNameOrPnForLid: displayName,
    getFormattedName: displayName,
    getFormattedShortName: (contact) => contact.shortName || displayName(contact),
    getFormattedShortNameWithNonBreakingSpaces: displayName,
    getFormattedPhone: phone,
    getFormattedUser: phone,
    getHeader: (contact) => String(displayName(contact))[0],
    getIsMyContact: (contact) => !!contact.isAddressBookContact,
    getMentionName: displayName,
    getPhoneNumber: (contact) => contact.id,
    getPnForLid: (contact) =>
      contact.id.isLid() ? importNamespace('WAWebApiContact').getPhoneNumber(contact.id) : undefined,
    getSearchName: (contact) => String(displayName(contact)).toLowerCase(),
    getSearchVerifiedName: () => '',
    getTextStatusString: () => '',
  });
});

/** wa-js and whatsapp-web.js. */
simulatorModule('WAWebContactGetters', (exports, load) => {
  Object.assign(exports, {
    getIsMe: (contact) => load('WAWebUserPrefsMeUser').isMePrimary(contact.id),
    getIsBusiness: (contact) => !!contact.isBusiness,
    getIsGroup: (contact) => contact.id.isGroup(),
    getIsUser: (contact) => contact.id.isUser(),
    getIsWAContact: () => true,
    getLabels: () => [],
    getName: (contact) => contact.name,
    getNotifyName: (contact) => contact.pushname,
    getPushname: (contact) => contact.pushname,
    getShortName: (contact) => contact.shortName,
    getType: (contact) => contact.type,
    getUserhash: () => null,
    getUserid: (contact) => contact.id.user,
    getVerifiedLevel: () => undefined,
    getVerifiedName: () => undefined,
    getIsDisplayNameApproved: () => true,
  });
  const never =
    'getIsIAS getIsSupportAccount getCanRequestPhoneNumber getShowBusinessCheckmarkAsPrimary ' +
    'getShowBusinessCheckmarkAsSecondary getShowBusinessCheckmarkInChatlist ' +
    'getShouldForceBusinessUpdate getStatusMute getIsEnterprise getIsNewsletter getIsBroadcast';
  never.split(' ').forEach((name) => {
    exports[name] = () => false;
  });
});

/** wa-js. */
simulatorModule('WAWebFrontendChatGetters', (exports) => {
  exports.getShouldAppearInList = () => true;
  exports.getPreviewMessage = (chat) => chat.msgs.last();
  exports.getHasUnread = (chat) => chat.unreadCount > 0;
  exports.getShowChangeNumberNotification = () => false;
});

/** whatsapp-web.js. */
simulatorModule('WAWebChatGetters', (exports) => {
  exports.getIsNewsletter = (chat) => chat.id.isNewsletter();
  exports.getIsBroadcast = (chat) => chat.id.isBroadcast();
  exports.getIsGroup = (chat) => chat.id.isGroup();
  exports.getIsUser = (chat) => chat.id.isUser();
});

/** wa-js wraps it. */
simulatorModule('WAWebMsgGetters', (exports) => {
  exports.isUnreadTypeMsg = () => true;
  exports.getIsUnreadType = () => true;
});
