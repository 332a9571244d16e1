import type { Message } from "../protocol/wire.js";

/** Questions of cells to people that wait for their answers. */
export interface Questions {
  /**
   * Settles with the answer; `null` where it was no text. Rejects with an error whose name is that of what has failed.
   * @param cell the key of the cell that asks
   * @param send asks, and gives the id of the message that does
   */
  ask(cell: number, send: () => string): Promise<string | null>;
  /** Passes on an answer: to the question that it names, or to the first where it names none that waits. */
  answer(reply: Message): void;
  /** Fails what a cell has asked and not waited for: once it has ended, front ends answer no more. */
  drop(cell: number): void;
  /** Fails all: what asks is interrupted. */
  interrupt(): void;
}

interface Question {
  /** The key of the cell that asks. */
  readonly cell: number;
  answer(line: string | null): void;
  fail(name: string, message: string): void;
}

/** Makes a list of questions that is empty. */
export function createQuestions(): Questions {
  /** By the ids of their messages. */
  const waiting = new Map<string, Question>();
  return {
    ask: (cell, send) =>
      new Promise((resolve, reject) => {
        waiting.set(send(), {
          cell,
          answer: resolve,
          fail: (name, message) => reject(Object.assign(new Error(message), { name })),
        });
      }),
    answer({ parentHeader, content }) {
      const [first = ""] = waiting.keys();
      const named = parentHeader.msg_id ?? "";
      const id = waiting.has(named) ? named : first;
      const asked = waiting.get(id);
      waiting.delete(id);
      const { status, value, evalue } = content;
      if (status === "error") asked?.fail("NoInputError", String(evalue));
      else asked?.answer(typeof value === "string" ? value : null);
    },
    drop(cell) {
      for (const [id, asked] of waiting) {
        if (asked.cell !== cell) continue;
        waiting.delete(id);
        asked.fail("NoInputError", "The cell has ended before it was answered: await the answer.");
      }
    },
    interrupt() {
      const asked = Array.from(waiting.values());
      waiting.clear();
      for (const { fail } of asked) fail("Interrupted", "The cell was interrupted.");
    },
  };
}
