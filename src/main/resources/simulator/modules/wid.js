/* Ids of accounts and chats (wids), and of messages (keys). */

/** Every client. `@c.us` is a phone number, `@lid` the hidden id of the same account. */
simulatorModule('WAWebWid', (exports) => {
  const endsWith = (...servers) => (id) => servers.some((s) => String(id).endsWith(`@${s}`));

  class Wid {
    constructor(text) {
      const parts = /^([^@:]*?)(?::(\d+))?@(.+)$/.exec(text);
      if (!parts) {
        throw new Error(`wid error: invalid wid ${text}`);
      }
      this.server = parts[3];
      this.user = parts[1];
      if (parts[2]) {
        this.device = Number(parts[2]);
      }
      this._serialized = text;
    }

    toString() {
      return this._serialized;
    }

    toJSON() {
      return this._serialized;
    }

    toLogString() {
      return this._serialized;
    }

    toJid() {
      return this._serialized.replace('@c.us', '@s.whatsapp.net');
    }

    getSignalAddress() {
      return this._serialized;
    }

    equals(other) {
      return !!other && String(other._serialized || other) === this._serialized;
    }

    isSameAccountAndAddressingMode(other) {
      return this.equals(other);
    }

    asUserWidOrThrow() {
      return new Wid(`${this.user}@${this.server}`);
    }

    isUser() {
      return this.server === 'c.us' || this.server === 'lid';
    }

    isRegularUser() {
      return this.isUser();
    }

    isRegularUserPn() {
      return this.server === 'c.us';
    }

    isLid() {
      return this.server === 'lid';
    }

    isGroup() {
      return this.server === 'g.us';
    }

    isBroadcast() {
      return this.server === 'broadcast';
    }

    isStatus() {
      return this._serialized === 'status@broadcast';
    }

    isStatusV3() {
      return this.isStatus();
    }

    isNewsletter() {
      return this.server === 'newsletter';
    }

    isBot() {
      return this.server === 'bot';
    }

    isPSA() {
      return this._serialized === '0@c.us';
    }

    isServer() {
      return this.server === 'server';
    }

    isCompanion() {
      return this.device !== undefined;
    }

    isEligibleForUSync() {
      return true;
    }

    static equals(a, b) {
      return !!a && !!b && a.equals(b);
    }
  }

  const never =
    'isCAPISupportAccount isFbidBot isHosted isIAS isInterop isCommunityAnnounceGroup isMetaBot';
  never.split(' ').forEach((name) => {
    Wid.prototype[name] = () => false;
  });

  Wid.isXWid = endsWith('c.us', 'g.us', 'lid', 'broadcast', 'newsletter', 'call');
  Wid.isWid = Wid.isXWid;
  Wid.isUser = endsWith('c.us', 'lid');
  Wid.isGroup = endsWith('g.us');
  Wid.isBroadcast = endsWith('broadcast');
  Wid.isLid = endsWith('lid');
  Wid.isNewsletter = endsWith('newsletter');
  Wid.isStatus = (id) => String(id) === 'status@broadcast';

  exports.default = Wid;
});

/** Every client. */
simulatorModule('WAWebWidFactory', (exports, load) => {
  const Wid = load('WAWebWid').default;
  const toUser = (wid) => new Wid(`${wid.user}@${wid.server}`);

  exports.createWid = (id) => new Wid(String(id._serialized || id));
  exports.createDeviceWid = exports.createWid;
  exports.createUserWidOrThrow = (user, server) =>
    new Wid(user.includes('@') ? user : `${user}@${server || 'c.us'}`);
  exports.createUserWid = exports.createUserWidOrThrow;
  exports.createWidFromWidLike = (wid) => (wid instanceof Wid ? wid : new Wid(wid._serialized));
  exports.isWidlike = (wid) =>
    !!wid && typeof wid === 'object' && typeof wid._serialized === 'string' && !!wid.server;
  exports.toUserWid = toUser;
  exports.toUserWidOrThrow = toUser;
  exports.asUserWidOrThrow = toUser;
  exports.toChatWid = (wid) => wid;
  exports.toLidUserWid = (wid) => wid;
});

/** whatsapp-web.js, and wa-js in groups. */
simulatorModule('WAWebJidToWid', (exports, load) => {
  exports.jidToWid = (jid) =>
    load('WAWebWidFactory').createWid(String(jid).replace('@s.whatsapp.net', '@c.us'));
  exports.userJidToUserWid = exports.jidToWid;
});

/** whatsapp-web.js. */
simulatorModule('WAWebWidToJid', (exports) => {
  exports.widToUserJid = (wid) => wid.toJid();
  exports.widToGroupJid = exports.widToUserJid;
  exports.widToChatJid = exports.widToUserJid;
});

/**
 * Every client; wa-js finds the class by the text of its error. `false_CHAT_ID`, in groups with the
 * author at the end.
 */
simulatorModule('WAWebMsgKey', (exports, load) => {
  const Wid = load('WAWebWid').default;
  const wid = (id) => (typeof id === 'string' ? new Wid(id) : id);
  const newId = () => `3EB0${load('WARandomHex').randomHex(9)}`;

  class MsgKey {
    constructor(parts) {
      if (!parts) {
        throw new Error('MsgKey error: obj is null/undefined');
      }
      const given = parts.id instanceof MsgKey ? parts.id : parts;
      if (given.from && given.to) {
        const toSelf = Wid.equals(given.from, given.to);
        this.fromMe = toSelf
          ? given.selfDir === 'out'
          : load('WAWebUserPrefsMeUser').isMePrimary(given.from);
        this.remote = this.fromMe ? given.to : given.from;
        if (toSelf) {
          this.self = given.selfDir;
        }
      } else {
        this.fromMe = !!given.fromMe;
        this.remote = wid(given.remote);
      }
      this.id = given.id;
      if (given.participant) {
        this.participant = wid(given.participant);
      }
      this._serialized = [this.fromMe, this.remote, this.id, this.self, this.participant]
        .filter((part) => part !== undefined)
        .join('_');
    }

    toString() {
      return this._serialized;
    }

    clone() {
      return new MsgKey(this);
    }

    equals(other) {
      return !!other && String(other) === this._serialized;
    }

    static fromString(text) {
      const [fromMe, remote, id, last] = String(text).split('_');
      const participant = last && last.includes('@') ? last : undefined;
      return new MsgKey({ fromMe: fromMe === 'true', remote, id, participant });
    }

    static from(key) {
      return key instanceof MsgKey ? key : MsgKey.fromString(key);
    }

    static async newId() {
      return newId();
    }

    static newId_DEPRECATED() {
      return newId();
    }
  }

  exports.default = MsgKey;
});
