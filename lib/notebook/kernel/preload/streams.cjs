"use strict";
// What a cell prints, as few messages as that takes. A short print goes out at once, so that nothing is lost if the
// kernel is killed; in a long one, pieces are joined, because a million messages take a minute.

/** Pieces that a burst sends one by one. */
const AT_ONCE = 5_000;
/** A pause of this length ends a burst; nothing waits longer while a burst goes on. */
const PAUSE_MS = 100;
const LARGEST = 65_536;

/**
 * A writer for one cell. `send(name, text)` publishes a piece; beyond `limit` bytes nothing more is sent, so that
 * an endless print does not fill the memory.
 */
function createStreams(send, limit = Number.POSITIVE_INFINITY) {
  let name = "stdout";
  let waiting = "";
  let scheduled = false;
  let inBurst = 0;
  let lastWrite = 0;
  let lastFlush = 0;
  const counts = { kept: 0, dropped: 0 };

  function flush() {
    if (waiting === "") return;
    const text = waiting;
    waiting = "";
    lastFlush = Date.now();
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

  function write(stream, text) {
    const part = fit(text);
    if (part === "") return;
    if (stream !== name) {
      flush();
      name = stream;
    }
    waiting += part;
    const now = Date.now();
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

  return { counts, flush, write };
}

module.exports = { createStreams };
