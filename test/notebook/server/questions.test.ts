import { beforeEach, describe, expect, test } from "vitest";
import { ownMessage } from "../../../lib/notebook/server/kernels/messages.js";
import type { Packet } from "../../../lib/notebook/server/kernels/packet.js";
import { createQuestions, type Questions } from "../../../lib/notebook/server/kernels/questions.js";

let questions: Questions;
/** How pages are; what they were asked, and what the kernel was answered. */
let pages: Record<string, "sent" | "away" | "gone">;
let asked: string[];
let answered: { status?: unknown; value?: unknown }[];
let arrive: (() => void)[];

const question = ownMessage("stdin", "input_request", { prompt: "Name?", password: false });
const id: string = JSON.parse(question.parts[0]?.toString() ?? "{}").msg_id;
const answer = (value: string, parent?: Buffer): Packet =>
  ownMessage("stdin", "input_reply", { status: "ok", value }, parent);

beforeEach(() => {
  pages = { a: "sent" };
  asked = [];
  answered = [];
  arrive = [];
  questions = createQuestions({
    ask(session, _, onDelivered) {
      const how = pages[session] ?? "gone";
      if (how === "sent") {
        asked.push(session);
        arrive.push(onDelivered);
      }
      return how;
    },
    answer: (parts) => void answered.push(JSON.parse(parts[3]?.toString() ?? "{}")),
  });
});

describe("a question", () => {
  test.each([
    ["that names it", question.parts[0]],
    ["that names none, as older front ends send it", undefined],
  ])("is answered by the first reply %s, and by that alone", (_, parent) => {
    questions.ask("a", "cell", id, question);
    for (const value of ["Ada", "again"]) questions.answer("a", answer(value, parent));
    expect(answered).toEqual([{ status: "ok", value: "Ada" }]);
  });

  test("is not answered by a page that was not asked, or by the answer to another question", () => {
    questions.ask("a", "cell", id, question);
    questions.answer("b", answer("not mine", question.parts[0]));
    questions.answer("b", answer("not mine"));
    questions.answer("a", answer("to another", Buffer.from('{"msg_id":"other"}')));
    expect(answered).toEqual([]);
  });

  test("is not answered once its cell has ended, or the kernel", () => {
    questions.ask("a", "cell", id, question);
    questions.done("cell");
    questions.answer("a", answer("late"));
    questions.ask("a", "cell", id, question);
    questions.clear();
    questions.answer("a", answer("late"));
    questions.gone("a");
    expect(answered).toEqual([]);
  });

  test("is asked again of a page that is back, where it has not arrived", () => {
    pages.a = "away";
    questions.ask("a", "cell", id, question);
    pages.a = "sent";
    questions.back("a");
    questions.back("a");
    expect(asked).toEqual(["a", "a"]);
    arrive.at(-1)?.();
    questions.back("a");
    expect(asked).toHaveLength(2);
    expect(answered).toEqual([]);
  });

  test.each([
    ["is gone when it is asked", () => questions.ask("nobody", "cell", id, question)],
    [
      "leaves before it answers",
      () => {
        questions.ask("a", "cell", id, question);
        questions.gone("a");
      },
    ],
  ])("of a page that %s fails, and says why", (_, happen) => {
    happen();
    const evalue = "The page that was asked has gone: run the cell again.";
    expect(answered).toEqual([expect.objectContaining({ status: "error", evalue })]);
    questions.answer("a", answer("late"));
    expect(answered).toHaveLength(1);
  });
});
