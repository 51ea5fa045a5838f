/*
 * What clients look up in order to wrap it, or ask once; without these they work, but complain on
 * the console.
 */

/** wa-js. */
simulatorModule('WAWebGenMinimalLinkPreviewChatAction', (exports) => {
  exports.genMinimalLinkPreview = async () => null;
});
simulatorModule('useWAWebLinkPreview', (exports) => {
  exports.findFirstWebLink = (text) => (/https?:\/\/\S+/.exec(text) || [])[0];
});
simulatorModule('WAWebLinkPreviewChatAction', (exports) => {
  exports.getLinkPreview = async () => null;
  exports.fetchLinkPreview = async () => null;
});
simulatorModule('WAWebBackendJobsCommon', (exports) => {
  exports.encodeMaybeMediaType = (type) => type;
  exports.mediaTypeFromProtobuf = () => null;
});
simulatorModule('WAWebE2EProtoUtils', (exports) => {
  exports.typeAttributeFromProtobuf = () => 'text';
});
simulatorModule('WAWebSendMsgCreateFanoutStanza', (exports) => {
  exports.createFanoutMsgStanza = async () => ({});
});
simulatorModule('WAWebEncryptAndSendStatusMsg', (exports) => {
  exports.encryptAndSendStatusMsg = async () => ({});
});
simulatorModule('WAWebChatPinBridge', (exports) => {
  exports.getNumChatsPinned = () => 0;
  exports.setPin = async () => {};
});
simulatorModule('WAWebBizLabelUtils', (exports) => {
  exports.addToLabelCollection = () => {};
  exports.removeLabelFromCollection = () => {};
});
simulatorModule('WAWebPrimaryFeatures', (exports) => {
  exports.primaryFeatureEnabled = () => false;
});
simulatorModule('WAWebABProps', (exports) => {
  exports.getABPropConfigValue = () => false;
});
simulatorModule('WAWebApiChat', (exports) => {
  exports.createChatRecord = async () => {};
});
simulatorModule('WAWebLid1X1MigrationGating', (exports) => {
  exports.Lid1X1MigrationUtils = {
    isLidMigrated: () => false,
    isSyncdSessionMigrated: () => false,
    shouldApplyNonMigratedMessagingRules: () => true,
  };
});
simulatorModule('WAWebChatSearchFilters', (exports) => {
  exports.isFilterExcludedFromSearchTreatmentInInboxFlow = () => false;
});
simulatorModule('WAWebChatSearchQuery', (exports) => {
  exports.SearchQuery = class SearchQuery {
    updateLabelQuery(filter) {
      this.filter = filter;
    }
  };
});
simulatorModule('WAMd5', (exports) => {
  exports.md5 = () => new ArrayBuffer(16);
});
simulatorModule('WAWebMsgReply', (exports) => {
  exports.canReplyMsg = () => true;
});
simulatorModule('WAWebGetEphemeralFieldsMsgActionsUtils', (exports) => {
  exports.getEphemeralFields = ({ ephemeralDuration }) =>
    ephemeralDuration ? { ephemeralDuration } : {};
});
