// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are texts here
import { describe, expect, test } from "vitest";
import { lastOf, runCells } from "./notebook.js";

const gives = (name: string, cells: readonly string[], expected: string) =>
  test(name, async () => expect(await lastOf(cells)).toBe(expected));

describe("the value of a cell", () => {
  gives("is that of its last expression", ["const t = 1 + 1;\nt"], "2");
  gives("is none where the last statement is none", ["1;\nconst t = 2;"], "");
  gives("may be a string alone", ["'use strict'"], "'use strict'");
  gives("may be an object in parentheses, followed by a comment", ["({ a: 1 }); // that is all"], "{ a: 1 }");
  gives("may be awaited", ["await Promise.resolve(3)"], "3");
  gives("may be a comma's last", ["1, 2"], "2");
  gives("is what is exported by default", ["export default 1 + 2"], "3");
  gives("is no function that has a name", ["export default function named() { return 2; }", "named()"], "2");
  gives(
    "may be a class without a name",
    ["export default class { static a = 1 }"],
    "[class (anonymous)] { a: 1 }",
  );
  gives("of one that writes keeps its line", ["process.stdout.write('no newline')"], "no newlinetrue");
});

describe("await at the top", () => {
  gives(
    "in a loop",
    ["async function* two() { yield 1; yield 2; }\nfor await (const n of two()) console.log(n);"],
    "1\n2\n",
  );
  gives(
    "in defaults, patterns, templates and conditions",
    [
      "const { a = await 1, [await 'b']: b } = { b: 2 } as { a?: number; b: number };\nif (await true) { console.log(`${await a} ${b}`) }",
    ],
    "1 2\n",
  );
  gives("in a class", ["class W { [await 'm']() { return 4 } static s = 1 }\n(new W() as any).m()"], "4");
  gives(
    "in nested blocks and labels",
    ["l: for (const p of [1, 2]) { switch (await p) { case 2: console.log(p); break l } }"],
    "2\n",
  );
});

describe("using", () => {
  const handle =
    "class Handle implements Disposable { constructor(readonly name = 'h') {} [Symbol.dispose]() { console.log('closed', this.name); } }";
  gives(
    "in a block",
    [`${handle}\n{ using h = new Handle(); console.log('open', h.name); }`],
    "open h\nclosed h\n",
  );
  gives(
    "at the top: closed at the end of the cell, whose other names stay",
    [
      handle,
      "using top = new Handle('top');\nconst more = [top.name];\nlet n = 1;\nfunction f() { return more; }\nclass D { d = 1 }\nenum E { e }\nfor (var i = 0; i < 2; i++);\nn + 1",
      "[f(), n, new D().d, E.e, i]",
    ],
    "[ [ 'top' ], 1, 1, 0, 2 ]",
  );
  test("at the top, the value of the cell is kept", async () => {
    const [, outcome] = await runCells([handle, "using v = new Handle('v');\nv.name + '!'"]);
    expect(outcome).toMatchObject({ printed: "closed v\n", value: "'v!'" });
  });
  gives(
    "that awaits",
    [
      "{ await using a = { async [Symbol.asyncDispose]() { console.log('closed later') } }; console.log(typeof a) }",
    ],
    "object\nclosed later\n",
  );
});

describe("decorators", () => {
  gives(
    "standard ones",
    [
      "function twice(method: (...p: never[]) => number, context: ClassMethodDecoratorContext) {\n  return function (this: unknown, ...p: never[]) { return 2 * method.apply(this, p) }\n}\nfunction named(c: new () => object, { name }: ClassDecoratorContext) { console.log(name) }",
      "@named class A { @twice one() { return 1 } @((_value: unknown, _context: unknown) => undefined as never) accessor x = 3; static self = new A() }\n[new A().one(), A.self.x]",
    ],
    "A\n[ 2, 3 ]",
  );
});

describe("what is TypeScript's alone", () => {
  gives(
    "enumerations, constant ones too, and later cells know them",
    [
      "enum Colour { red = 'r', blue = 'b' }\nconst enum Size { s = 1, l = s << 2 }\ndeclare const never: number;",
      "[Colour.blue, Size.l]",
    ],
    "[ 'b', 4 ]",
  );
  gives(
    "namespaces",
    [
      "namespace Geo { export let scale = 2; export namespace Inner { export const by = (n: number) => n * scale } export interface P { p: number } }\nimport by = Geo.Inner.by;",
      "const p: Geo.P = { p: by(2) };\nGeo.scale = 3;\n[p.p, by(2)]",
    ],
    "[ 4, 6 ]",
  );
  gives(
    "abstract classes, parameter properties, overloads, index signatures",
    [
      "abstract class Shape { constructor(protected readonly side: number) {} abstract area(): number; [key: string]: unknown }\nclass Square extends Shape { area() { return this.side ** 2 } }\nfunction pick(a: string): string;\nfunction pick(a: number): number;\nfunction pick(a: unknown) { return a }",
      "[new Square(3).area(), pick('x').length]",
    ],
    "[ 9, 1 ]",
  );
  gives(
    "generics, satisfies, const parameters, assertions",
    [
      "const first = <const T extends readonly unknown[]>(t: T) => t[0] as T[0];\nconst conf = { port: 1, host: 'h' } satisfies Record<string, number | string>;\nconst n = first([7, 'x']); const seven: 7 = n;",
      "[conf.host.length, (seven as number)!]",
    ],
    "[ 1, 7 ]",
  );
  gives(
    "predicates that are inferred",
    [
      "const found = [1, null, 2].filter((x) => x !== null);\nconst sum: number = found[0] + found[1];\nconsole.log(sum);",
    ],
    "3\n",
  );
  gives(
    "assertion functions of earlier cells",
    [
      "function must(v: unknown): asserts v is string { if (typeof v !== 'string') throw 1 }\nconst arrow: (v: unknown) => asserts v = (v) => {};\nlet v: unknown = 'abc';",
      "must(v); arrow(v);\nv.length",
    ],
    "3",
  );
  gives(
    "mapped, conditional and template types",
    [
      "type Keys<T> = { [K in keyof T as `get${Capitalize<K & string>}`]: () => T[K] };\ntype U = Keys<{ a: 1 }>;",
      "const u: U = { getA: () => 1 };\nu.getA()",
    ],
    "1",
  );
});

describe("JavaScript that V8 must see as it stands", () => {
  gives(
    "flags and groups of expressions",
    ["const m = /(?<y>\\d{4})/dv.exec('in 2025')!;\n[m.groups!.y, m.indices![0]]"],
    "[ '2025', [ 3, 7 ] ]",
  );
  gives(
    "numbers, templates and strings",
    [
      "const tag = (s: TemplateStringsArray, ...v: unknown[]) => s.raw.join('|') + v;\n[1_000n ** 2n, tag`a\\n${1}b`, '\\u{1F600}'.length].map(String)",
    ],
    "[ '1000000', 'a\\\\n|b1', '2' ]",
  );
  gives(
    "getters, private members, static blocks",
    [
      "class P { #x = 1; static n = 0; static { P.n = 2 } get x() { return this.#x } set x(v) { this.#x = v } has(o: object) { return #x in o } }\nconst p = new P(); p.x += P.n;\n[p.x, p.has(p)]",
    ],
    "[ 3, true ]",
  );
  gives(
    "optional chains, nullish, spread, labels, generators",
    [
      "const o: { a?: { b: number[] } } = {};\nfunction* g() { yield* [1, 2] }\nouter: while (true) { do { break outer } while (true) }\n[o.a?.b?.[0] ?? 'none', ...g()]",
    ],
    "[ 'none', 1, 2 ]",
  );
});

describe("names of functions and classes", () => {
  gives(
    "are as written",
    [
      "function f() {}\nconst g = () => {};\nclass K {}\nasync function* h() {}\nlet q = class {}",
      "[f, g, K, h, q].map((x) => x.name)",
    ],
    "[ 'f', 'g', 'K', 'h', 'q' ]",
  );
  gives(
    "are as written for names that are globals, too",
    [
      "function fetch() {}\nconst open = async () => {};\nclass Event {}\nlet Map = class {};\nvar name = function () {}",
      "[fetch, open, Event, Map, name].map((x) => x.name)",
    ],
    "[ 'fetch', 'open', 'Event', 'Map', 'name' ]",
  );
  gives(
    "stay out of a function's text",
    ["const op = { sqrt: Math.sqrt };\nconst e = (d: { x: number }) => op.sqrt(d.x);", "e.toString()"],
    "'(d) => op.sqrt(d.x)'",
  );
});
