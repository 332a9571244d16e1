import type { CellOptions, CellTask, ErrorContent, FromCells } from "../link/link.js";
import type { JsonObject } from "../protocol/json.js";
import { createStreams, type Streams } from "./streams.js";

/** A cell that runs, or has run: its timers may still print. */
export interface Cell {
  readonly key: number;
  readonly count: number;
  readonly options: CellOptions;
  readonly canAsk: boolean;
  readonly streams: Streams;
  /** The first thing that went wrong. */
  readonly error: ErrorContent | null;
  /** Whether it was interrupted: nothing of it runs any more, and it shows nothing. */
  readonly interrupted: boolean;
  /** Settles when it is interrupted. */
  readonly interruption: Promise<void>;
  publish(message: string, content: JsonObject): void;
  fail(error: ErrorContent): void;
  /** Takes something that is to end when the cell is interrupted. */
  own(end: () => void): void;
  interrupt(error: ErrorContent): void;
}

/** Bytes of text that a cell may print where people look on, unless its request says otherwise. */
const MOST_OUTPUT = Number(process.env.TSLAB_NOTEBOOK_MAX_OUTPUT) || 0;
delete process.env.TSLAB_NOTEBOOK_MAX_OUTPUT;

/** What is forgotten of finished timers, so that a cell with a million of them does not keep all. */
const MOST_OWNED = 10_000;

/** Makes a cell of a task; `post` sends what it has to say. */
export function createCell(task: CellTask, post: (message: FromCells) => void): Cell {
  const { key, count, options, canAsk } = task;
  let error: ErrorContent | null = null;
  let interrupted = false;
  let owned: (() => void)[] = [];
  let tell = () => {};
  const interruption = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const publish = (message: string, content: JsonObject) => {
    if (!interrupted) post({ type: "publish", key, message, content });
  };
  const limited = options.maxOutputBytes === undefined && MOST_OUTPUT > 0;
  const streams = createStreams(
    (name, text) => publish("stream", { name, text }),
    limited ? MOST_OUTPUT : options.maxOutputBytes,
    limited ? `\nThe output of this cell beyond ${MOST_OUTPUT >> 20} MB is left out.\n` : "",
  );
  function fail(next: ErrorContent): void {
    error ??= next;
    streams.flush();
    publish("error", { ...next });
  }
  return {
    key,
    count,
    options,
    canAsk,
    streams,
    get error() {
      return error;
    },
    get interrupted() {
      return interrupted;
    },
    interruption,
    publish,
    fail,
    own(end) {
      if (owned.length >= MOST_OWNED) owned = owned.slice(MOST_OWNED / 2);
      owned.push(end);
    },
    interrupt(why) {
      if (interrupted) return;
      fail(why);
      interrupted = true;
      for (const end of owned) {
        try {
          end();
        } catch {
          // What cannot be ended had ended.
        }
      }
      owned = [];
      tell();
    },
  };
}
