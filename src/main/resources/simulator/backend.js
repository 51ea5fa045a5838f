/*
 * The page's own ground: its database in the browser, the link that it keeps there, and its line to
 * the simulated servers. No client looks at these modules.
 */

/**
 * The database `wawc`: `user` holds the keys and the sealed link, `outbox` the messages that WhatsApp
 * has not confirmed yet. The sealing key is a non-extractable CryptoKey that lies beside the link, so
 * a profile is worth saving as a whole and worth nothing in parts.
 */
simulatorModule('SimulatorStorage', (exports) => {
  function open() {
    return new Promise((resolve, reject) => {
      const request = indexedDB.open('wawc', 1);
      request.onupgradeneeded = () => {
        request.result.createObjectStore('user');
        request.result.createObjectStore('outbox');
      };
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  async function transact(store, mode, work) {
    const database = await open();
    try {
      return await new Promise((resolve, reject) => {
        const transaction = database.transaction(store, mode, { durability: 'strict' });
        const request = work(transaction.objectStore(store));
        transaction.oncomplete = () => resolve(request && request.result);
        transaction.onabort = () => reject(transaction.error);
      });
    } finally {
      database.close();
    }
  }

  exports.get = (store, key) => transact(store, 'readonly', (s) => s.get(key));
  exports.all = (store) => transact(store, 'readonly', (s) => s.getAll());
  exports.put = (store, key, value) => transact(store, 'readwrite', (s) => s.put(value, key));
  exports.remove = (store, key) => transact(store, 'readwrite', (s) => s.delete(key));
  exports.clear = (store) => transact(store, 'readwrite', (s) => s.clear());
});

/** This browser's keys and, once it is linked, its link. */
simulatorModule('SimulatorLink', (exports, load) => {
  const storage = load('SimulatorStorage');
  const random = (count) => crypto.getRandomValues(new Uint8Array(count));
  const AES = { name: 'AES-GCM', length: 256 };

  exports.keys = null;
  exports.current = null;

  exports.restore = async () => {
    exports.keys = await storage.get('user', 'keys');
    if (!exports.keys) {
      exports.keys = {
        noise: random(32).buffer,
        identity: random(32).buffer,
        adv: random(32).buffer,
        seal: await crypto.subtle.generateKey(AES, false, ['encrypt', 'decrypt']),
      };
      await storage.put('user', 'keys', exports.keys);
    }
    const sealed = await storage.get('user', 'link');
    exports.current = sealed ? await unseal(sealed) : null;
  };

  async function unseal({ iv, box }) {
    try {
      const plain = await crypto.subtle.decrypt(
        { name: 'AES-GCM', iv }, exports.keys.seal, box);
      return JSON.parse(new TextDecoder().decode(plain));
    } catch (error) {
      console.error('the stored link cannot be read', error);
      return null;
    }
  }

  exports.keep = async (link) => {
    const iv = random(12);
    const plain = new TextEncoder().encode(JSON.stringify(link));
    const box = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, exports.keys.seal, plain);
    await storage.put('user', 'link', { iv, box });
    localStorage.setItem('last-wid-md', JSON.stringify(link.pn));
    exports.current = link;
  };

  exports.forget = async () => {
    exports.current = null;
    await storage.clear('outbox');
    await storage.clear('user');
    localStorage.clear();
  };
});

/** Requests to the servers. Each load of the page has an id of its own. */
simulatorModule('SimulatorServer', (exports) => {
  const page = crypto.randomUUID();
  exports.page = page;

  async function request(path, body, type) {
    const response = await fetch(`/sim/${path}`, {
      method: 'POST',
      headers: { 'content-type': type, 'x-page': page },
      body,
    });
    if (!response.ok) {
      const error = new Error(`${path} was answered ${response.status}`);
      error.status = response.status;
      throw error;
    }
    return response;
  }

  exports.post = async (path, body = {}) =>
    (await request(path, JSON.stringify(body), 'application/json')).json();

  exports.upload = async (blob) =>
    (await request('upload', blob, 'application/octet-stream')).json();

  exports.download = async (sha256) => (await request(`media/${sha256}`, '', 'text/plain')).blob();

  exports.sayGoodbye = () => navigator.sendBeacon(`/sim/bye?page=${page}`);
});
