import readline from "node:readline";
import readlinePromises from "node:readline/promises";
import { promisify } from "node:util";

type Question = (this: unknown, query: string, ...rest: unknown[]) => unknown;

/**
 * Has `question` of readline, where it reads from an input of ours, ask by `ask`.
 *
 * Why: it writes the question to one stream and waits for a line on another, and neither knows of the other: a front end would
 * show a box without the question. Where nobody can be asked it would wait for ever.
 *
 * @param isInput whether a stream is an input of ours
 * @param ask gives the answer, or throws where nobody can be asked; what it rejects with fails the question, and without a
 * callback to tell it to, the cell
 */
export function askByReadline(
  isInput: (stream: object) => boolean,
  ask: (query: string) => Promise<string>,
): void {
  const isOurs = (reader: unknown) => isInput(Reflect.get(reader as object, "input"));
  const byCallback = readline.Interface.prototype as unknown as { question: Question };
  const { question } = byCallback;
  const asked: Question = function (query, ...rest) {
    if (!isOurs(this)) return Reflect.apply(question, this, [query, ...rest]);
    const answer = rest.at(-1);
    void ask(query).then((line) => typeof answer === "function" && answer(line));
  };
  const promised: Question = Reflect.get(question, promisify.custom);
  const askedByPromise: Question = async function (query, ...rest) {
    return isOurs(this) ? ask(query) : Reflect.apply(promised, this, [query, ...rest]);
  };
  byCallback.question = Object.defineProperty(asked, promisify.custom, { value: askedByPromise });
  const byPromise = readlinePromises.Interface.prototype as unknown as { question: Question };
  const { question: questionLater } = byPromise;
  byPromise.question = async function (query, ...rest) {
    return isOurs(this) ? ask(query) : Reflect.apply(questionLater, this, [query, ...rest]);
  };
}
