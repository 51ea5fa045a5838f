/* Who this browser is: its keys, its link, and how it gets one. */

/** Every client: the linked account, by number and by hidden id. */
simulatorModule('WAWebUserPrefsMeUser', (exports, load) => {
  const Wid = load('WAWebWid').default;
  const link = () => load('SimulatorLink').current;
  const orThrow = (wid) => {
    if (!wid) {
      throw new Error('not linked');
    }
    return wid;
  };

  exports.getMaybeMePnUser = () => (link() ? new Wid(link().pn) : undefined);
  exports.getMaybeMeLidUser = () => (link() ? new Wid(link().lid) : undefined);
  exports.getMaybeMeDevicePn = () =>
    link() ? new Wid(link().pn.replace('@', ':7@')) : undefined;
  exports.getMaybeMeDisplayName = () => (link() ? link().name : undefined);
  exports.getMeUser = exports.getMaybeMePnUser;
  exports.getMe = exports.getMaybeMeDevicePn;
  exports.getMePnUserOrThrow_DO_NOT_USE = () => orThrow(exports.getMaybeMePnUser());
  exports.getMeLidUserOrThrow = () => orThrow(exports.getMaybeMeLidUser());
  exports.isMePrimary = (wid) =>
    !!link() && [link().pn, link().lid].includes(`${wid.user}@${wid.server}`);
  exports.isMeAccount = exports.isMePrimary;
  exports.isMePnUser = exports.isMePrimary;
});

/** wa-js: asked while its loader runs; a throw would stop it. */
simulatorModule('WAWebUserPrefsIsLoggedIn', (exports, load) => {
  exports.isLoggedIn = () => !!load('SimulatorLink').current;
});

/** wa-js and whatsapp-web.js: authenticated or not, and a part of the QR code. */
simulatorModule('WAWebUserPrefsMultiDevice', (exports, load) => {
  exports.isRegistered = () => !!load('SimulatorLink').current;
  exports.getADVSecretKey = async () => load('WABase64').encodeB64(load('SimulatorLink').keys.adv);
});

/** Every client: a part of the QR code. */
simulatorModule('WAWebUserPrefsInfoStore', (exports, load) => {
  exports.waNoiseInfo = {
    get: async () => ({
      staticKeyPair: {
        pubKey: load('SimulatorLink').keys.noise,
        privKey: new Uint8Array(32).buffer,
      },
    }),
  };
});

/** Every client: a part of the QR code. */
simulatorModule('WAWebSignalStoreApi', (exports, load) => {
  exports.waSignalStore = {
    getRegistrationInfo: async () => ({
      registrationId: 4711,
      identityKeyPair: {
        pubKey: load('SimulatorLink').keys.identity,
        privKey: new Uint8Array(32).buffer,
      },
    }),
  };
});

/** wa-js: a part of the QR code. */
simulatorModule('WAWebAdvSignatureApi', (exports, load) => {
  exports.getADVSecretKey = () => load('WABase64').encodeB64(load('SimulatorLink').keys.adv);
  exports.setADVSignedIdentity = async () => {};
  exports.validateADVwithEpoch = () => true;
});

/** whatsapp-web.js: the QR code's fifth part. */
simulatorModule('WAWebCompanionRegClientUtils', (exports) => {
  exports.DEVICE_PLATFORM = 1;
  exports.getRegistrationInfo = () => ({});
});

/** wa-js: linking by a code that is typed on the phone. */
simulatorModule('WAWebLinkDeviceAction', (exports, load) => {
  exports.genLinkDeviceCodeForPhoneNumber = async (phone) =>
    (await load('SimulatorServer').post('pairing-code', { phone })).code;
  exports.refreshAltLinkingCode = () => {};
});

/** wa-js and whatsapp-web.js: the same in steps. */
simulatorModule('WAWebAltDeviceLinkingApi', (exports, load) => {
  exports.setPairingType = () => {};
  exports.initializeAltDeviceLinking = async () => {};
  exports.initializeQRLinking = async () => {};
  exports.startAltLinkingFlow = async (phone) =>
    (await load('SimulatorServer').post('pairing-code', { phone })).code;
});

/** wa-js: its managed pairing listens here. */
simulatorModule('WAWebLinkDeviceEvents', (exports, load) => {
  exports.WAWebLinkDeviceEvents = new (load('WAWebEventEmitter').default)();
});
