/* Pictures, recordings, documents: up, down, and in between. */

/** The page's own: attributes of media messages; `sha256` names the bytes on the servers. */
simulatorModule('SimulatorMedia', (exports, load) => {
  const blobs = new Map();

  exports.isMedia = (message) => !!(message.directPath || message.mediaData);

  exports.attributes = (view) => {
    if (!view.media) {
      return { body: view.body };
    }
    const { sha256, mimetype, size, filename } = view.media;
    const isDocument = view.type === 'document';
    return {
      body: '',
      caption: view.body || (isDocument ? filename : undefined),
      mimetype,
      size,
      filename,
      filehash: sha256,
      encFilehash: sha256,
      directPath: `/v/${sha256}`,
      mediaKey: 'c2ltdWxhdG9y',
      mediaKeyTimestamp: view.t,
      mediaData: exports.mediaData({ type: view.type, mimetype, size, filename, sha256 }),
    };
  };

  exports.mediaData = ({ type, mimetype, size, filename, sha256 }) => {
    const { BaseModel } = load('WAWebBaseModel');
    return new BaseModel({
      type, mimetype, size, filename, filehash: sha256, mediaStage: 'NEED_DOWNLOAD',
    });
  };

  exports.sent = (message) =>
    message.directPath
      ? {
          sha256: message.directPath.replace('/v/', ''),
          mimetype: message.mimetype,
          size: message.size,
          filename: message.filename,
        }
      : undefined;

  exports.upload = async (blob) => {
    const { sha256 } = await load('SimulatorServer').upload(blob);
    blobs.set(sha256, blob);
    return sha256;
  };

  exports.download = async (message) => {
    const blob = await exports.blob(message.directPath.replace('/v/', ''));
    const typed = new Blob([blob], { type: message.mimetype });
    await load('WAWebMediaStore').LruMediaStore.put(message.filehash, await typed.arrayBuffer());
    message.mediaData.set('mediaStage', 'RESOLVED');
  };

  exports.blob = async (sha256) => {
    if (!blobs.has(sha256)) {
      blobs.set(sha256, await load('SimulatorServer').download(sha256));
    }
    return blobs.get(sha256);
  };

  exports.typeOf = (mimetype, { asDocument, isPtt, asSticker } = {}) => {
    const kind = mimetype.split('/')[0];
    if (asDocument || !['image', 'video', 'audio'].includes(kind)) {
      return 'document';
    }
    if (isPtt) {
      return 'ptt';
    }
    return asSticker ? 'sticker' : kind;
  };
});

/** wa-js and whatsapp-web.js: a file on its way. */
simulatorModule('WAWebMediaOpaqueData', (exports) => {
  class OpaqueData {
    constructor(blob) {
      this.blob = blob;
    }

    static async createFromData(blob) {
      return new OpaqueData(blob);
    }

    type() {
      return this.blob.type;
    }

    size() {
      return this.blob.size;
    }

    forceToBlob() {
      return this.blob;
    }

    formData() {
      return this.blob;
    }

    url() {
      return URL.createObjectURL(this.blob);
    }

    autorelease() {}

    release() {}
  }
  exports.default = OpaqueData;
});

/** wa-js. */
simulatorModule('WAWebMediaGatingUtils', (exports) => {
  exports.getUploadLimit = (type) => (type === 'document' ? 2 * 1024 ** 3 : 100 * 1024 ** 2);
});

/** wa-js: prepares a file, uploads it and sends its message. */
simulatorModule('WAWebMedia', (exports, load) => {
  exports.prepRawMedia = (data, options) => {
    const type = load('SimulatorMedia').typeOf(data.type(), options);
    const mediaData = { type, mimetype: data.type(), size: data.size(), mediaStage: 'INIT' };

    async function sendToChat(chat, { caption, productMsgOptions }) {
      const sha256 = await load('SimulatorMedia').upload(data.forceToBlob());
      const view = { type, body: caption, t: load('WATimeUtils').unixTime() };
      const filename = (productMsgOptions || {}).filename;
      view.media = { sha256, mimetype: data.type(), size: data.size(), filename };
      const message = {
        ...(productMsgOptions || {}),
        ...load('SimulatorMedia').attributes(view),
        caption,
        type,
      };
      return load('WAWebSendMsgChatAction').addAndSendMsgToChat(chat, message)[1];
    }

    return { mediaData, _mediaData: mediaData, waitForPrep: async () => mediaData, sendToChat };
  };
  exports.MediaPrep = class MediaPrep {};
  exports.uploadProductImage = async () => {};
});

/** whatsapp-web.js: the same in single steps, which it takes itself. */
simulatorModule('WAWebPrepRawMedia', (exports, load) => {
  exports.prepRawMedia = (data, options) => ({
    waitForPrep: async () => {
      const blob = data.forceToBlob();
      const filehash = await load('SimulatorMedia').upload(blob);
      const type = load('SimulatorMedia').typeOf(blob.type, options);
      const { BaseModel } = load('WAWebBaseModel');
      return new BaseModel({
        type, mimetype: blob.type, size: blob.size, filehash, mediaBlob: data,
      });
    },
  });
});

/** whatsapp-web.js. */
simulatorModule('WAWebMediaStorage', (exports) => {
  exports.getOrCreateMediaObject = (filehash) => ({
    filehash,
    type: 'image',
    size: 0,
    contentInfo: {},
    consolidate({ size, type }) {
      Object.assign(this, { size, type });
    },
  });
});

/** whatsapp-web.js. */
simulatorModule('WAWebMmsMediaTypes', (exports) => {
  exports.msgToMediaType = ({ type }) => type;
  exports.castToV4 = (type) => type;
});

/** wa-js wraps it, whatsapp-web.js calls it; the bytes were uploaded when they were prepared. */
simulatorModule('WAWebMediaMmsV4Upload', (exports) => {
  exports.uploadMedia = async ({ mediaObject = {} }) => ({
    kind: 'success',
    mediaEntry: {
      mmsUrl: `https://mmg.whatsapp.net/v/${mediaObject.filehash}`,
      directPath: `/v/${mediaObject.filehash}`,
      mediaKey: 'c2ltdWxhdG9y',
      mediaKeyTimestamp: Math.floor(Date.now() / 1000),
      encFilehash: mediaObject.filehash,
      uploadHash: mediaObject.filehash,
    },
  });
  exports.uploadUnencryptedMedia = exports.uploadMedia;
});

/** whatsapp-web.js: downloads. */
simulatorModule('WAWebDownloadManager', (exports, load) => {
  exports.downloadManager = {
    downloadAndMaybeDecrypt: async ({ directPath }) =>
      (await load('SimulatorMedia').blob(directPath.replace('/v/', ''))).arrayBuffer(),
  };
});

/** wa-js: what was downloaded. */
simulatorModule('WAWebMediaStore', (exports) => {
  const kept = new Map();
  exports.LruMediaStore = {
    get: async (filehash) => kept.get(filehash),
    put: async (filehash, buffer) => kept.set(filehash, buffer),
    del: async (filehash) => kept.delete(filehash),
    clear: async () => kept.clear(),
    count: async () => kept.size,
    has: async (filehash) => kept.has(filehash),
  };
});

/** whatsapp-web.js puts what it uploads here; wa-js looks here for what was shown. */
simulatorModule('WAWebMediaInMemoryBlobCache', (exports) => {
  exports.InMemoryMediaBlobCacheImpl = class InMemoryMediaBlobCacheImpl extends Map {
    put(filehash, blob) {
      this.set(filehash, blob);
    }
  };
  exports.InMemoryMediaBlobCache = new exports.InMemoryMediaBlobCacheImpl();
});

/** wa-js and whatsapp-web.js. */
simulatorModule('WAWebMediaDataUtils', (exports) => {
  exports.processRawSticker = async () => ({});
  exports.shouldUseMediaCache = () => false;
});

/** wa-js wraps it. */
simulatorModule('WAWebImageUtils', (exports) => {
  exports.generateVideoThumbsAndDuration = async () => ({ duration: 0, thumbs: [] });
});
