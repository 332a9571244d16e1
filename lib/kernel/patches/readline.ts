import readline from "node:readline";
import readlinePromises from "node:readline/promises";
import type { Readable } from "node:stream";

type Question = (query: string, ...rest: unknown[]) => unknown;

/**
 * Has `question` of readline, where it reads from `input`, ask by `ask`.
 *
 * Why: it writes the question to one stream and waits for a line on another, and neither knows of the other: a front end would
 * show a box without the question. Where nobody can be asked it would wait for ever.
 *
 * @param ask gives the answer; what it throws or rejects with fails the question
 * @param giveUp hears why there will be no answer, where a callback waits that takes nothing but one
 */
export function askByReadline(
  input: Readable,
  ask: (query: string) => Promise<string>,
  giveUp: (error: unknown) => void,
): void {
  const isOurs = (reader: unknown) => Reflect.get(reader as object, "input") === input;
  const byCallback = readline.Interface.prototype as unknown as { question: Question };
  const { question } = byCallback;
  byCallback.question = function (query, ...rest) {
    if (!isOurs(this)) return Reflect.apply(question, this, [query, ...rest]);
    const answer = rest.at(-1);
    void ask(query).then((line) => typeof answer === "function" && answer(line), giveUp);
  };
  const byPromise = readlinePromises.Interface.prototype as unknown as { question: Question };
  const { question: questionLater } = byPromise;
  byPromise.question = async function (query, ...rest) {
    return isOurs(this) ? ask(query) : Reflect.apply(questionLater, this, [query, ...rest]);
  };
}
