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
  /** Ends the cell that has asked, and has nothing that could hear of the error. */
  giveUp(error: unknown): void;
  /** Whether there is somebody. */
  readonly canAsk: boolean;
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
  const input = createInput(asker);
  Object.defineProperty(process, "stdin", { get: () => input, configurable: true });
  askByReadline(
    input,
    (query) => {
      if (!asker.canAsk) throw nobodyToAsk("readline");
      return asker.ask(query).then((line) => line ?? "");
    },
    asker.giveUp,
  );
}

/** A stream of the lines that a person gives. */
function createInput(asker: Asker): Readable {
  const input = new Readable({
    read() {
      if (!asker.canAsk) return void this.push(null);
      asker.ask("").then(
        (line) => this.push(line === null ? null : `${line}\n`),
        () => this.push(null),
      );
    },
  });
  return Object.assign(input, { fd: 0, isTTY: false });
}
