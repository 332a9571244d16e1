// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are texts here
import { rmSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { compiler, createFolder, lastOf, openNotebook, runCells } from "./notebook.js";

const gives = (name: string, cells: readonly string[], expected: string | RegExp) =>
  test(name, async () => {
    const last = await lastOf(cells);
    if (typeof expected === "string") expect(last).toBe(expected);
    else expect(last).toMatch(expected);
  });

describe("a mistake", () => {
  gives(
    "is told before anything runs, with its place",
    [
      "let text: string | undefined = Math.random() > 2 ? 'x' : undefined;\nconst n: number = text.length;\nconsole.log('ran')",
    ],
    "TS18048 2:19 'text' is possibly 'undefined'.",
  );
  gives(
    "of syntax is told at its place, not behind the cell",
    ["const a = 1;\nif (a) {"],
    "TS1005 2:9 '}' expected.",
  );
  gives(
    "about a type of an earlier cell names it as its author does",
    ["class A { private p = 1 }", "class B { q = 2 }\nconst a: A = new B();"],
    /Property 'p' is missing in type 'B' but required in type 'A'/,
  );
  test("and those after it come in the order of their places", async () => {
    const [outcome] = await runCells(["b;\na; const s: string = 1;"]);
    expect(outcome?.diagnostics?.map(({ line, column, code }) => [line, column, code])).toEqual([
      [1, 1, 2304],
      [2, 1, 2304],
      [2, 10, 2322],
    ]);
  });
  gives("in the types of another file is not the cell's", ["import 'tslab'; 1"], "1");
  gives(
    "that the author knows of is passed over",
    ["// @ts-ignore\nconst a: string = 1;\n// @ts-expect-error\nconst b: string = 2;\n[a, b]"],
    "[ 1, 2 ]",
  );
  gives("that was expected and is none is one", ["// @ts-expect-error\nconst b = 2;"], /^TS2578/);
  gives(
    "is none in a cell that is not to be checked",
    ["// @ts-nocheck\nconst x = 1;\nconsole.log((x as any).foo, x.bar);"],
    "undefined undefined\n",
  );
});

describe("what is no mistake in a notebook", () => {
  gives(
    "a variable whose type another cell gives",
    ["let u; const get = () => u;", "u = 'text';", "u.length"],
    "4",
  );
  gives(
    "names that nobody reads, code that nothing reaches",
    ["import fs from 'node:fs'; function f() { return 1; var unread = 2 }\nunused: for (;;) break;"],
    "",
  );
  gives(
    "to ask whether there is something",
    ["[typeof document, typeof window, typeof define, typeof WScript, typeof localStorageOfNobody]"],
    /undefined/,
  );
  gives(
    "to ask whether there is a member of something",
    [
      "[Array.fromAsync === undefined, (globalThis as any).x === undefined, process.loadEnvFile !== null, typeof Intl.DurationFormat, undefined == Promise.withResolvers]",
    ],
    /true|false/,
  );
  gives(
    "to use what the running Node has",
    [
      "[typeof crypto.randomUUID(), typeof WebAssembly, new File(['x'], 'a.txt').size, [3, 1, 2].toSorted()[0], [1, 2, 3].findLast((n) => n < 3), 'a'.isWellFormed()]",
    ],
    "[ 'string', 'object', 1, 1, 2, true ]",
  );
  gives(
    "web things in loops",
    [
      "const h = new Headers({ a: 'b' }); for (const [k, v] of h) console.log(k, v);\nfor (const [k, v] of new URLSearchParams('c=1')) console.log(k, v);\nAbortSignal.any([]).aborted",
    ],
    "a b\nc 1\nfalse",
  );
  gives(
    "JSON of a fetch",
    ["const r = await fetch('data:application/json,{\"a\":1}'); const j: any = await r.json(); j.a"],
    "1",
  );
  gives(
    "streams",
    [
      "const res = await fetch('data:text/plain,x'); const reader = res.body!.getReader();\n[res.headers.get('content-type'), typeof reader.read]",
    ],
    "[ 'text/plain', 'function' ]",
  );
  gives(
    "segments of a text",
    ["new Intl.Segmenter('en', { granularity: 'grapheme' }).segment('ab').containing(1)?.segment"],
    "'b'",
  );
});

/** Everything that Node or a browser may have, of which a cell may ask whether it is there. */
const GLOBALS =
  "console process Buffer URL URLSearchParams TextEncoder TextDecoder AbortController AbortSignal fetch Headers Request " +
  "Response FormData Blob File structuredClone queueMicrotask setImmediate performance crypto WebAssembly MessageChannel " +
  "MessagePort BroadcastChannel Event EventTarget CustomEvent ReadableStream WritableStream TransformStream " +
  "CompressionStream DecompressionStream TextDecoderStream atob btoa Intl SharedArrayBuffer Atomics WeakRef " +
  "FinalizationRegistry DOMException navigator WebSocket localStorage document window global globalThis require module " +
  "exports __dirname __filename PerformanceObserver";

describe("what the running Node has", () => {
  gives(
    "is known by its name",
    [`[${GLOBALS.split(" ").map((name) => `typeof ${name}`)}].includes("object")`],
    // Newer versions of Node warn where somebody looks at localStorage.
    /true$/,
  );
  for (const [module, name] of [
    ["node:fs/promises", "glob"],
    ["node:util", "parseArgs"],
    ["node:util", "styleText"],
    ["node:test", "test"],
    ["timers/promises", "setTimeout"],
    ["node:fs", "nothing"],
  ] as const)
    test(`is known as an export, and what it lacks is refused: ${name} of ${module}`, async () => {
      const has = name in (process.getBuiltinModule(module) ?? {});
      const [outcome] = await runCells([`import { ${name} as x } from "${module}"; typeof x`]);
      expect(outcome?.diagnostics === undefined).toBe(has);
    });
  for (const [code, has] of [
    ["Promise.withResolvers().promise", "withResolvers" in Promise],
    ["new Set([1]).union(new Set([2]))", "union" in Set.prototype],
    ["Array.fromAsync([1])", "fromAsync" in Array],
    ["new Intl.DurationFormat('en')", "DurationFormat" in Intl],
  ] as const)
    test(`is known as a member, and what it lacks is refused: ${code}`, async () => {
      const [outcome] = await runCells([code]);
      expect(outcome?.diagnostics === undefined).toBe(has);
      if (!has)
        expect(outcome?.diagnostics?.[0]?.message).toMatch(/\. Node \d+\.\d+\.\d+ may not have it\.$/);
    });
});

describe("what no declaration file can express", () => {
  gives(
    "class expressions with private and protected members",
    [
      "const Mix = <T extends new (...a: any[]) => {}>(B: T) => class extends B { private secret = 1; protected p = 2; get() { return this.secret + this.p } };\nconst Point = class { private x = 1; get() { return this.x } };",
      "class Base {}\nclass Mixed extends Mix(Base) {}\n[new Mixed().get(), new Point().get()]",
    ],
    "[ 3, 1 ]",
  );
  gives(
    "local classes that functions return",
    [
      "function make() { class Local { private y = 2; z = 3 } return new Local(); }\nconst l = make();",
      "const again: typeof l = make(); again.z",
    ],
    "3",
  );
  gives(
    "keys that are symbols",
    [
      "const sym = Symbol('s'); const withSym = { [sym]: 1 };\nconst unique: unique symbol = Symbol();",
      "const n: number = withSym[sym];\nconst o: { [unique]: string } = { [unique]: 'u' };\n[n, o[unique]]",
    ],
    "[ 1, 'u' ]",
  );
  gives(
    "iterators, getters, computed names",
    [
      "function gen() { return { *[Symbol.iterator]() { yield 1; } }; }\nconst deep = { get v() { return 1; }, set v(x) {}, async m() { return 2; }, [`k${1}`]: 3 };",
      "[...gen(), deep.v, await deep.m(), deep.k1]",
    ],
    "[ 1, 1, 2, 3 ]",
  );
  gives(
    "a `this` of its own",
    [
      "const fn = function named(this: Date, a = 1, ...r: string[]) { return this.getTime() + a; };",
      "fn.call(new Date(0))",
    ],
    "1",
  );
  gives(
    "types that inference alone can name",
    [
      "const rec = { a: { b: () => rec.a } } as any;\nconst zipped = Object.entries({ a: 1 }).map(([k, v]) => ({ k, v }));\ntype Tree<T> = { v: T; kids: Tree<T>[] };",
      "const t: Tree<string> = { v: zipped[0]!.k, kids: [{ v: 'y', kids: [] }] };\n[typeof rec, t.kids.length]",
    ],
    "[ 'object', 1 ]",
  );
  gives(
    "what a cell declares for the whole notebook",
    [
      "declare global { interface Array<T> { second(): T } var shared: number }\nArray.prototype.second = function () { return this[1] };\nglobalThis.shared = 7;",
      "[[1, 2].second(), shared]",
    ],
    "[ 2, 7 ]",
  );
  gives(
    "modules that a cell declares",
    [
      "declare module 'node:fs' { interface Stats { extra?: string } }",
      "import type { Stats } from 'node:fs';\nconst e: Stats['extra'] = 'e'; e",
    ],
    "'e'",
  );
  test("is not seen by a notebook beside it", async () => {
    const folder = createFolder();
    await runCells(["declare global { var onlyHere: number }", "onlyHere"], { folder });
    expect(await lastOf(["onlyHere"], { folder })).toMatch(/^TS2304/);
    rmSync(folder, { recursive: true });
  });
});

describe("a notebook in JavaScript", () => {
  const javascript = (name: string, cells: readonly string[], expected: string | RegExp) =>
    test(name, async () => {
      const last = await lastOf(cells, { language: "javascript" });
      if (typeof expected === "string") expect(last).toBe(expected);
      else expect(last).toMatch(expected);
    });
  javascript(
    "is not checked",
    [
      "const a = 1; a.b?.c; undeclared = 2;\nfunction f() { return this === globalThis }",
      "[undeclared, f()]",
    ],
    "[ 2, true ]",
  );
  javascript(
    "shares its variables",
    ["let rate = 2; var v = 1; class K { get() { return rate } }", "rate = 3; v += 1", "[new K().get(), v]"],
    "[ 3, 2 ]",
  );
  javascript(
    "imports, awaits, and has a value",
    ["import { sep } from 'node:path';\nconst n = await 1;\nsep.length + n"],
    "2",
  );
  javascript(
    "may declare functions twice",
    ["function f() { return 1 }\nfunction f() { return 2 }\nf()"],
    "2",
  );
  javascript("has errors of syntax", ["let a = ;"], /^TS1109 1:9/);
  javascript(
    "may have what strict code may not",
    ["var mode = 0755, old = 089, text = '\\101';\n[mode, old, text]"],
    "[ 493, 89, 'A' ]",
  );
  javascript("has no types", ["let a: number = 1;"], /^TS8010 1:8/);
  javascript(
    "has an error of V8's where a name is declared twice",
    ["let a = 1;\nlet a = 2;"],
    "SyntaxError: Identifier 'a' has already been declared",
  );
  javascript(
    "has constants",
    [
      "const c = 1;\ntry { c = 2 } catch (e) { console.log(e.name) }",
      "try { c++ } catch (e) { console.log(e.name) }\nc",
    ],
    "TypeError\n1",
  );
  javascript(
    "is checked where a cell asks for it, with what earlier cells have declared",
    [
      "const text = 'a'; let n = 1;\n/** @param {number} x */ function twice(x) { return 2 * x }",
      "// @ts-check\nn = twice(3);\ntwice(text)",
    ],
    /^TS2345 3:7/,
  );
  javascript(
    "uses `using`, too",
    ["{ using h = { [Symbol.dispose]() { console.log('closed') } }; }"],
    "closed\n",
  );
});

test("a cell is compiled the same whatever was compiled before it", async () => {
  const notebook = openNotebook();
  const request = { setting: notebook.setting, history: [], source: "const [a, b] = [1, 'x'];" };
  const first = await compiler.compile(request);
  await compiler.compile({ ...request, source: "declare global { var a: string }" });
  expect(await compiler.compile(request)).toEqual(first);
  await notebook.close();
});
