// How the page stands with WhatsApp. A state is only told; the next one replaces it.

const BLOCKED = new Set(['CONFLICT', 'PROXYBLOCK', 'TOS_BLOCK', 'SMB_TOS_BLOCK', 'DEPRECATED_VERSION']);
const OFFLINE = new Set(['OFFLINE', 'OPENING', 'CONNECTING']);
const ROUNDS = 5; // of codes, before the page is left alone; each is about two and a half minutes
// What is older is history, which the phone handed over when it was linked. A minute, because clocks differ.
const SINCE = 'openwa-since';
const isHistory = (millis) => !(millis >= Number(localStorage.getItem(SINCE) ?? Infinity) - 60_000);
let told = {};
let code = null; // what the QR code says
let codesOfRound = 0;
let rounds = 0;
let logoutReason = null;

function tell(state) {
  if (JSON.stringify(state) === JSON.stringify(told)) return;
  told = state;
  send(state);
}

function tellState() {
  const { Stream, Socket, Conn } = WPP.whatsapp;
  const blocked = [Stream.mode, Socket.state].find((value) => BLOCKED.has(value));
  if (blocked) return tell({ kind: 'blocked', reason: blocked });
  // main_ready and MAIN alone do not say that anybody is logged in.
  if (!WPP.conn.isAuthenticated()) return;
  if (Stream.mode === 'OFFLINE' || (Stream.mode === 'MAIN' && OFFLINE.has(Stream.info))) {
    return tell({ kind: 'offline', reason: String(Stream.info ?? Stream.mode) });
  }
  if (Stream.mode !== 'MAIN' || (Stream.info ?? 'NORMAL') !== 'NORMAL' || Socket.hasSynced === false) {
    return tell({ kind: 'syncing' });
  }
  const me = WPP.conn.getMyUserWid();
  if (me) {
    if (!localStorage.getItem(SINCE)) localStorage.setItem(SINCE, String(Date.now()));
    tell({ kind: 'connected', phone: me.user, pushName: Conn.pushname ?? null, platform: Conn.platform ?? null });
  }
}

function onCode(next) {
  if (!next || next.fullCode === code) return;
  code = next.fullCode;
  codesOfRound += 1;
  const usual = codesOfRound === 1 ? 60 : 20;
  tell({ kind: 'qr', text: code, seconds: WPP.whatsapp.Conn.refTTL / 1000 || usual });
}

function onCodesExhausted() {
  code = null;
  codesOfRound = 0;
  rounds += 1;
  if (rounds < ROUNDS) {
    WPP.conn.refreshQR().catch((problem) => send({ kind: 'problem', text: `refreshQR: ${problem}` }));
  } else {
    tell({ kind: 'qr-exhausted' });
  }
}
