/*
 * The models, one module each. wa-js knows them by `prototype.proxyName`; properties that the class
 * computes are getters, and clients add more of them.
 */

(() => {
  function model(id, name, proxyName, props = {}, body = () => {}) {
    simulatorModule(id, (exports, load) => {
      const Model = { [name]: class extends load('WAWebBaseModel').BaseModel {} }[name];
      Model.props = props;
      Model.prototype.proxyName = proxyName;
      body(Model, load);
      exports.default = Model;
      exports[name] = Model;
    });
  }

  function derive(Model, getters) {
    for (const [name, get] of Object.entries(getters)) {
      Object.defineProperty(Model.prototype, name, { configurable: true, enumerable: true, get });
    }
  }

  const list = () => [];

  /** Every client. */
  model('WAWebContactModel', 'Contact', 'contact', {
    name: undefined,
    pushname: undefined,
    shortName: undefined,
    type: 'in',
    isBusiness: false,
    isAddressBookContact: 0,
    labels: list,
    statusMute: false,
  }, (Contact, load) => {
    Contact.prototype.getProfilePicThumb = () => undefined;
    derive(Contact, {
      profilePicThumb() {
        return load('WAWebProfilePicThumbCollection').ProfilePicThumbCollection.get(this.id);
      },
    });
  });

  /** Every client. */
  model('WAWebMsgModel', 'Msg', 'msg', {
    ack: undefined,
    body: undefined,
    type: undefined,
    from: undefined,
    to: undefined,
    author: undefined,
    t: undefined,
    isNewMsg: false,
    star: false,
    latestEditMsgKey: undefined,
    mentionedJidList: list,
    labels: list,
  }, (Msg, load) => {
    Object.assign(Msg.prototype, {
      updateAck(ack) {
        this.ack = ack;
      },
      msgContextInfo(chat) {
        return {
          quotedMsg: { type: this.type, body: this.body },
          quotedStanzaID: this.id.id,
          quotedParticipant: this.author || this.from,
          // Never the chat itself: what a client reads of a message must be plain.
          quotedRemoteJid: chat.id || chat,
        };
      },
      getQuotedMsgObj() {
        return load('WAWebQuotedMsgModelUtils').getQuotedMsgObj(this);
      },
      async downloadMedia() {
        await load('SimulatorMedia').download(this);
      },
    });
    derive(Msg, {
      sender() {
        return this.author || this.from;
      },
      senderObj() {
        const { ContactCollection } = load('WAWebContactCollection');
        return ContactCollection.gadd(this.sender);
      },
      mediaObject() {
        return this.mediaData ? { type: String(this.type).toUpperCase() } : undefined;
      },
    });
  });

  /** Every client. */
  model('WAWebChatModel', 'Chat', 'chat', {
    unreadCount: 0,
    archive: false,
    pin: undefined,
    t: undefined,
    active: false,
    name: undefined,
    formattedTitle: undefined,
    labels: list,
    hasUnread: false,
    muteExpiration: 0,
    ephemeralDuration: undefined,
    lastReceivedKey: undefined,
    isReadOnly: false,
    isParentGroup: false,
    pausedTimerId: undefined,
    promises: () => ({}),
  }, (Chat, load) => {
    Chat.prototype.initialize = function initialize() {
      if (!this.formattedTitle) {
        this.formattedTitle = this.name || `+${this.id.user}`;
      }
      const msgs = new (load('WAWebMsgsCollection').default)();
      Object.defineProperty(this, 'msgs', { value: msgs, enumerable: true, configurable: true });
    };
    derive(Chat, {
      presence() {
        return load('WAWebPresenceCollection').PresenceCollection.gadd(this.id);
      },
      contact() {
        return load('WAWebContactCollection').ContactCollection.gadd(this.id);
      },
      groupMetadata() {
        const store = load('WAWebGroupMetadataCollection').default;
        return this.id.isGroup() ? store.gadd(this.id) : undefined;
      },
      title() {
        return this.name || this.formattedTitle || this.id.user;
      },
      mute() {
        return { expiration: 0, isMuted: false };
      },
      kind() {
        return this.id.isGroup() ? 'group' : 'chat';
      },
    });
  });

  /** Every client: what a group is called and who is in it. */
  model('WAWebGroupMetadataModel', 'GroupMetadata', 'groupMetadata', {
    subject: undefined,
    desc: undefined,
    owner: undefined,
    creation: undefined,
    groupType: 'DEFAULT',
    announce: false,
    restrict: false,
    stale: false,
  }, (GroupMetadata, load) => {
    GroupMetadata.prototype.initialize = function initialize() {
      const participants = new (load('WAWebGroupParticipantCollection').default)();
      Object.defineProperty(this, 'participants', { value: participants, enumerable: true });
      participants.groupMetadata = this;
    };
  });

  model('WAWebParticipantModel', 'Participant', 'participant', {
    isAdmin: false,
    isSuperAdmin: false,
  }, (Participant, load) => {
    derive(Participant, {
      contact() {
        return load('WAWebContactCollection').ContactCollection.gadd(this.id);
      },
    });
  });

  /** wa-js: `chat.presence_change` and `call.incoming_call`. */
  model('WAWebCallModel', 'CallModel', 'call', {}, (CallModel) => {
    CallModel.prototype.getState = () => 3;
  });

  /** wa-js: looked up by name, hardly used. */
  model('WAWebLabelModel', 'Label', 'label');
  model('WAWebBlocklistModel', 'Blocklist', 'blocklist');
  model('WAWebProfilePicThumbModel', 'ProfilePicThumb', 'profilePicThumb');
  model('WAWebNewsletterModel', 'Newsletter', 'newsletter');
  model('WAWebTemplateButtonModel', 'TemplateButton', 'templateButton');
  model('WAWebStatusModel', 'StatusV3', 'status-v3', {}, (StatusV3) => {
    StatusV3.prototype.sendReadStatus = () => {};
  });
})();

/** wa-js: typing and being online, of a person or of the people in a group. */
simulatorModule('WAWebPresenceModel', (exports, load) => {
  const { BaseModel } = load('WAWebBaseModel');
  const { BaseCollection } = load('WAWebBaseCollection');

  class Chatstate extends BaseModel {}
  Chatstate.props = { type: 'unavailable', deny: false, t: undefined };
  Chatstate.prototype.proxyName = 'chatstate';

  class ChatstateCollection extends BaseCollection {}
  ChatstateCollection.model = Chatstate;

  class Presence extends BaseModel {
    initialize() {
      const chatstate = new Chatstate({ id: this.id });
      Object.defineProperty(this, 'chatstate', { value: chatstate, enumerable: true });
      Object.defineProperty(this, 'chatstates', { value: new ChatstateCollection() });
      chatstate.on('change:type', (model, next, previous) => {
        const event = 'change:chatstate.type';
        this.trigger(event, chatstate, next, previous);
        if (this.collection) {
          this.collection.trigger(event, chatstate, next, previous);
        }
      });
    }

    async subscribe() {
      if (!this.isSubscribed && this.id && this.id.isUser()) {
        this.isSubscribed = true;
        await load('SimulatorServer').post('subscribe', { id: String(this.id) });
      }
    }

    get isUser() {
      return this.id.isUser();
    }

    get isGroup() {
      return this.id.isGroup();
    }
  }
  Presence.props = { isOnline: undefined, isSubscribed: false, hasData: false };
  Presence.prototype.proxyName = 'presence';

  exports.Presence = Presence;
  exports.Chatstate = Chatstate;
  exports.ChatstateCollection = ChatstateCollection;
});
