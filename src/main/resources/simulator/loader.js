/*
 * The module loader, with the surface of the real one.
 *
 * wa-js waits for `__d` and `require`, lists `require('__debug').modulesMap`, and reads each module
 * whose id begins with WA or useWA by `importNamespace`. whatsapp-web.js knows `require` only, and
 * expects the default export from it where a module has one.
 *
 * Clients replace exports to listen in. So the page's own code, too, asks the registry at the time
 * of each call (`load('WAWebSendMsgJob').encryptAndSendMsg`), and never keeps a function.
 */
(function (global) {
  'use strict';

  const modules = Object.create(null);

  function define(id, dependencies, factory, special) {
    if (!modules[id]) {
      modules[id] = { id, dependencies, factory, special, exports: null, isLoaded: false };
    }
  }

  function load(id) {
    const record = modules[id];
    if (!record) {
      throw new Error(`Requiring unknown module "${id}"`);
    }
    if (!record.isLoaded) {
      const module = { exports: {} };
      record.exports = module.exports;
      record.isLoaded = true;
      record.factory.call(
        global, global, require, importDefault, load, requireLazy, module, module.exports);
      record.exports = module.exports;
    }
    return record.exports;
  }

  function importDefault(id) {
    const exports = load(id);
    return exports && exports.default !== undefined ? exports.default : exports;
  }

  function require(id) {
    return id === '__debug' ? { modulesMap: modules } : importDefault(id);
  }

  function requireLazy(ids, callback) {
    queueMicrotask(() => callback(...ids.map(importDefault)));
  }

  global.__d = define;
  global.require = require;
  global.importNamespace = load;
  global.importDefault = importDefault;
  global.requireLazy = requireLazy;
  global.ErrorGuard = {
    skipGuardGlobal() {},
    applyWithGuard: (callback, context, args) => callback.apply(context, args || []),
  };

  /**
   * Defines a module by what it exports: `body(exports, load)`. Ids that begin with Simulator are
   * the page's own and no client looks at them.
   */
  global.simulatorModule = (id, body) =>
    define(id, [], (g, r, d, importNamespace, lazy, module, exports) =>
      body(exports, importNamespace), 98);
})(window);
