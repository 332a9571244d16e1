"use strict";
// What a cell prints, as few messages as that takes. A short print goes out at once, so that nothing is lost if the
// kernel is killed; in a long one, pieces are joined, because a million messages take a minute.

const { StringDecoder } = require("node:string_decoder");

/** Pieces that a burst sends one by one. */
const AT_ONCE = 5_000;
/** A pause of this length ends a burst; nothing waits longer while a burst goes on. */
const PAUSE_MS = 100;
const LARGEST = 65_536;

/**
 * A writer for one cell. `send(name, text)` publishes a piece; beyond `limit` bytes nothing more is sent, so that
 * an endless print does not fill the memory. `note` then goes to stderr, where there is one.
 */
function createStreams(send, limit = Number.POSITIVE_INFINITY, note = "") {
  let name = "stdout";
  let waiting = "";
  let scheduled = false;
  let inBurst = 0;
  let lastWrite = 0;
  let lastFlush = 0;
  let noted = note === "";
  const counts = { kept: 0, dropped: 0 };
  // What a child process prints may be cut within a character.
  const decoders = { stdout: new StringDecoder(), stderr: new StringDecoder() };

  function flush() {
    if (waiting === "") return;
    const text = waiting;
    waiting = "";
    lastFlush = performance.now();
    send(name, text);
  }

  /** The part of `text` that still fits. */
  function fit(text) {
    const bytes = Buffer.byteLength(text);
    if (counts.kept + bytes <= limit) {
      counts.kept += bytes;
      return text;
    }
    const part = text.slice(0, Math.max(0, limit - counts.kept));
    const partBytes = Buffer.byteLength(part);
    counts.kept += partBytes;
    counts.dropped += bytes - partBytes;
    return part;
  }

  /** `chunk` as a writable stream takes it: text, in an encoding such as "hex" where one is named, or bytes. */
  function write(stream, chunk, encoding) {
    const isText = typeof chunk === "string";
    const named = isText && Buffer.isEncoding(encoding) && !/^utf-?8$/i.test(encoding);
    if (isText && !named) return add(stream, chunk);
    const bytes = isText
      ? Buffer.from(chunk, encoding)
      : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    add(stream, decoders[stream].write(bytes));
  }

  function add(stream, text) {
    collect(stream, fit(text));
    if (noted || counts.dropped === 0) return;
    noted = true;
    flush();
    send("stderr", note);
  }

  function collect(stream, part) {
    if (part === "") return;
    if (stream !== name) {
      flush();
      name = stream;
    }
    waiting += part;
    const now = performance.now();
    inBurst = now - lastWrite > PAUSE_MS ? 1 : inBurst + 1;
    lastWrite = now;
    if (inBurst <= AT_ONCE || now - lastFlush > PAUSE_MS || waiting.length > LARGEST) return flush();
    if (scheduled) return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      flush();
    });
  }

  /** At the end of the cell: bytes that no character has come of show as such. */
  function finish() {
    for (const stream of ["stdout", "stderr"]) add(stream, decoders[stream].end());
    flush();
  }

  return { counts, finish, flush, write };
}

module.exports = { createStreams };
