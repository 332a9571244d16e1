"use strict";
// What a cell prints, as few messages as that takes. A short print goes out at once, so that nothing is lost if the
// kernel is killed; in a long one, pieces are joined, because a million messages take a minute.

const AT_ONCE = 500;
const WINDOW_MS = 100;
const LARGEST = 65_536;

/**
 * A writer for one cell. `send(name, text)` publishes a piece; beyond `limit` bytes nothing more is sent, so that
 * an endless print does not fill the memory.
 */
function createStreams(send, limit = Number.POSITIVE_INFINITY) {
  let name = "stdout";
  let waiting = "";
  let scheduled = false;
  let windowStart = 0;
  let inWindow = 0;
  const counts = { kept: 0, dropped: 0 };

  function flush() {
    if (waiting === "") return;
    const text = waiting;
    waiting = "";
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
    const newWindow = now - windowStart > WINDOW_MS;
    if (newWindow) {
      windowStart = now;
      inWindow = 0;
    }
    inWindow += 1;
    if (inWindow <= AT_ONCE || newWindow || waiting.length > LARGEST) return flush();
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
