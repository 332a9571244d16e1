import { expect, test } from "vitest";
import { highlight } from "../../../lib/notebook/report/code.js";

test.each([
  ["ts", "const a: number = 1;", "hljs-keyword"],
  ["json", '{ "a": 1 }', "hljs-attr"],
  ["python", "def f(): pass", "hljs-keyword"],
  ["rs", "fn main() {}", "hljs-keyword"],
  ["tsx", "let a = <b>x</b>;", "hljs-tag"],
])("code in %s is highlighted, common or not", (language, code, part) => {
  expect(highlight(code, language)).toContain(`class="${part}"`);
});

test.each([["klingon"], [undefined], [""], ["constructor"]])("code in %s shows plain", (language) => {
  expect(highlight("a < b", language)).toBe("a &lt; b");
});
