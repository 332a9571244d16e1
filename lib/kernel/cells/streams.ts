import { StringDecoder } from "node:string_decoder";

/** Pieces that a burst sends one by one. */
const AT_ONCE = 5_000;
/** A pause of this length ends a burst; nothing waits longer while a burst goes on. */
const PAUSE_MS = 100;
const LARGEST = 65_536;

/** A standard stream. */
export type StreamName = "stdout" | "stderr";

/** What a cell prints, as few messages as that takes. */
export interface Streams {
  /** `chunk` as a writable stream takes it: text, in an encoding such as "hex" where one is named, or bytes. */
  write(stream: StreamName, chunk: string | Uint8Array, encoding?: unknown): void;
  /** Sends what waits. */
  flush(): void;
  /** At the end of the cell: bytes that no character has come of show as such. */
  finish(): void;
  /** Bytes beyond the limit, which were not sent. */
  readonly dropped: number;
}

/**
 * A writer for one cell. `send` publishes a piece. A short print goes out at once, so that nothing is lost if the kernel is
 * killed; in a long one pieces are joined, because a million messages take a minute. Beyond `limit` bytes nothing more is
 * sent, so that an endless print does not fill the memory; `note` then goes to stderr, where there is one.
 */
export function createStreams(
  send: (name: StreamName, text: string) => void,
  limit = Number.POSITIVE_INFINITY,
  note = "",
): Streams {
  let name: StreamName = "stdout";
  let waiting = "";
  let scheduled = false;
  let inBurst = 0;
  let lastWrite = 0;
  let lastFlush = 0;
  let noted = note === "";
  let kept = 0;
  let dropped = 0;
  // What a child process prints may be cut within a character.
  const decoders = { stdout: new StringDecoder(), stderr: new StringDecoder() };

  function flush(): void {
    if (waiting === "") return;
    const text = waiting;
    waiting = "";
    lastFlush = performance.now();
    send(name, text);
  }

  /** The part of `text` that still fits. */
  function fit(text: string): string {
    const bytes = Buffer.byteLength(text);
    if (kept + bytes <= limit) {
      kept += bytes;
      return text;
    }
    const part = text.slice(0, Math.max(0, limit - kept));
    const partBytes = Buffer.byteLength(part);
    kept += partBytes;
    dropped += bytes - partBytes;
    return part;
  }

  function add(stream: StreamName, text: string): void {
    collect(stream, fit(text));
    if (noted || dropped === 0) return;
    noted = true;
    flush();
    send("stderr", note);
  }

  function collect(stream: StreamName, part: string): void {
    if (part === "") return;
    if (stream !== name) {
      flush();
      name = stream;
    }
    waiting += part;
    const now = performance.now();
    inBurst = now - lastWrite > PAUSE_MS ? 1 : inBurst + 1;
    lastWrite = now;
    if (inBurst <= AT_ONCE || now - lastFlush > PAUSE_MS || waiting.length > LARGEST) flush();
    if (scheduled || waiting === "") return;
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      flush();
    });
  }

  return {
    get dropped() {
      return dropped;
    },
    flush,
    write(stream, chunk, encoding) {
      if (typeof chunk !== "string") {
        add(stream, decoders[stream].write(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)));
      } else if (typeof encoding === "string" && Buffer.isEncoding(encoding) && !/^utf-?8$/i.test(encoding)) {
        add(stream, decoders[stream].write(Buffer.from(chunk, encoding)));
      } else add(stream, chunk);
    },
    finish() {
      for (const stream of ["stdout", "stderr"] as const) add(stream, decoders[stream].end());
      flush();
    },
  };
}
