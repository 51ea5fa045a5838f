// Facts are kept in a database of our own until OpenWA acknowledged them, and told again after every start of the page.

function attempt(work) {
  try {
    return work() ?? null;
  } catch {
    return null;
  }
}

const FACTS = 'facts';
let database = null;

function openDatabase() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open('openwa-bridge', 1);
    request.onupgradeneeded = () => request.result.createObjectStore(FACTS, { autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inDatabase(mode, work) {
  if (!database) {
    database = await openDatabase();
    // A logout deletes databases; an open connection would block that, so it is given up and made anew.
    const forget = () => { database?.close(); database = null; };
    database.onversionchange = forget;
    database.onclose = forget;
  }
  // Strict: a fact is on the disk before it is told, so that a power cut cannot give its number to another one.
  const transaction = database.transaction(FACTS, mode, { durability: 'strict' });
  const request = work(transaction.objectStore(FACTS));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error);
  });
}

// One after the other, so that facts keep their order; a failed step is tried again, because a fact must not be lost.
let lastStep = Promise.resolve();

function inOrder(step) {
  const untilDone = () => step().catch(async (problem) => {
    send({ kind: 'problem', text: `facts: ${problem}` });
    database = null;
    await new Promise((resolve) => setTimeout(resolve, 1000));
    return untilDone();
  });
  lastStep = lastStep.then(untilDone);
}

const sendFact = (sequence, fact) => send({ ...fact, sequence });

function report(fact) {
  inOrder(async () => sendFact(await inDatabase('readwrite', (facts) => facts.add(fact)), fact));
}

async function repeatFacts() {
  const atOnce = 200;
  let after = 0;
  for (;;) {
    const range = IDBKeyRange.lowerBound(after, true);
    const sequences = await inDatabase('readonly', (facts) => facts.getAllKeys(range, atOnce));
    const facts = await inDatabase('readonly', (store) => store.getAll(range, atOnce));
    sequences.forEach((sequence, index) => facts[index] && sendFact(sequence, facts[index]));
    if (sequences.length < atOnce) return;
    after = sequences.at(-1);
  }
}

const acknowledge = (sequence) =>
  inDatabase('readwrite', (facts) => facts.delete(IDBKeyRange.upperBound(sequence)));

/** Remembers the last values of the last so many keys. */
class Recent {
  values = new Map();
  changes(key, value) {
    if (this.values.get(key) === value) return false;
    this.values.delete(key);
    this.values.set(key, value);
    if (this.values.size > 5000) this.values.delete(this.values.keys().next().value);
    return true;
  }
}
