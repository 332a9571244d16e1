import { describe, expect, test } from "vitest";
import { isSharedName, spell } from "../../../lib/kernel/compiler/cell/shared-names.js";
import { lastOf, runCells } from "./notebook.js";

const gives = (name: string, cells: readonly string[], expected: string) =>
  test(name, async () => expect(await lastOf(cells)).toBe(expected));

test("names of Node's and browsers' globals are spelled with a mark that nobody sees", () => {
  for (const name of [
    "URL",
    "process",
    "fetch",
    "window",
    "document",
    "define",
    "module",
    "Deno",
    "jQuery",
    "self",
  ])
    expect(isSharedName(name), name).toBe(true);
  expect(spell("URL")).toBe("URL\u200c");
  expect(spell("rate")).toBe("rate");
});

describe("a variable with the name of a global", () => {
  gives(
    "is not seen by libraries",
    [
      "const window = 1; const process = { me: 1 };\nconst seen = new Function('return typeof window + typeof process.me')();",
      "[window, process.me, seen]",
    ],
    "[ 1, 1, 'undefinedundefined' ]",
  );
  gives(
    "is one for all cells",
    ["let status = 'new';\nconst get = () => status;", "status = 'old';", "[get(), status]"],
    "[ 'old', 'old' ]",
  );
  gives(
    "leaves the global to those before it",
    [
      "const before = () => new URL('http://a/b').pathname;",
      "class URL { pathname = 'mine' }",
      "[before(), new URL().pathname]",
    ],
    "[ '/b', 'mine' ]",
  );
  gives(
    "is written out in objects",
    [
      "const URL = 'u'; let event = 'e';",
      "const o = { URL, event, name: 1 };\n({ event } = { event: 'f' });\nconst { URL: taken } = o;\n[o, event, taken]",
    ],
    "[ { URL: 'u', event: 'e', name: 1 }, 'f', 'u' ]",
  );
  gives(
    "is taken out of objects",
    [
      "const { URL, event = 'x', ...parent } = { URL: 'u', a: 1 } as any;\nconst [top, { length }] = [1, [2, 3]] as const;",
      "[URL, event, parent, top, length]",
    ],
    "[ 'u', 'x', { a: 1 }, 1, 2 ]",
  );
  gives(
    "is another than names of its own inside",
    [
      "const name = 'outer';",
      "const inner = ((name: string) => name)('parameter');\nconst local = (() => { const name = 'local'; return { name } })();\nlet caught; try { throw 'caught' } catch (name) { caught = name }\nclass C { name = 'field'; static origin() { return name } }\nname: for (;;) break name;\nconst f = function name() { return typeof name };\n[inner, local, caught, new C().name, C.origin(), f(), { name: 'key' }.name, name]",
    ],
    "[\n  'parameter',\n  { name: 'local' },\n  'caught',\n  'field',\n  'outer',\n  'function',\n  'key',\n  'outer'\n]",
  );
  gives(
    "knows itself inside of its class",
    [
      "class Event { static count = 0; static make() { Event.count++; return new Event() } self() { return Event } }",
      "const e = Event.make(); [Event.count, e.self() === Event, e instanceof Event]",
    ],
    "[ 1, true, true ]",
  );
  gives(
    "may be a type as well",
    [
      "interface Request { id: number }\nconst Request = (id: number): Request => ({ id });",
      "const r: Request = Request(5); r.id",
    ],
    "5",
  );
  gives(
    "may be imported",
    [
      "import { performance as fetch, URL as Blob } from 'node:perf_hooks' with {};"
        .replace("URL as Blob", "PerformanceObserver as Blob")
        .replace(" with {}", ""),
      "[typeof fetch.now, typeof Blob]",
    ],
    "[ 'function', 'function' ]",
  );
  gives(
    "may be a namespace, an enumeration, a loop's",
    [
      "enum Option { a }\nnamespace Text { export const t = 1 }\nfor (var status of [1, 2]);\nfor (var { name } of [{ name: 'n' }]);",
      "[Option.a, Text.t, status, name]",
    ],
    "[ 0, 1, 2, 'n' ]",
  );
  gives(
    "is one of CommonJS",
    [
      "const module = 'm', exports = 'e';\nfunction require(s: string) { return s }",
      "[module, exports, require('r')]",
    ],
    "[ 'm', 'e', 'r' ]",
  );
  gives(
    "stands in for a function's default",
    ["let origin = 2;", "const f = (a = origin, { b = origin } = {}) => a + b;\norigin = 5;\nf()"],
    "10",
  );
});

test("the variables that a cell declares are told, with how they are spelled", async () => {
  const [outcome] = await runCells([
    "import { join } from 'node:path'; const URL = 1, a = 2; type T = 1; interface I {} function f() {} class K {} enum E { e } for (var i = 0; i < 1; i++); { let hidden } using u = null; @((c: unknown, _: unknown) => c as never) class D {}",
  ]);
  const declared = outcome?.compiled?.declared ?? [];
  expect(declared.map(({ name }) => name).sort()).toEqual(["D", "E", "K", "URL", "a", "f", "i", "join", "u"]);
  expect(declared.find(({ name }) => name === "URL")?.spelled).toBe("URL\u200c");
});
