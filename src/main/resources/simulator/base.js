/*
 * Events, models and collections: what all stores of WhatsApp Web are made of. wa-js finds
 * `WAWebCollection` by the text of an error in its source; whatsapp-web.js wants `modelClass`,
 * `serialize` and `unsafe`.
 */

/** Every client: `on`, `once`, `off`, several names in one string, `all` hears everything. */
simulatorModule('WAWebEventEmitter', (exports) => {
  const HANDLERS = Symbol('handlers');

  class EventEmitter {
    handlersOf(name) {
      if (!Object.hasOwn(this, HANDLERS)) {
        Object.defineProperty(this, HANDLERS, { value: new Map() });
      }
      const handlers = this[HANDLERS];
      if (!handlers.has(name)) {
        handlers.set(name, []);
      }
      return handlers.get(name);
    }

    on(names, callback, context) {
      if (typeof callback !== 'function') {
        throw new Error('Callback parameter passed is not a function');
      }
      for (const name of String(names).split(/\s+/)) {
        this.handlersOf(name).push({ callback, context });
      }
      return this;
    }

    once(names, callback, context) {
      const wrapper = (...args) => {
        this.off(names, wrapper);
        callback.apply(context || this, args);
      };
      wrapper.original = callback;
      return this.on(names, wrapper, context);
    }

    off(names, callback) {
      if (!names) {
        if (Object.hasOwn(this, HANDLERS)) {
          this[HANDLERS].clear();
        }
        return this;
      }
      const isOther = (handler) =>
        callback && handler.callback !== callback && handler.callback.original !== callback;
      for (const name of String(names).split(/\s+/)) {
        const handlers = this.handlersOf(name);
        handlers.splice(0, handlers.length, ...handlers.filter(isOther));
      }
      return this;
    }

    trigger(name, ...args) {
      const run = (handler, values) => {
        try {
          handler.callback.apply(handler.context || this, values);
        } catch (error) {
          console.error(`handler of ${name}`, error);
        }
      };
      [...this.handlersOf(name)].forEach((handler) => run(handler, args));
      [...this.handlersOf('all')].forEach((handler) => run(handler, [name, ...args]));
      return this;
    }

    listenTo(other, names, callback) {
      other.on(names, callback, this);
      return this;
    }

    listenToOnce(other, names, callback) {
      other.once(names, callback, this);
      return this;
    }

    stopListening() {
      return this;
    }

    isListening(name) {
      return this.handlersOf(name).length > 0;
    }

    removeAllListeners() {
      return this.off();
    }
  }

  EventEmitter.prototype.addListener = EventEmitter.prototype.on;
  EventEmitter.prototype.removeListener = EventEmitter.prototype.off;
  EventEmitter.prototype.emit = EventEmitter.prototype.trigger;
  exports.default = EventEmitter;
});

/**
 * Every client: attributes are properties that raise `change:name` when they are set, on the model
 * and on the collection it is in. `static props` gives names and defaults (a function makes one).
 */
simulatorModule('WAWebBaseModel', (exports, load) => {
  const EventEmitter = load('WAWebEventEmitter').default;

  class BaseModel extends EventEmitter {
    constructor(attributes = {}, options = {}) {
      super();
      Object.defineProperty(this, '__x', { value: Object.create(null) });
      Object.defineProperty(this, 'collection', { value: options.collection, writable: true });
      for (const [name, value] of Object.entries(this.constructor.props || {})) {
        this.declare(name, typeof value === 'function' ? value.call(this) : value);
      }
      for (const [name, value] of Object.entries(attributes)) {
        if (value !== undefined) {
          this.declare(name, value);
        }
      }
      if (this.initialize) {
        this.initialize(attributes);
      }
    }

    declare(name, value) {
      if (!Object.hasOwn(this, name)) {
        const inherited = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(this), name);
        if (inherited && inherited.get && !inherited.set) {
          return; // derived: the class computes it
        }
        Object.defineProperty(this, name, {
          configurable: true,
          enumerable: true,
          get() {
            return this.__x[name];
          },
          set(next) {
            this.set(name, next);
          },
        });
      }
      if (value !== undefined) {
        this.__x[name] = value;
      }
    }

    get(name) {
      return this[name];
    }

    set(nameOrValues, value) {
      const values =
        typeof nameOrValues === 'object' ? nameOrValues : { [nameOrValues]: value };
      const changes = [];
      for (const [name, next] of Object.entries(values)) {
        this.declare(name);
        const previous = this.__x[name];
        if (previous !== next) {
          this.__x[name] = next;
          changes.push([name, next, previous]);
        }
      }
      const listeners = this.collection ? [this, this.collection] : [this];
      for (const [name, next, previous] of changes) {
        listeners.forEach((l) => l.trigger(`change:${name}`, this, next, previous));
      }
      if (changes.length) {
        listeners.forEach((l) => l.trigger('change', this));
      }
      return this;
    }

    unset(names) {
      [].concat(names).forEach((name) => this.set(name, undefined));
      return this;
    }

    get attributes() {
      return { ...this.__x };
    }

    serialize() {
      return { ...this.__x };
    }

    toJSON() {
      return this.serialize();
    }

    unsafe() {
      return this;
    }

    clone() {
      return new this.constructor({ ...this.__x });
    }

    delete() {
      if (this.collection) {
        this.collection.remove(this);
      }
    }
  }

  exports.BaseModel = BaseModel;
  exports.defineModel = (modelClass, name) => {
    modelClass.prototype.proxyName = name;
    return modelClass;
  };
});

/** Every client: an ordered set of models by id that raises `add` and `remove`. */
simulatorModule('WAWebBaseCollection', (exports, load) => {
  const EventEmitter = load('WAWebEventEmitter').default;

  function keyOf(id) {
    if (id === null || id === undefined) {
      return id;
    }
    if (id._serialized) {
      return id._serialized;
    }
    if (typeof id === 'object' && id.id) {
      return keyOf(id.id);
    }
    return String(id);
  }

  class BaseCollection extends EventEmitter {
    constructor(models) {
      super();
      this._models = [];
      this._index = Object.create(null);
      if (models) {
        this.add(models);
      }
    }

    get length() {
      return this._models.length;
    }

    get models() {
      return this._models;
    }

    get modelClass() {
      return this.constructor.model;
    }

    add(modelOrModels, options = {}) {
      return [].concat(modelOrModels).map((candidate) => this.addOne(candidate, options));
    }

    addOne(candidate, options) {
      const { BaseModel } = load('WAWebBaseModel');
      const key = keyOf(candidate.id);
      const known = this._index[key];
      if (known) {
        if (options.merge) {
          known.set(candidate instanceof BaseModel ? candidate.attributes : candidate);
        }
        return known;
      }
      const ModelClass = this.modelClass;
      const model =
        ModelClass && !(candidate instanceof ModelClass)
          ? new ModelClass(candidate, { collection: this })
          : candidate;
      model.collection ||= this;
      this._models.push(model);
      this._index[key] = model;
      if (!options.silent) {
        this.trigger('add', model, this);
      }
      return model;
    }

    remove(modelOrModels) {
      for (const candidate of [].concat(modelOrModels)) {
        const key = keyOf(candidate.id || candidate);
        const model = this._index[key];
        if (model) {
          delete this._index[key];
          this._models.splice(this._models.indexOf(model), 1);
          this.trigger('remove', model, this);
        }
      }
    }

    reset() {
      this._models = [];
      this._index = Object.create(null);
      this.trigger('reset', this);
    }

    get(id) {
      return this._index[keyOf(id)];
    }

    assertGet(id) {
      const model = this.get(id);
      if (!model) {
        throw new Error(`not found: ${keyOf(id)}`);
      }
      return model;
    }

    gadd(id) {
      return this.get(id) || this.add({ id })[0];
    }

    async find(id) {
      return this.gadd(id);
    }

    findImpl(id) {
      return this.find(id);
    }

    async update(id) {
      return this.find(id);
    }

    async findQuery() {
      return [];
    }

    at(index) {
      return this._models[index];
    }

    getModelsArray() {
      return [...this._models];
    }

    toArray() {
      return [...this._models];
    }

    forEach(callback) {
      [...this._models].forEach(callback);
    }

    map(callback) {
      return this._models.map(callback);
    }

    filter(callback) {
      return this._models.filter(callback);
    }

    some(callback) {
      return this._models.some(callback);
    }

    findFirst(callback) {
      return this._models.find(callback);
    }

    where(values) {
      const names = Object.keys(values);
      return this._models.filter((model) => names.every((n) => model[n] === values[n]));
    }

    head() {
      return this._models[0];
    }

    last() {
      return this._models[this._models.length - 1];
    }

    includes(model) {
      return this._models.includes(model);
    }

    sort() {
      this.trigger('sort', this);
    }

    serialize() {
      return this._models.map((model) => model.serialize());
    }
  }

  exports.BaseCollection = BaseCollection;
});

/** wa-js: `class Collection`, found by the error text in its source. */
simulatorModule('WAWebCollection', (exports, load) => {
  class Collection extends load('WAWebBaseCollection').BaseCollection {
    constructor(models) {
      super(models);
      if (this.mustHaveModel && !this.modelClass) {
        throw new Error('Collection initialized without model');
      }
    }
  }
  exports.default = Collection;
});
