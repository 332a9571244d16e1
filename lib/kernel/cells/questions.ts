import { Readable } from "node:stream";
import { askByReadline } from "../patches/readline.js";

/** Asks whoever sits at the notebook. */
export interface Asker {
  /**
   * Waits for the answer, and keeps the thread; `null` where the person has given none.
   * @throws Error where there is nobody
   */
  askNow(prompt: string, password?: boolean): string | null;
  /** The same, without keeping the thread. */
  ask(prompt: string, password?: boolean): Promise<string | null>;
  /** Whether there is somebody. */
  readonly canAsk: boolean;
  /** Takes what is to be done when the cell that asks is interrupted: nothing that waits for the answer goes on then. */
  own(end: () => void): void;
}

/** What a cell fails with that asks where nobody sits. */
export function nobodyToAsk(what: string): Error {
  const error = new Error(
    `${what} asks for input, and nobody can be asked here: give the value in the cell or as a parameter, or run the notebook in a browser.`,
  );
  error.name = "NoInputError";
  return error;
}

/**
 * Gives cells what browsers and Deno have to ask people, `prompt`, `confirm` and `alert`; makes `question` of readline
 * on the standard input ask likewise; and makes the standard input itself a stream of answers, which is at its end where
 * nobody can be asked.
 */
export function installQuestions(asker: Asker): void {
  const globals = {
    prompt(message: unknown = "", initial: unknown = undefined): string | null {
      if (!asker.canAsk) throw nobodyToAsk("prompt");
      const answer = asker.askNow(String(message));
      return answer === "" && initial !== undefined ? String(initial) : answer;
    },
    confirm(message: unknown = ""): boolean {
      if (!asker.canAsk) throw nobodyToAsk("confirm");
      return /^\s*y(es)?\s*$/i.test(asker.askNow(`${String(message)} [y/N] `) ?? "");
    },
    alert(message: unknown = ""): void {
      if (!asker.canAsk) throw nobodyToAsk("alert");
      asker.askNow(`${String(message)} [Enter] `);
    },
  };
  for (const [name, value] of Object.entries(globals)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  const inputs = new WeakSet<object>();
  let input: Readable | undefined;
  // One that has come to its end, by an interrupt or with its cell, is no end for the cells to come.
  const open = (): Readable => {
    input = createInput(asker, () => {
      input = undefined;
    });
    inputs.add(input);
    return input;
  };
  Object.defineProperty(process, "stdin", { get: () => input ?? open(), configurable: true });
  askByReadline(
    (stream) => inputs.has(stream),
    (query) => {
      // At once, and not by a promise: who gives a callback would wait for ever.
      if (!asker.canAsk) throw nobodyToAsk("readline");
      return asker.ask(query).then((line) => line ?? "");
    },
  );
}

/** A stream of the lines that a person gives; `onEnd` hears that none will come of it any more. */
function createInput(asker: Asker, onEnd: () => void): Readable {
  const input = new Readable({
    read() {
      const end = () => {
        onEnd();
        this.push(null);
      };
      if (!asker.canAsk) return end();
      asker.own(onEnd);
      asker.ask("").then((line) => (line === null ? end() : void this.push(`${line}\n`)), end);
    },
    destroy(error, done) {
      onEnd();
      done(error);
    },
  });
  return Object.assign(input, { fd: 0, isTTY: false });
}
