/* The state of the line: connection, stream, socket, and the commands of the user interface. */

/** Every client: `ref` is the QR code's first part, `wid` and `pushname` the account. */
simulatorModule('WAWebConnModel', (exports, load) => {
  class Conn extends load('WAWebBaseModel').BaseModel {}
  Conn.props = {
    ref: undefined,
    refTTL: undefined,
    connected: false,
    platform: undefined,
    pushname: undefined,
    wid: undefined,
    battery: undefined,
    plugged: undefined,
    isSMB: false,
    smbTos: undefined,
    phone: () => ({}),
  };
  Conn.prototype.proxyName = 'conn';
  exports.Conn = new Conn({ ref: '' });
});

/** wa-js: `conn.online`. */
simulatorModule('WAWebNetworkStatus', (exports, load) => {
  class NetworkStatus extends load('WAWebBaseModel').BaseModel {
    checkOnline() {
      return this.online;
    }
  }
  exports.default = new NetworkStatus({ online: true });
});

/** Every client: `mode` QR or MAIN says which screen is shown. */
simulatorModule('WAWebStreamModel', (exports, load) => {
  const same = (names) => Object.fromEntries(names.split(' ').map((name) => [name, name]));
  exports.StreamMode = same(
    'QR MAIN SYNCING OFFLINE CONFLICT PROXYBLOCK TOS_BLOCK SMB_TOS_BLOCK DEPRECATED_VERSION');
  exports.StreamInfo = same('OFFLINE OPENING PAIRING SYNCING RESUMING CONNECTING NORMAL');

  class Stream extends load('WAWebBaseModel').BaseModel {
    markAvailable() {
      this.available = true;
      load('WAWebPresenceChatAction').sendPresenceAvailable();
    }

    markUnavailable() {
      this.available = false;
      load('WAWebPresenceChatAction').sendPresenceUnavailable();
    }
  }
  Stream.prototype.proxyName = 'stream';
  exports.Stream = new Stream({
    mode: 'SYNCING',
    info: 'OPENING',
    displayInfo: 'OPENING',
    available: true,
    needsUpdate: false,
  });
});

/** Every client: `state` CONNECTED, OPENING, UNPAIRED..., `hasSynced`, and the way out. */
simulatorModule('WAWebSocketModel', (exports, load) => {
  class Socket extends load('WAWebBaseModel').BaseModel {
    initConn() {}

    reconnect() {
      load('SimulatorSession').connect();
    }

    takeover() {
      load('SimulatorSession').connect();
    }

    poke() {
      load('SimulatorSession').refreshQr();
    }

    async logout() {
      await load('SimulatorServer').post('logout');
      await load('SimulatorSession').leave('UserInitiated');
    }
  }
  Socket.prototype.proxyName = 'socket';
  exports.Socket = new Socket({
    state: 'OPENING',
    stream: 'DISCONNECTED',
    hasSynced: false,
    launched: true,
  });
});

/** Every client: `main_loaded`, `logout`; wa-js deletes messages through it. */
simulatorModule('WAWebCmd', (exports, load) => {
  class CmdImpl extends load('WAWebEventEmitter').default {
    constructor() {
      super();
      this.isMainLoaded = false;
    }

    refreshQR() {
      this.trigger('refresh_qr');
      load('SimulatorSession').refreshQr();
    }

    logout() {
      this.trigger('logout');
    }

    async openChatBottom() {
      return true;
    }

    async openChatAt() {
      return true;
    }

    async sendRevokeMsgs(chat, messages) {
      for (const message of messages.list || messages) {
        await load('WAWebChatSendMessages').sendRevokeMsgs(chat, { list: [message] });
      }
    }

    async sendDeleteMsgs(chat, messages) {
      for (const message of [...(messages.list || messages)]) {
        chat.msgs.remove(message);
        load('WAWebMsgCollection').MsgCollection.remove(message);
      }
    }

    async sendStarMsgs(chat, messages) {
      messages.forEach((message) => message.set({ star: true }));
    }

    async sendUnstarMsgs(chat, messages) {
      messages.forEach((message) => message.set({ star: false }));
    }

    setActiveFilter() {}

    async archiveChat(chat, archive) {
      chat.archive = archive;
    }

    closeChat() {}
  }
  exports.CmdImpl = CmdImpl;
  exports.Cmd = new CmdImpl();
});

/** wa-js. */
simulatorModule('WAWebBackendEventBus', (exports, load) => {
  exports.BackendEvent = {
    SET_SOCKET_STATE: 'set_socket_state',
    STORAGE_INITIALIZATION_ERROR: 'storage_initialization_error',
  };
  exports.BackendEventBus = new (load('WAWebEventEmitter').default)();
});

/** whatsapp-web.js: `loading_screen`. */
simulatorModule('WAWebOfflineHandler', (exports) => {
  exports.OfflineMessageHandler = { getOfflineDeliveryProgress: () => 100 };
});
