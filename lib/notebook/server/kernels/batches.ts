import type { Packet } from "./packet.js";

/** Sends what a kernel publishes on to pages, which draw a cell's text anew with every piece of it. */
export interface Batches {
  /** What is no text, in its turn. */
  publish(packet: Packet): void;
  /** A piece of text that the request `parent` has printed. */
  stream(parent: string, name: string, text: string, packet: Packet): void;
  /** Sends what waits. */
  flush(): void;
}

/** Up to this many characters of a cell go as they come. */
const AS_THEY_COME = 65_536;
/** Characters that a page draws in a millisecond, about. */
const DRAWN_PER_MS = 2_000;
const LONGEST_WAIT_MS = 5_000;

/**
 * Joins pieces of a long print: the more a page shows of a cell already, the longer it takes to draw a further piece, and
 * the longer the next one waits. So many pieces take no more than a few times as long as one.
 */
export function createBatches(publish: (packet: Packet) => void): Batches {
  let waiting: { name: string; texts: string[]; packet: Packet } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let printing = "";
  let sent = 0;
  let last = 0;

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    if (waiting === undefined) return;
    const { name, texts, packet } = waiting;
    waiting = undefined;
    last = performance.now();
    const content = Buffer.from(JSON.stringify({ name, text: texts.join("") }));
    publish(texts.length === 1 ? packet : { ...packet, parts: [...packet.parts.slice(0, 3), content] });
  }

  return {
    flush,
    publish(packet) {
      flush();
      publish(packet);
    },
    stream(parent, name, text, packet) {
      if (parent !== printing) {
        flush();
        printing = parent;
        sent = 0;
      }
      if (waiting !== undefined && waiting.name !== name) flush();
      sent += text.length;
      const texts = waiting?.texts ?? [];
      texts.push(text);
      waiting = { name, texts, packet };
      const pause = sent <= AS_THEY_COME ? 0 : Math.min(LONGEST_WAIT_MS, sent / DRAWN_PER_MS);
      const wait = last + pause - performance.now();
      if (wait <= 0) flush();
      else timer ??= setTimeout(flush, wait).unref();
    },
  };
}
