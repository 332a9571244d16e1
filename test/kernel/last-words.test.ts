import { expect, test } from "vitest";
import { lastWords } from "../../lib/kernel/client/last-words.js";

test.each([
  ["nothing", "", ""],
  ["one line", "no room\n", "no room"],
  ["several lines: the last", "starting\r\nno room\n\n", "no room"],
  [
    "an error with a stack: the error",
    "/a.js:1\nthrow x\n^\n\nTypeError: no\n    at f (/a.js:1:1)\n\nNode.js v20.20.2",
    "TypeError: no",
  ],
  [
    "an error of V8: the error",
    "<--- GCs --->\nFATAL ERROR: out of memory\n 1: 0xb",
    "FATAL ERROR: out of memory",
  ],
  [
    "what is thrown and no error: that",
    "Uncaught:\n'text'\n(Use `node --trace-uncaught ...` to show where)\n\nNode.js v20.20.2",
    "'text'",
  ],
])("the last words of %s", (_, stderr, words) => {
  expect(lastWords(stderr)).toBe(words);
});

test("long last words are cut, visibly", () => {
  expect(lastWords("x".repeat(1_000))).toBe(`${"x".repeat(300)} …`);
});
