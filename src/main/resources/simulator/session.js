/*
 * The page's life: restore the link or show QR codes, load the mailbox, follow what happens,
 * reconnect when the line drops, log out.
 *
 * The order matters to clients: a restored page is CONNECTED first and hasSynced a while later,
 * because whatsapp-web.js attaches itself in between.
 */

simulatorModule('SimulatorSession', (exports, load) => {
  const RECONNECT_MILLIS = 500;
  const SYNC_MILLIS = 1_000;
  const { Conn } = load('WAWebConnModel');
  const { Socket } = load('WAWebSocketModel');
  const { Stream } = load('WAWebStreamModel');
  const { Cmd } = load('WAWebCmd');
  const server = load('SimulatorServer');
  const link = load('SimulatorLink');
  const app = () => document.getElementById('app');

  let line = null;
  let isLoaded = false;
  let isLeaving = false;
  let sequence = 0;
  let work = Promise.resolve();

  /** Events are dealt with one after the other, each to its end. */
  function inTurn(name, task) {
    work = work.then(task).catch((error) => console.error(`simulator: ${name}`, error));
  }

  const online = (isOnline) => load('WAWebNetworkStatus').default.set('online', isOnline);

  async function showQr(ref) {
    const encode = load('WABase64').encodeB64;
    const { noise, identity, adv } = link.keys;
    const code = [ref, encode(noise), encode(identity), encode(adv), 1].join(',');
    app().innerHTML =
      '<div class="landing-main"><div><canvas width="228" height="228" role="img" ' +
      'aria-label="Scan this QR code to link a device!"></canvas></div></div>';
    app().querySelector('canvas').parentElement.setAttribute('data-ref', code);
  }

  async function loadMailbox() {
    const { createWid } = load('WAWebWidFactory');
    Stream.set({ mode: 'SYNCING', info: 'SYNCING' });
    Socket.set({ state: 'CONNECTED', stream: 'SYNCING' });
    const mailbox = await server.post('bootstrap');
    await new Promise((resolve) => setTimeout(resolve, SYNC_MILLIS));
    Conn.set({
      connected: true,
      ref: undefined,
      pushname: mailbox.name,
      platform: mailbox.platform,
      wid: createWid(link.current.pn),
    });
    load('WAWebContactCollection').ContactCollection.add(
      mailbox.contacts.map(({ id, name }) => ({
        id: createWid(id), name, isAddressBookContact: 1,
      })));
    await fillChats(mailbox);
    app().innerHTML = '<div id="side"><div id="pane-side" role="grid"></div></div>';
    Socket.stream = 'CONNECTED';
    Stream.set({ info: 'NORMAL', mode: 'MAIN' });
    Cmd.isMainLoaded = true;
    Cmd.trigger('main_loaded');
    Cmd.trigger('offline_progress_update_from_bridge');
    Socket.hasSynced = true;
    isLoaded = true;
    await load('SimulatorOutbox').restore();
    await server.post('follow');
  }

  async function fillChats({ chats, groups, contacts }) {
    const { createWid } = load('WAWebWidFactory');
    const { ChatCollection } = load('WAWebChatCollection');
    const { MsgCollection } = load('WAWebMsgCollection');
    const groupStore = load('WAWebGroupMetadataCollection').default;
    const names = new Map(contacts.map(({ id, name }) => [id, name]));
    for (const group of groups) {
      groupStore.fill(groupStore.gadd(createWid(group.chatId)), group);
      names.set(group.chatId, group.subject);
      ChatCollection.add({ id: createWid(group.chatId), t: group.creation, name: group.subject });
    }
    for (const { id, t, unread, messages } of chats) {
      const [chat] = ChatCollection.add({ id: createWid(id), t, name: names.get(id) });
      const data = messages.map((view) => load('SimulatorMessages').attributes(view, false));
      await MsgCollection.processMultipleMessages(chat.id, data);
      chat.unreadCount = unread;
    }
  }

  const states = {
    ref({ ref }) {
      if (!link.current) {
        Socket.state = 'UNPAIRED';
        Stream.mode = 'QR';
        Conn.ref = ref;
        showQr(ref);
      }
    },

    idle() {
      if (!link.current) {
        Conn.ref = undefined;
        Socket.state = 'UNPAIRED_IDLE';
      }
    },

    async paired(newLink) {
      Socket.state = 'PAIRING';
      await link.keep(newLink);
      await loadMailbox();
    },

    ready: loadMailbox,

    back() {
      Socket.state = 'CONNECTED';
      Stream.set({ info: 'NORMAL', mode: 'MAIN' });
      load('SimulatorOutbox').resend();
    },

    unpaired: () => exports.leave('UnpairDevice'),

    async conflict() {
      line.close();
      Socket.state = 'CONFLICT';
      Stream.mode = 'CONFLICT';
      await server.post('conflicted');
    },

    hang() {
      for (;;);
    },

    /* Layout goes down the tree one call of the stack for each level; the stack ends before the loop. */
    crash() {
      let innermost = document.body;
      for (;;) {
        for (let depth = 0; depth < 1_000; depth++) {
          innermost = innermost.appendChild(document.createElement('div'));
        }
        void document.body.offsetHeight;
      }
    },
  };

  /** Opens the line, or opens it anew. */
  exports.connect = () => {
    if (line) {
      line.close();
    }
    const token = link.current ? link.current.token : '';
    const query = new URLSearchParams({ page: server.page, token, loaded: isLoaded });
    line = new EventSource(`/sim/events?${query}`);
    line.onopen = () => online(true);
    line.onerror = lineLost;
    for (const [name, state] of Object.entries(states)) {
      line.addEventListener(name, ({ data }) => inTurn(name, () => state(JSON.parse(data))));
    }
    for (const kind of load('SimulatorIncoming').kinds) {
      line.addEventListener(kind, ({ data }) => inTurn(kind, () => deal(kind, JSON.parse(data))));
    }
  };

  async function deal(kind, data) {
    if (data.sequence && data.sequence <= sequence) {
      return; // told again after the line was down
    }
    await load('SimulatorIncoming').handle(kind, data);
    if (data.sequence) {
      sequence = data.sequence;
      await server.post('acknowledge', { sequence }).catch(() => {});
    }
  }

  function lineLost() {
    line.close();
    if (isLeaving) {
      return;
    }
    online(false);
    if (link.current) {
      Socket.state = 'OPENING';
      Stream.info = 'OFFLINE';
    }
    setTimeout(exports.connect, RECONNECT_MILLIS);
  }

  exports.refreshQr = () => {
    if (!link.current) {
      server.post('refresh-qr');
    }
  };

  /**
   * Forgets the link and begins again as a browser that is not linked. The socket's state stays as
   * it is: whatsapp-web.js closes its browser at once on UNPAIRED, and reads the reason from the URL.
   */
  exports.leave = async (reason) => {
    if (isLeaving) {
      return;
    }
    isLeaving = true;
    load('WAWebLogoutReason').getErrorCodeFromLogoutReason(reason);
    await link.forget();
    Cmd.trigger('logout');
    setTimeout(() => location.assign(`/?post_logout=1&logout_reason=${reason}`), 300);
  };

  exports.start = async () => {
    await link.restore();
    window.Debug = { VERSION: load('WAWebBuildConstants').VERSION_STR };
    addEventListener('pagehide', () => server.sayGoodbye());
    exports.connect();
  };
});

importNamespace('SimulatorSession').start();
