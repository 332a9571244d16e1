import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Kernel, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run } from "./support.js";

// What the running Node has is known to the compiler, and what it lacks can be asked for.

const cwd = mkdtempSync(join(tmpdir(), "tsnb-test-"));
let kernel: Kernel;
beforeAll(async () => {
  kernel = await startKernel({ cwd });
});
afterAll(async () => {
  await kernel.shutdown();
  rmSync(cwd, { recursive: true });
});

const NAMES = [
  ...[
    "console",
    "process",
    "Buffer",
    "URL",
    "URLSearchParams",
    "TextEncoder",
    "TextDecoder",
    "AbortController",
  ],
  ...[
    "AbortSignal",
    "fetch",
    "Headers",
    "Request",
    "Response",
    "FormData",
    "Blob",
    "File",
    "structuredClone",
  ],
  ...[
    "queueMicrotask",
    "setImmediate",
    "performance",
    "crypto",
    "WebAssembly",
    "MessageChannel",
    "MessagePort",
  ],
  ...["BroadcastChannel", "Event", "EventTarget", "CustomEvent", "ReadableStream", "WritableStream"],
  ...[
    "TransformStream",
    "CompressionStream",
    "DecompressionStream",
    "TextDecoderStream",
    "atob",
    "btoa",
    "Intl",
  ],
  ...[
    "SharedArrayBuffer",
    "Atomics",
    "WeakRef",
    "FinalizationRegistry",
    "DOMException",
    "global",
    "globalThis",
  ],
  ...["PerformanceObserver"],
];

test("globals of Node are what they are outside of a notebook", async () => {
  const { stdout, result } = await run(
    kernel,
    NAMES.map((name) => `console.log("${name}", typeof ${name});`).join("\n"),
  );
  expect(result.error?.traceback).toBeUndefined();
  expect(stdout).toBe(NAMES.map((name) => `${name} ${typeof Reflect.get(globalThis, name)}\n`).join(""));
});

test("those of browsers and of other versions of Node can be asked for", async () => {
  const names = ["navigator", "WebSocket", "localStorage", "document", "window", "Deno"];
  const { result } = await run(
    kernel,
    names.map((name) => `console.log("${name}", typeof ${name});`).join("\n"),
  );
  expect(result.status).toBe("ok");
});

test("the variables of CommonJS are there", async () => {
  const { stdout } = await run(
    kernel,
    "console.log(typeof require, typeof module, typeof exports, typeof __dirname, typeof __filename, require('node:path').sep)",
  );
  expect(stdout).toBe("function object object string string /\n");
});

test("what is defined on exports can be defined again, as by a cell that is run again", async () => {
  const code = "Object.defineProperty(exports, 'own', { value: CODE }); console.log(exports.own)";
  const first = await run(kernel, code.replace("CODE", "1"));
  const second = await run(kernel, code.replace("CODE", "2"));
  expect([first.stdout, second.stdout]).toEqual(["1\n", "2\n"]);
  const frozen = "exports.y = 3; Object.freeze(exports); console.log(Object.isFrozen(exports))";
  expect((await run(kernel, frozen)).stdout).toBe("true\n");
});

describe.each([
  ['const a = await fetch("data:text/plain,hi"); console.log(await a.text());', "hi\n"],
  [
    'const r = await fetch("data:application/json,{}"); const j: any = await r.json(); console.log(j);',
    "{}\n",
  ],
  ['import { parseArgs } from "node:util"; console.log(typeof parseArgs);', "function\n"],
  ['import test from "node:test"; console.log(typeof test);', "function\n"],
  ['import { setTimeout as s } from "timers/promises"; console.log(typeof s);', "function\n"],
  ['console.log([1, 2].at(-1), Object.hasOwn({ a: 1 }, "a"), "aXb".replaceAll("X", "-"));', "2 true a-b\n"],
  ['console.log(new Intl.ListFormat("en").format(["a", "b"]));', "a and b\n"],
  [
    'console.log(new Intl.Segmenter("en", { granularity: "word" }).segment("a b").containing(0)?.segment);',
    "a\n",
  ],
  ["console.log(typeof Array.fromAsync, typeof process.loadEnvFile, Array.fromAsync === undefined);", null],
  ["const h = new Headers([['a', '1']]); for (const [k, v] of h) console.log(k, v);", "a 1\n"],
  ['const u = new URLSearchParams("a=1"); for (const [k, v] of u) console.log(k, v);', "a 1\n"],
  ["const ac = AbortSignal.any([]); console.log(ac.aborted);", "false\n"],
  ["import.meta.dirname", ""],
])("%s", (code, expected) => {
  test("runs", async () => {
    const { result, stdout } = await run(kernel, code);
    expect(result.error?.traceback.join("\n")).toBeUndefined();
    if (expected !== null) expect(stdout).toBe(expected);
  });
});

// What only a declaration file could not say refuses no cell; each cell rests on those before it.
const DECLARATIONS: readonly (readonly [code: string, printed: string | RegExp])[] = [
  ["const h1 = new Headers();", ""],
  [
    "const Mix = <T extends new (...a: any[]) => {}>(B: T) => class extends B { private secret = 1; protected p = 2; };",
    "",
  ],
  ["const C1 = class { private x = 1; };\nconsole.log(new C1());", "C1 { x: 1 }\n"],
  [
    "function made() { class Local { private y = 2; z = 3 } return new Local(); }\nconst l = made(); console.log(l.z);",
    "3\n",
  ],
  ['const sym = Symbol("s"); const withSym = { [sym]: 1 }; console.log(withSym[sym]);', "1\n"],
  ['const aq = require("arquero"); console.log(typeof aq.table);', "function\n"],
  ['import { from } from "arquero"; const t = from([{ a: 1 }]); console.log(t.numRows());', "1\n"],
  ["const rec = { a: { b: () => rec.a } } as any; console.log(typeof rec);", "object\n"],
  [
    "function gen() { return { *[Symbol.iterator]() { yield 1; } }; } const it = gen(); console.log([...it]);",
    "[ 1 ]\n",
  ],
  [
    "const zipped = Object.entries({ a: 1 }).map(([k, v]) => ({ k, v })); console.log(zipped);",
    "[ { k: 'a', v: 1 } ]\n",
  ],
  [
    'const res = await fetch("data:text/plain,x"); const hd = res.headers; console.log(hd.get("content-type"));',
    "text/plain\n",
  ],
  ["const reader = res.body!.getReader(); console.log(typeof reader.read);", "function\n"],
  [
    'import { readFile } from "node:fs/promises"; const p = readFile(process.execPath); console.log((await p).length > 1);',
    "true\n",
  ],
  [
    "const deep = { get v() { return 1; }, set v(x) {}, async m() { return 2; }, ['k' + 1]: 3 }; console.log(deep.v);",
    "1\n",
  ],
  ["let u; u = 5; console.log(u);", "5\n"],
  ['u = "now string"; console.log(u.length);', "10\n"],
  [
    "const fn = function named(this: Date, a = 1, ...r: string[]) { return this.getTime() + a; }; console.log(fn.call(new Date(0)));",
    "1\n",
  ],
  [
    "type Tree<T> = { v: T; kids: Tree<T>[] }; const tree: Tree<number> = { v: 1, kids: [] }; console.log(tree);",
    "{ v: 1, kids: [] }\n",
  ],
  ['const tt: Tree<string> = { v: "x", kids: [{ v: "y", kids: [] }] }; console.log(tt.kids.length);', "1\n"],
  [
    "class A { private a = 1; static make() { return new A(); } } const a1 = A.make(); console.log(a1);",
    "A { a: 1 }\n",
  ],
  ["class A { private a = 2; b = 3 } console.log(a1 instanceof A, new A());", "false A { a: 2, b: 3 }\n"],
  ["const same = (x: A) => x.b; console.log(same(a1 as any));", "undefined\n"],
  [
    'import fs from "node:fs"; import path, { join } from "node:path"; console.log(join("a", "b"), path.sep, typeof fs.readFileSync);',
    "a/b / function\n",
  ],
  ["export const exported = 1; export default function foo() { return 2; }\nconsole.log(exported);", "1\n"],
  ["console.log(exported + 1, foo());", "2 2\n"],
  ["export type { Tree as T2 };", ""],
];

test("what a declaration file cannot express refuses no cell", async () => {
  for (const [code, printed] of DECLARATIONS) {
    const { result, stdout } = await run(kernel, code, { timeoutMs: 30_000 });
    expect.soft(result.error?.traceback.join("\n"), code).toBeUndefined();
    expect
      .soft(stdout, code)
      .toMatch(typeof printed === "string" ? new RegExp(`^${literally(printed)}$`) : printed);
  }
});

test("a type that is not there is the author's mistake all the same", async () => {
  const { result } = await run(kernel, "const x: NoSuchType = 1;");
  expect(result.error?.evalue).toBe("Cannot find name 'NoSuchType'.");
});

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
