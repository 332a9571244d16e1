import { expect, test } from "vitest";
import { csvText } from "../../../lib/notebook/report/client/csv.js";

const line = (...cells: readonly (string | number | boolean | null)[]) => csvText([cells]).slice(1, -2);

test("CSV begins with the mark of UTF-8 and ends each line as RFC 4180 says", () => {
  expect(
    csvText([
      ["a", "b"],
      [1, null],
    ]),
  ).toBe("\ufeffa,b\r\n1,\r\n");
  expect(csvText([])).toBe("\ufeff");
});

test("cells with commas, quotes or line ends are quoted, others are not", () => {
  expect(line("a,b", 'say "so"', "two\nlines", "cr\rcr", "plain", "")).toBe(
    '"a,b","say ""so""","two\nlines","cr\rcr",plain,',
  );
});

test.each([
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(A1)",
  "\tx",
  "\rx",
  "\nx",
  "=cmd|' /C calc'!A0",
  "＝1",
  "＠x",
  "+A1",
  "-A1",
])("the formula %j is text", (formula) => expect(line(formula).replace(/^"/, "")[0]).toBe("'"));

test.each([
  ["a;=1+1", "a;'=1+1"],
  ["a; =1+1", "a;' =1+1"],
  ['a;"=1+1', '"a;\'""=1+1"'],
  ["a\t@x;+y;-5", "a\t'@x;'+y;-5"],
  ["a\n=1", `"a\n'=1"`],
  ["  =1", "'  =1"],
  ["\u00a0=1", "'\u00a0=1"],
  ["\ufeff=1", "'\ufeff=1"],
  ["-1;2", "-1;2"],
  [" -1.5", " -1.5"],
  ["Tokyo-Yokohama; a=b", "Tokyo-Yokohama; a=b"],
])("in %j nothing is left that begins a cell as a formula", (text, written) => {
  expect(line(text)).toBe(written);
});

test("numbers stay numbers, negative ones and those that were text, too", () => {
  expect(line(-1.5, 0, 1e21, "-1.5", "+3", "-.5", "-1e-5", "-34%", true)).toBe(
    "-1.5,0,1e+21,-1.5,+3,-.5,-1e-5,-34%,true",
  );
});
