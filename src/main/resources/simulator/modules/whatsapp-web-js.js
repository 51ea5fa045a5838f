/* What whatsapp-web.js alone looks up and no other file is the place for. */

simulatorModule('WALinkify', (exports) => {
  exports.findLink = (text) => {
    const found = /https?:\/\/\S+/.exec(text || '');
    return found ? { href: found[0] } : null;
  };
  exports.findLinks = () => [];
});

simulatorModule('WAWebSyncGatingUtils', (exports) => {
  exports.isPlaceholderMessageResendEnabled = () => false;
});

simulatorModule('WAWebLaunchSocketUtils', (exports, load) => {
  exports.refreshQR = () => load('SimulatorSession').refreshQr();
});

simulatorModule('WAWebMiscBrowserUtils', (exports) => {
  exports.info = () => ({ os: 'Linux', name: 'Chrome', version: '1' });
  exports.default = { info: exports.info, hardRefresh() {} };
});

simulatorModule('WAWebContactProfilePicThumbBridge', (exports) => {
  exports.requestProfilePicFromServer = async () => ({});
  exports.profilePicResync = async () => {};
});
