import type { MessagePort, Worker } from "node:worker_threads";
import { receiveMessageOnPort } from "node:worker_threads";
import type { Transpiled } from "../compiler/contract.js";
import { type Answer, type Ask, type FromCells, type Numbered, SHARED, type ToCells } from "../link/link.js";

/** The way from the thread of the cells to that of the sockets. */
export interface Link {
  post(message: FromCells): void;
  /** Sets the one listener of what comes. */
  listen(listener: (message: Exclude<ToCells, { type: "answer" }>) => void): void;
  /** Asks, and goes on. */
  ask(question: Ask): Promise<Transpiled | string | null>;
  /** Asks, and keeps the thread until the answer is there. */
  askNow(question: Ask): Transpiled | string | null;
  /** Says that the interrupt of that number has been heard. */
  heardInterrupt(number: number): void;
  /** Waits, on the thread, until all that was posted has been dealt with; for at most that long. */
  drain(ms: number): void;
}

/** Opens the way to `sockets`, whose answers to blocking questions come through `answers`. */
export function createLink(sockets: Worker, shared: SharedArrayBuffer, answers: MessagePort): Link {
  const memory = new Int32Array(shared);
  const waiting = new Map<number, (answer: Answer) => void>();
  let last = 0;
  let sent = 0;
  let listener: (message: Exclude<ToCells, { type: "answer" }>) => void = () => {};

  function post(message: FromCells): void {
    const numbered: Numbered = [++sent, message];
    sockets.postMessage(numbered);
  }

  sockets.on("message", (message: ToCells) => {
    if (message.type !== "answer") return listener(message);
    waiting.get(message.request)?.(message.answer);
    waiting.delete(message.request);
  });

  return {
    post,
    listen(next) {
      listener = next;
    },
    ask: (ask) =>
      new Promise((resolve, reject) => {
        const request = ++last;
        waiting.set(request, (answer) => {
          if (answer.error === undefined) resolve(answer.value);
          else reject(errorOf(answer));
        });
        post({ type: "request", request, blocking: false, ask });
      }),
    askNow(ask) {
      const request = ++last;
      post({ type: "request", request, blocking: true, ask });
      for (;;) {
        const before = Atomics.load(memory, SHARED.answered);
        const received: { message: { request: number; answer: Answer } } | undefined =
          receiveMessageOnPort(answers);
        if (received === undefined) {
          Atomics.wait(memory, SHARED.answered, before, 1_000);
          continue;
        }
        const { message } = received;
        if (message.request !== request) continue;
        if (message.answer.error !== undefined) throw errorOf(message.answer);
        return message.answer.value;
      }
    },
    heardInterrupt: (number) => void Atomics.store(memory, SHARED.interrupts, number),
    drain(ms) {
      const end = performance.now() + ms;
      while (performance.now() < end) {
        const handled = Atomics.load(memory, SHARED.handled);
        if (handled >= sent) return;
        Atomics.wait(memory, SHARED.handled, handled, 20);
      }
    },
  };
}

function errorOf({ error, name }: { readonly error: string; readonly name: string }): Error {
  return Object.assign(new Error(error), { name });
}
