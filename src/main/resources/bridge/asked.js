// What OpenWA may ask, by `window.openwa`. Each part of it has a file of its own.

class Refusal extends Error {
  constructor(kind, text) {
    super(text);
    this.kind = kind;
  }
}

function mustBeConnected() {
  if (told.kind !== 'connected') throw new Refusal('REFUSED', 'not connected to WhatsApp');
}

const asked = {
  prepare,
  lookup,
  send: sendOnce,
  put,
  take,
  act,
  acknowledge,
  heads,
  history,
  pairingCode: (phone) => WPP.conn.genLinkDeviceCodeForPhoneNumber(phone),
  logout: () => WPP.conn.logout(),
};

/** Answers a JSON text in every case: {value} or {refusal, text}. */
async function ask(name, parameters) {
  try {
    return JSON.stringify({ value: (await asked[name](...JSON.parse(parameters))) ?? null });
  } catch (problem) {
    return JSON.stringify({ refusal: problem.kind ?? 'REFUSED', text: String(problem?.message ?? problem) });
  }
}

Object.defineProperty(window, 'openwa', { value: ask });
