import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Case, outcomeOf } from "./cases.js";

// A top-level name is one variable for the whole notebook.

const cwd = mkdtempSync(join(tmpdir(), "tsnb-test-"));
afterAll(() => rmSync(cwd, { recursive: true }));

const CASES: readonly Case[] = [
  {
    title: "a function sees the value that a later cell gives",
    cells: [
      "let rate = 2;\nfunction price(n: number) { return n * rate; }",
      "rate = 3;",
      "console.log(price(10));",
    ],
    prints: "30\n",
  },
  {
    title: "a counter in a function of an earlier cell counts on",
    cells: [
      "let counter = 0;\nconst add = (n: number) => { counter += n; return counter; };",
      "add(3);\ncounter += 10;",
      "console.log(add(1), counter);",
    ],
    prints: "14 14\n",
  },
  {
    title: "an array that was replaced is the one that is filled",
    cells: [
      "let seen: string[] = ['old'];\nfunction note(s: string) { seen.push(s); }",
      "seen = [];\nnote('a');",
      "console.log(seen);",
    ],
    prints: "[ 'a' ]\n",
  },
  {
    title: "a class sees later values too",
    cells: [
      "let unit = 'km';\nclass Way { say() { return '3 ' + unit; } }\nconst way = new Way();",
      "unit = 'mi';",
      "console.log(way.say());",
    ],
    prints: "3 mi\n",
  },
  {
    title: "a timer of an earlier cell writes the variable that later cells read",
    cells: [
      "let ticks = 0;\nconst timer = setInterval(() => { ticks++; }, 5);",
      "await new Promise((r) => setTimeout(r, 60));\nclearInterval(timer);\nconsole.log(ticks > 3);",
    ],
    prints: "true\n",
  },
  {
    title: "a generator and a closure go on with the variable as it is now",
    cells: [
      "let step = 1;\nfunction* count() { let n = 0; for (;;) yield n += step; }\nconst numbers = count(); const later = () => step;",
      "numbers.next(); step = 10;",
      "console.log(numbers.next().value, later());",
    ],
    prints: "11 10\n",
  },
  {
    title: "all ways of assigning write the one variable",
    cells: [
      "let a = 1, b = 2, c: number | null = null; let list = [1, 2]; const all = () => [a, b, c, list];",
      "++a; b **= 3; c ??= 5; [a, b] = [b, a];\n({ length: list.length } = [1, 2, 3] as any); list = [...list, 9];\nfor (a of [7]) ;\n[c = 4] = [6];",
      "console.log(all());",
    ],
    prints: "[ 7, 2, 6, [ 1, 2, undefined, 9 ] ]\n",
  },
  {
    title: "a name that is declared again gets a new value and a new type, and earlier functions see it",
    cells: [
      "let size = 1;\nconst read = () => size;",
      "const size = 'large';",
      "console.log(read(), size.length);",
    ],
    prints: "large 5\n",
  },
  ...[
    ["let", "let f = 5;"],
    ["const", "const f = 5;"],
    ["function", "function f() { return 5; }"],
    ["class", "class f { static v = 5; }"],
    ["enum", "enum f { five = 5 }"],
    ["var", "var f: any = 5;"],
    ["import", "import { sep as f } from 'node:path';"],
    ["destructuring", "const { f, ...others } = { f: 5, g: 6 };"],
  ].flatMap(([kind, code = ""]) =>
    [
      ["let", "let f: any = 0;"],
      ["const", "const f: any = 0;"],
      ["function", "function f(): any {}"],
      ["class", "class f {}"],
      ["import", "import { join as f } from 'node:path';"],
    ].map(([before, first = ""]) => ({
      title: `${kind} declares anew what ${before} has declared`,
      cells: [`${first}\nconst get: () => any = () => f;`, code, "console.log(get() === f, typeof f);"],
      prints: `true ${kind === "function" || kind === "class" ? "function" : kind === "enum" ? "object" : kind === "import" ? "string" : "number"}\n`,
    })),
  ),
  {
    title: "a recursive function that is declared anew is the one that is called",
    cells: [
      "function down(n: number): number { return n === 0 ? 0 : down(n - 1); }\nconst old = down;",
      "function down(n: number): number { return 100; }",
      "console.log(old(3), down.name, old.name);",
    ],
    prints: "100 down down\n",
  },
  {
    title: "the text of a function can be evaluated elsewhere",
    cells: [
      "function square(n: number) { return n * n; }\nasync function* fetch() { yield { square: 1 }.square; }",
      "console.log(eval(String(square) + '; square(3)'), String(fetch), fetch.name);",
    ],
    prints: "9 async function* fetch() { yield { square: 1 }.square; } fetch\n",
  },
  {
    title: "export let is a variable like others",
    cells: [
      "export let open = 1; export function next() { return ++open; }",
      "open = 5;",
      "console.log(next(), open);",
    ],
    prints: "6 6\n",
  },
  {
    title: "var in blocks and loops is the notebook's",
    cells: [
      "for (var i = 0; i < 3; i++) { var last = i; }\nif (false) { var never: number | undefined; }",
      "i++;",
      "console.log(i, last, never);",
    ],
    prints: "4 2 undefined\n",
  },
  {
    title: "let in a loop is the loop's",
    cells: ["let i = 'mine';\nfor (let i = 0; i < 3; i++);\n{ let i = 5; void i; }", "console.log(i);"],
    prints: "mine\n",
  },
  {
    title: "names of Node's globals can be the notebook's, and libraries still have theirs",
    cells: [
      "const URL = 'https://example.org'; let name = 'n'; const fetch = async () => URL; function process() { return 1 }\nclass File { size = 3 }",
      "import { fileURLToPath } from 'node:url'; import * as aq from 'arquero';",
      "console.log(URL, name, await fetch(), process(), new File().size, fetch.name, File.name, { URL }.URL, aq.table({ a: [1] }).numRows(), fileURLToPath('file:///a'));",
    ],
    prints: "https://example.org n https://example.org 1 3 fetch File https://example.org 1 /a\n",
  },
  {
    title: "what a failing cell had declared before it failed is there",
    cells: ["const data = [1, 2, 3];\nthrow new Error('later');", "console.log(data.length);"],
    failing: [0],
    prints: "3\n",
  },
  {
    title: "what a failing cell had not reached is not there, and does not count as a value",
    cells: ["const one = 1;\nthrow new Error('x');\nconst two: number = 2;", "two + 1"],
    failing: [0],
    fails: ["TypeScriptError", /Cannot find name 'two'/],
  },
  {
    title: "a failing cell leaves the old value and the old type of what it had not reached",
    cells: [
      "let size = 'large';",
      "throw new Error('x');\nlet size = 5;",
      "console.log(size.toUpperCase());",
    ],
    failing: [1],
    prints: "LARGE\n",
  },
  {
    title: "types of a failing cell are there",
    cells: [
      "interface Point { x: number }\nthrow new Error('x');",
      "const p: Point = { x: 1 }; console.log(p.x);",
    ],
    failing: [0],
    prints: "1\n",
  },
  {
    title: "a constant stays one in later cells",
    cells: ["const fixed = 1;", "fixed = 2;"],
    fails: ["TypeScriptError", /Cannot assign to 'fixed' because it is a constant/],
  },
  {
    title: "a constant stays one where nobody checks",
    cells: ["const fixed = 1;", "// @ts-nocheck\nfixed = 2;"],
    fails: ["TypeError", /constant/],
  },
  {
    title: "a name that is undefined in an earlier function is found once a cell declares it",
    cells: [
      "// @ts-nocheck\nfunction early() { return late * 2; }",
      "let late = 21;",
      "console.log(early());",
    ],
    prints: "42\n",
  },
];

test.each(CASES)("$title", async (one) => {
  const outcome = await outcomeOf(one, { cwd });
  expect(outcome.surprises).toEqual([]);
  if (one.prints !== undefined) expect(outcome.prints).toBe(one.prints);
  if (one.gives !== undefined) expect(outcome.gives).toBe(one.gives);
  if (one.fails !== undefined)
    expect(outcome.fails).toMatch(new RegExp(`^${one.fails[0]}: .*${one.fails[1].source}`));
});
