/* Names, numbers and small functions without state. */

(() => {
  const version = document.querySelector('meta[name=simulator-version]').content;
  const [primary, secondary, tertiary] = version.split('.');
  const same = (names) => Object.fromEntries(names.split(' ').map((name) => [name, name]));

  /** The page itself: `window.Debug.VERSION`. */
  simulatorModule('WAWebBuildConstants', (exports) => {
    exports.VERSION_STR = version;
    exports.VERSION_BASE = version;
    exports.VERSION_PRIMARY = primary;
    exports.VERSION_SECONDARY = secondary;
    exports.VERSION_TERTIARY = tertiary;
    exports.WINDOWS_BUILD = null;
  });

  /** wa-js: decides by it which of several calls to make. */
  simulatorModule('WAWebSanitizedBuildConstants', (exports) => {
    exports.SANITIZED_VERSION_STR = version;
  });

  /** Every client. */
  simulatorModule('WAWebAck', (exports) => {
    exports.ACK = {
      INACTIVE: -6,
      CONTENT_UNUPLOADABLE: -5,
      CONTENT_TOO_BIG: -4,
      CONTENT_GONE: -3,
      EXPIRED: -2,
      FAILED: -1,
      CLOCK: 0,
      SENT: 1,
      RECEIVED: 2,
      READ: 3,
      PLAYED: 4,
      PEER: 5,
    };
    exports.EDIT_ATTR = {
      NONE: -1,
      MESSAGE_EDIT: 1,
      PIN_IN_CHAT: 2,
      SENDER_REVOKE: 7,
      ADMIN_REVOKE: 8,
    };
    exports.ACK_STRING = {
      SENDER: 'sender',
      DELIVERY: 'delivery',
      READ: 'read',
      PLAYED: 'played',
      INACTIVE: 'inactive',
      READ_SELF: 'read-self',
    };
  });

  /** wa-js and whatsapp-web.js: the QR code's parts are in base64. */
  simulatorModule('WABase64', (exports) => {
    exports.encodeB64 = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)));
    exports.decodeB64 = (text) => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer;
    exports.encodeB64UrlSafe = (buffer) =>
      exports.encodeB64(buffer).replace(/\+/g, '-').replace(/\//g, '_');
  });

  /** wa-js: new message ids. */
  simulatorModule('WARandomHex', (exports) => {
    exports.randomHex = (bytes) =>
      [...crypto.getRandomValues(new Uint8Array(bytes))]
        .map((byte) => byte.toString(16).padStart(2, '0'))
        .join('')
        .toUpperCase();
  });

  /** wa-js. */
  simulatorModule('WATimeUtils', (exports) => {
    exports.unixTime = () => Math.floor(Date.now() / 1000);
    exports.unixTimeMs = () => Date.now();
  });

  /** wa-js. */
  simulatorModule('WAWebIsOfficialClient', (exports) => {
    exports.isOfficialClient = false;
  });

  /** Every client: names of the socket's states. */
  simulatorModule('WAWebSocketConstants', (exports) => {
    exports.SOCKET_STATE = same(
      'OPENING PAIRING UNPAIRED UNPAIRED_IDLE CONNECTED CONFLICT UNLAUNCHED PROXYBLOCK ' +
        'TOS_BLOCK SMB_TOS_BLOCK DEPRECATED_VERSION SCREEN_LOCKED');
    exports.SOCKET_STREAM = same('DISCONNECTED SYNCING RESUMING CONNECTED');
  });

  /** wa-js: what a send came to. */
  simulatorModule('WAWebSendMsgResultAction', (exports) => {
    exports.SendMsgResult = same(
      'OK ERROR_UNKNOWN ERROR_NETWORK ERROR_EXPIRED ERROR_CANCELLED ERROR_UPLOAD');
  });

  /** wa-js: deletes look at the message's type. */
  simulatorModule('WAMsgType', (exports) => {
    exports.MSG_TYPE = {
      CHAT: 'chat',
      IMAGE: 'image',
      VIDEO: 'video',
      AUDIO: 'audio',
      PTT: 'ptt',
      DOCUMENT: 'document',
      STICKER: 'sticker',
      LOCATION: 'location',
      VCARD: 'vcard',
      MULTI_VCARD: 'multi_vcard',
      REVOKED: 'revoked',
      PROTOCOL: 'protocol',
      CIPHERTEXT: 'ciphertext',
      GP2: 'gp2',
      CALL_LOG: 'call_log',
      POLL_CREATION: 'poll_creation',
      REACTION: 'reaction',
    };
  });

  /** wa-js: `conn.logout_reason` wraps the function. */
  simulatorModule('WAWebLogoutReason', (exports) => {
    const codes = { UserInitiated: 0, UnpairDevice: 2, ClientFatalError: 7, SyncFail: 10 };
    exports.getErrorCodeFromLogoutReason = (reason) => codes[reason] ?? 1;
  });

  /** wa-js. */
  simulatorModule('WAWebLogoutReasonConstants', (exports) => {
    exports.LogoutReason = same('UserInitiated UnpairDevice ClientFatalError SyncFail');
    exports.LOGOUT_REASON_CODE = { UNKNOWN: 1 };
  });

  /** wa-js: which states of a call are those of an incoming one. */
  simulatorModule('WAWebVoipWaCallEnums', (exports) => {
    exports.CALL_STATES = { None: 0, Calling: 1, ReceivedCall: 3, CallActive: 6 };
  });
})();
