// Files on their way in and out, in pieces: only the browser holds them whole.

const MAX_FILES = 8; // that wait to be named by a message; older ones are forgotten
const arriving = new Map();

function bytesOf(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function base64Of(bytes) {
  const step = 0x8000; // as many arguments as a call may have
  let text = '';
  for (let at = 0; at < bytes.length; at += step) text += String.fromCharCode(...bytes.subarray(at, at + step));
  return btoa(text);
}

function put(id, offset, base64) {
  const file = offset === 0 ? { pieces: [], size: 0 } : arriving.get(id);
  if (file?.size !== offset) throw new Refusal('REFUSED', 'a piece of the file is missing');
  const bytes = bytesOf(base64);
  file.pieces.push(new Blob([bytes]));
  file.size += bytes.length;
  arriving.delete(id);
  arriving.set(id, file);
  if (arriving.size > MAX_FILES) arriving.delete(arriving.keys().next().value);
}

/** The file that a message names, which then belongs to the message. */
function fileOf({ file, kind }) {
  const found = arriving.get(file.id);
  if (found?.size !== file.size) throw new Refusal('REFUSED', 'the file did not come to the page');
  arriving.delete(file.id);
  const name = file.filename ?? `${kind.toLowerCase()}-${file.id.slice(-6)}`;
  return new File(found.pieces, name, { type: file.mimetype });
}

let leaving = { id: null, blob: null }; // pieces of one file are asked for one after the other

async function take(id, offset, length) {
  if (leaving.id !== id || offset === 0) {
    mustBeConnected();
    await messageOf(id);
    leaving = { id, blob: await WPP.chat.downloadMedia(id) };
  }
  const piece = leaving.blob.slice(offset, offset + length);
  if (offset + length >= leaving.blob.size) leaving = { id: null, blob: null };
  return base64Of(new Uint8Array(await piece.arrayBuffer()));
}
