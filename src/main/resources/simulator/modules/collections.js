/* The stores: a class and its one instance each, as clients look them up. */

(() => {
  function collection(id, className, singleName, modelId) {
    simulatorModule(id, (exports, load) => {
      const { BaseCollection } = load('WAWebBaseCollection');
      const Collection = { [className]: class extends BaseCollection {} }[className];
      Collection.model = load(modelId).default;
      exports[className] = Collection;
      exports[singleName] = new Collection();
    });
  }

  /** Every client. */
  collection(
    'WAWebContactCollection', 'ContactCollectionImpl', 'ContactCollection', 'WAWebContactModel');

  /** wa-js, whatsapp-web.js: looked up, hardly used. */
  collection(
    'WAWebBlocklistCollection', 'BlocklistCollectionImpl', 'BlocklistCollection',
    'WAWebBlocklistModel');
  collection(
    'WAWebStatusCollection', 'StatusCollectionImpl', 'StatusCollection', 'WAWebStatusModel');
  collection('WAWebLabelCollection', 'LabelCollectionImpl', 'LabelCollection', 'WAWebLabelModel');
  collection(
    'WAWebProfilePicThumbCollection', 'ProfilePicThumbCollectionImpl', 'ProfilePicThumbCollection',
    'WAWebProfilePicThumbModel');
})();

/** Every client. */
simulatorModule('WAWebChatCollection', (exports, load) => {
  class ChatCollectionImpl extends load('WAWebBaseCollection').BaseCollection {
    getActive() {
      return this.findFirst((chat) => chat.active);
    }
  }
  ChatCollectionImpl.model = load('WAWebChatModel').default;
  exports.ChatCollectionImpl = ChatCollectionImpl;
  exports.ChatCollection = new ChatCollectionImpl();
});

/** Every client: the messages of one chat; the models are those of the message store. */
simulatorModule('WAWebMsgsCollection', (exports, load) => {
  class ChatMsgs extends load('WAWebBaseCollection').BaseCollection {
    get modelClass() {
      return null;
    }
  }
  exports.default = ChatMsgs;
});

/**
 * Every client: all messages. Raises `add`, `change:ack` and the rest; wa-js wraps
 * `processMultipleMessages`, through which everything arrives.
 */
simulatorModule('WAWebMsgCollection', (exports, load) => {
  class MsgCollectionImpl extends load('WAWebBaseCollection').BaseCollection {
    async processMultipleMessages(chatWid, messages) {
      const { ChatCollection } = load('WAWebChatCollection');
      for (const data of messages) {
        if (data.type === 'protocol') {
          continue; // changes another message, is none itself
        }
        const chat = ChatCollection.get(chatWid) || ChatCollection.add({ id: chatWid })[0];
        const isKnown = !!this.get(data.id);
        const [message] = this.add(data);
        chat.msgs.add(message);
        chat.t = Math.max(chat.t || 0, message.t);
        chat.lastReceivedKey = message.id;
        if (message.isNewMsg && !message.id.fromMe && !isKnown) {
          chat.unreadCount = (chat.unreadCount || 0) + 1;
        }
      }
    }

    async getMessagesById(ids) {
      return { messages: ids.map((id) => this.get(id)).filter(Boolean) };
    }
  }
  MsgCollectionImpl.model = load('WAWebMsgModel').default;
  exports.MsgCollectionImpl = MsgCollectionImpl;
  exports.MsgCollection = new MsgCollectionImpl();
});

/** Every client. */
simulatorModule('WAWebGroupParticipantCollection', (exports, load) => {
  class ParticipantCollection extends load('WAWebBaseCollection').BaseCollection {
    me() {
      const me = load('WAWebUserPrefsMeUser').getMaybeMePnUser();
      return me && this.get(me);
    }

    iAmMember() {
      return !!this.me();
    }

    iAmAdmin() {
      return !!this.me() && this.me().isAdmin;
    }

    iAmSuperAdmin() {
      return this.iAmAdmin();
    }
  }
  const mayAll = ['canAdd', 'canRemove', 'canPromote', 'canDemote'];
  mayAll.forEach((name) => {
    ParticipantCollection.prototype[name] = function may() {
      return this.iAmAdmin();
    };
  });
  ParticipantCollection.model = load('WAWebParticipantModel').default;
  exports.ParticipantCollection = ParticipantCollection;
  exports.default = ParticipantCollection;
});

/** Every client: asks the server for a group that it does not know yet. */
simulatorModule('WAWebGroupMetadataCollection', (exports, load) => {
  class GroupMetadataCollection extends load('WAWebBaseCollection').BaseCollection {
    _handleParentGroupChange() {}

    async find(id) {
      const group = this.gadd(id);
      if (!group.subject) {
        this.fill(group, await load('SimulatorServer').post('group', { chatId: String(id) }));
      }
      return group;
    }

    fill(group, view) {
      const { createWid } = load('WAWebWidFactory');
      group.set({
        subject: view.subject,
        creation: view.creation,
        owner: view.owner ? createWid(view.owner) : undefined,
      });
      const present = new Set(view.participants.map((p) => p.id));
      group.participants.remove(
        group.participants.filter((p) => !present.has(String(p.id))));
      const participants = view.participants.map((p) => ({ ...p, id: createWid(p.id) }));
      group.participants.add(participants, { merge: true });
    }
  }
  GroupMetadataCollection.model = load('WAWebGroupMetadataModel').default;
  exports.default = new GroupMetadataCollection();
});

/** wa-js. */
simulatorModule('WAWebPresenceCollection', (exports, load) => {
  class PresenceCollectionImpl extends load('WAWebBaseCollection').BaseCollection {}
  PresenceCollectionImpl.model = load('WAWebPresenceModel').Presence;
  exports.PresenceCollection = new PresenceCollectionImpl();
});

/** wa-js wraps the methods; whatsapp-web.js looks for a Map among the instance's own properties. */
simulatorModule('WAWebCallCollection', (exports, load) => {
  class CallCollection extends load('WAWebBaseCollection').BaseCollection {
    constructor() {
      super();
      this.calls = new Map();
    }

    processIncomingCall(data) {
      const [call] = this.add(data);
      this.calls.set(call.id, call);
      return call;
    }

    setActiveCall() {}
  }
  CallCollection.model = load('WAWebCallModel').default;
  exports.default = new CallCollection();
});

/** wa-js and whatsapp-web.js: looked up, empty here. */
simulatorModule('WAWebNewsletterCollection', (exports, load) => {
  class NewsletterCollection extends load('WAWebBaseCollection').BaseCollection {}
  NewsletterCollection.model = load('WAWebChatModel').default;
  exports.default = new NewsletterCollection();
});

/** whatsapp-web.js: all stores in one place. */
simulatorModule('WAWebCollections', (exports, load) => {
  exports.default = {
    Chat: load('WAWebChatCollection').ChatCollection,
    Msg: load('WAWebMsgCollection').MsgCollection,
    Contact: load('WAWebContactCollection').ContactCollection,
    GroupMetadata: load('WAWebGroupMetadataCollection').default,
    WAWebCallCollection: load('WAWebCallCollection').default,
    Blocklist: load('WAWebBlocklistCollection').BlocklistCollection,
    Presence: load('WAWebPresenceCollection').PresenceCollection,
    Label: load('WAWebLabelCollection').LabelCollection,
    WAWebNewsletterCollection: load('WAWebNewsletterCollection').default,
    ProfilePicThumb: load('WAWebProfilePicThumbCollection').ProfilePicThumbCollection,
  };
});
