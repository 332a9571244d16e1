import { describe, expect, test } from "vitest";
import { lastOf, runCells } from "./notebook.js";

/** What the last cell prints, then its value; or the first line of its error. */
const gives = (name: string, cells: readonly string[], expected: string) =>
  test(name, async () => expect(await lastOf(cells)).toBe(expected));

describe("a name is one variable", () => {
  gives(
    "for a function of an earlier cell",
    ["let rate = 2;\nfunction price(n: number) { return n * rate; }", "rate = 3;", "console.log(price(10));"],
    "30\n",
  );
  gives(
    "that is written from both sides",
    [
      "let counter = 0;\nconst add = (n: number) => { counter += n; return counter; };",
      "add(3);\ncounter += 10;",
      "console.log(add(1), counter);",
    ],
    "14 14\n",
  );
  gives(
    "for an array that was replaced",
    [
      "let seen: string[] = ['old'];\nfunction note(s: string) { seen.push(s); }",
      "seen = [];\nnote('a');",
      "console.log(seen);",
    ],
    "[ 'a' ]\n",
  );
  gives(
    "for a class",
    [
      "let unit = 'km';\nclass Way { say() { return '3 ' + unit; } }\nconst way = new Way();",
      "unit = 'mi';",
      "console.log(way.say());",
    ],
    "3 mi\n",
  );
  gives(
    "for a timer",
    [
      "let ticks = 0;\nconst timer = setInterval(() => { ticks++; }, 5);",
      "await new Promise((r) => setTimeout(r, 60));\nclearInterval(timer);\nconsole.log(ticks > 3);",
    ],
    "true\n",
  );
  gives(
    "for generators and async functions",
    [
      "let step = 1;\nfunction* steps() { for (;;) yield step; }\nasync function one() { await null; return step; }\nconst it = steps();",
      "step = 5;",
      "[it.next().value, await one()]",
    ],
    "[ 5, 5 ]",
  );
  gives(
    "in operators that read and write",
    [
      "let n = 1;\nlet cache: Map<string, number> | undefined;",
      "++n; n **= 3; cache ??= new Map(); cache.set('a', n)",
      "[n--, n, cache?.get('a')]",
    ],
    "[ 8, 7, 8 ]",
  );
  gives(
    "in a destructuring assignment",
    [
      "let a = 1, b = 2;\nconst both = () => [a, b];",
      "[a, b] = [b, a];\n({ a, c: b = 9 } = { a: 7 } as { a: number; c?: number });",
      "both()",
    ],
    "[ 7, 9 ]",
  );
  gives(
    "that is exported",
    ["export let open = 1;\nexport function get() { return open; }", "open = 2;", "get()"],
    "2",
  );
  gives(
    "where a loop declares it",
    ["for (var i = 0; i < 3; i++);\nconst at = () => i;", "i += 1;", "at()"],
    "4",
  );
  gives(
    "as a function calls itself by its variable",
    [
      "function f(n: number): number { return n ? n + f(n - 1) : 0; }\nconst old = f;",
      "function f(n: number): number { return 100; }",
      "old(3)",
    ],
    "103",
  );
});

describe("declared again", () => {
  gives(
    "a name has a new value and type, and earlier functions see it",
    ["let x = 1; const show = () => String(x);", "const x = 'now text';", "[show(), x.length]"],
    "[ 'now text', 8 ]",
  );
  for (const [first, second] of [
    ["let v = 1", "class v { static n = 2 }"],
    ["class v {}", "function v() { return 1 }"],
    ["function v() {}", "const v = [1]"],
    ["const v = 1", "enum v { a, b }"],
    ["enum v { c }", "import * as v from 'node:os'"],
    ["import v from 'node:fs'", "var v = 3"],
    ["var v = 1", "let v = 2"],
    ["namespace v { export const a = 1 }", "const { v } = { v: 1 }"],
    ["const [v] = [1]", "import { sep as v } from 'node:path'"],
  ] as const)
    gives(
      `${first.split(" ")[0]} may become ${second.split(" ")[0]}: ${second}`,
      [`${first};\nconst get = () => v;`, second, "Object.is(get(), v) && v !== undefined"],
      "true",
    );
  gives("an enumeration begins anew", ["enum E { a, b }", "enum E { c }", "Object.keys(E)"], "[ '0', 'c' ]");
  gives(
    "a namespace begins anew",
    ["namespace N { export const a = 1 }", "namespace N { export const b = 2 }", "Object.keys(N)"],
    "[ 'b' ]",
  );
  gives(
    "a class has new instances, and old ones stay what they are",
    [
      "class A { private a = 1; static make() { return new A(); } }\nconst a1 = A.make();",
      "class A { private a = 2; b = 3 }",
      "[a1 instanceof A, new A().b]",
    ],
    "[ false, 3 ]",
  );
  gives("`var` without a value keeps the one there is", ["var kept = 1;", "var kept: number;", "kept"], "1");
  gives(
    "`let` without a value has none",
    ["let gone = 1;", "let gone: number | undefined;", "String(gone)"],
    "'undefined'",
  );
  gives(
    "a type is new, whatever the value of the name",
    [
      "interface P { a: number }\nconst P = 1;",
      "type P = { b: string };",
      "const p: P = { b: 'x' };\n[P, p]",
    ],
    "[ 1, { b: 'x' } ]",
  );
  gives(
    "a value is new, whatever the type of the name",
    ["interface Q { a: number }", "const Q = (a: number): Q => ({ a });", "const q: Q = Q(2);\nq"],
    "{ a: 2 }",
  );
  gives(
    "in one cell, the parts of a name belong together",
    [
      "enum C { a }\nenum C { b = 1 }\nfunction g() {}\nnamespace g { export const s = 2 }\nclass K {}\ninterface K { k?: number }",
      "const k: K = new K(); k.k = g.s; [C.b, k.k]",
    ],
    "[ 1, 2 ]",
  );
});

describe("a cell that fails", () => {
  const failed = async (cells: readonly string[]) => {
    const outcomes = await runCells(cells);
    return outcomes.at(-1)?.printed ?? "";
  };
  test("leaves what it had declared before", async () => {
    expect(
      await failed(["const data = [1, 2, 3];\nthrow new Error('later');", "console.log(data.length);"]),
    ).toBe("3\n");
  });
  test("leaves other names as they were before, with their types", async () => {
    const cells = [
      "let late = 'text';",
      "if (1) throw new Error('now');\nlet late = 2;",
      "console.log(late)",
    ];
    expect(await failed(cells)).toBe("text\n");
  });
  test("does not leave what it had not reached", async () => {
    const cells = ["const a = JSON.parse('{');\nconst b = 1;", "b"];
    expect(await lastOf(cells)).toBe("TS2304 1:1 Cannot find name 'b'.");
  });
  test("lets the names be declared again, that it had not reached", async () => {
    expect(
      await lastOf([
        "JSON.parse('{'); const b = 1; class D {}",
        "const b = 2; class D { d = 3 }",
        "[b, new D().d]",
      ]),
    ).toBe("[ 2, 3 ]");
  });
  test("leaves its functions and types", async () => {
    const cells = [
      "throw 1;\nfunction f(): T { return { t: 1 } }\ninterface T { t: number }",
      "const t: T = f(); console.log(t)",
    ];
    expect(await failed(cells)).toBe("{ t: 1 }\n");
  });
});

describe("an assignment to a constant", () => {
  gives(
    "is refused before anything runs",
    ["const c = 1;", "c = 2;"],
    "TS2588 1:1 Cannot assign to 'c' because it is a constant.",
  );
  for (const [how, code] of [
    ["plainly", "c = 2"],
    ["with an operator", "c += 2"],
    ["by counting", "c++"],
    ["in a list", "[c] = [2]"],
    ["in an object", "({ c } = { c: 2 })"],
    ["with a default", "({ d: c = 3 } = {})"],
    ["as the rest", "[...c] = [2]"],
    ["in a loop", "for (c of [1]);"],
    ["where it is missing", "c &&= 2"],
    ["in parentheses", "(c) = 2"],
  ] as const) {
    const caught = `try { ${code} } catch (e) { console.log(e.name) }\nconsole.log(c)`;
    gives(
      `throws where nobody checks, in the same cell: ${how}`,
      [`// @ts-nocheck\nconst c = 1;\n${caught}`],
      "TypeError\n1\n",
    );
    gives(
      `throws where nobody checks, in a later cell: ${how}`,
      ["const c = 1;", `// @ts-nocheck\n${caught}`],
      "TypeError\n1\n",
    );
  }
  gives(
    "is none where the operator does not come to it",
    ["const c = 1;", "// @ts-nocheck\nc ??= 2;\nc ||= 3;\nc"],
    "1",
  );
  gives(
    "works out its value before",
    ["const c = 1;", "// @ts-nocheck\ntry { c = console.log('first') } catch (e) { console.log(e.message) }"],
    "first\nAssignment to constant variable 'c'.\n",
  );
  gives(
    "is another matter for a name of its own inside",
    ["const c = 1;", "{ let c = 2; c = 3; }\n((c) => { c = 4 })(1);\nc"],
    "1",
  );
});

describe("variables of `var`", () => {
  gives(
    "are lifted out of blocks",
    ["if (true) { var deep = 1; }\ntry { throw 2 } catch (e) { var caught = e }", "[deep, caught]"],
    "[ 1, 2 ]",
  );
  gives(
    "take patterns apart",
    [
      "var { a, b: [c = 2, ...d], ...rest } = { a: 1, b: [undefined, 3, 4], x: 5, y: 6 } as any, e = 7;",
      "[a, c, d, rest, e]",
    ],
    "[ 1, 2, [ 3, 4 ], { x: 5, y: 6 }, 7 ]",
  );
  gives(
    "run through loops",
    [
      "for (var k in { p: 1, q: 2 });\nfor (var [m, n] of [[1, 2], [3, 4]]);\nfor (var j = 0, l = 3; j < l; j++) { var square = j * j }\nouter: for (var x of [1, 2]) { for (;;) { continue outer } }",
      "[k, m, n, j, l, square, x].join(' ')",
    ],
    "'q 3 4 3 3 4 2'",
  );
  gives("may be named async", ["for (var async of [1, 2]);\nvar of = 3", "[async, of]"], "[ 2, 3 ]");
  gives(
    "are those of functions inside of functions",
    [
      "function f() { var inner = 1; return inner }\nclass S { static { var st = 1 } }",
      "// @ts-nocheck\ntypeof inner + typeof st",
    ],
    "'undefinedundefined'",
  );
});
