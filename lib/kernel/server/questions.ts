import type { JsonObject } from "../protocol/json.js";
import type { Received, Sockets } from "./sockets.js";

/** Questions to people, by Jupyter's input requests. */
export interface Questions {
  /**
   * Asks whoever has sent the request `to`; `null` where the answer is none. Rejects where nobody answers, or the cell is
   * interrupted.
   */
  ask(to: Received, prompt: string, password: boolean): Promise<string | null>;
  /** Takes the content of an `input_reply`: it answers the question that was asked first. */
  answer(content: JsonObject): void;
  /** Fails all that wait. */
  interrupt(): void;
}

/** No questions yet. */
export function createQuestions(sockets: Promise<Sockets>): Questions {
  const waiting: { answer(line: string | null): void; fail(name: string, message: string): void }[] = [];
  return {
    async ask(to, prompt, password) {
      const out = await sockets;
      return new Promise((resolve, reject) => {
        waiting.push({
          answer: resolve,
          fail: (name, message) => reject(Object.assign(new Error(message), { name })),
        });
        out.reply(to, "input_request", { prompt, password }, {}, "stdin");
      });
    },
    answer({ status, value, evalue }) {
      const next = waiting.shift();
      // What a server says where the page that was asked has gone.
      if (status === "error") next?.fail("NoInputError", String(evalue));
      else next?.answer(typeof value === "string" ? value : null);
    },
    interrupt() {
      for (const { fail } of waiting.splice(0)) fail("Interrupted", "The cell was interrupted.");
    },
  };
}
