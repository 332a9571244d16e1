// biome-ignore-all lint/suspicious/noTemplateCurlyInString: cells are texts here
import { describe, expect, test } from "vitest";
import { lastOf } from "./notebook.js";

const gives = (name: string, cells: readonly string[], expected: string) =>
  test(name, async () => expect(await lastOf(cells)).toBe(expected));

describe("exports of every form", () => {
  gives(
    "are variables",
    [
      "export enum E { a = 1 }\nexport namespace N { export const n = 2 }\nexport abstract class A { static a = 3 }\nexport declare const never: number;\nexport import b = N.n;\nexport default interface X { x: number }\nexport async function* f() { yield 4 }",
      "const x: X = { x: 5 };\n[E.a, N.n, A.a, b, (await f().next()).value, x.x]",
    ],
    "[ 1, 2, 3, 2, 4, 5 ]",
  );
  gives(
    "with a default that has overloads, or is abstract",
    [
      "export default function pick(a: string): string;\nexport default function pick(a: number): number;\nexport default function pick(a: unknown) { return a }",
      "export default abstract class Base { static b = 1 }",
      "[pick(1), Base.b]",
    ],
    "[ 1, 1 ]",
  );
  gives("under another name", ["const URL = 'u';\nexport { URL as address };", "URL"], "'u'");
});

describe("variables in odd places", () => {
  gives(
    "of `var`",
    [
      "let on = false;\nif (on) var a = 1; else var a = 2;\ndo var z = 1; while (on);\nswitch (a) { case 2: var s = 3 }\nfor (var k in { q: 1 }) if (k) var deep = k;\nwith_: { var w = 4; break with_ }\nvar a: number, c;",
      "[a, z, s, k, deep, w, c].join()",
    ],
    "'2,1,3,q,q,4,'",
  );
  gives(
    "of functions in blocks beside one at the top",
    [
      "function f() { return 'top' }\n{ function f() { return 'block' } f() }\nconst g = () => { function f() { return 'inner' } return f() };",
      "[f(), g()]",
    ],
    "[ 'top', 'inner' ]",
  );
  gives(
    "in defaults that mention one another",
    [
      "const a = 1, { b = a, c = b + 1 } = {} as { b?: number; c?: number }, [d = c] = [] as number[];",
      "[a, b, c, d]",
    ],
    "[ 1, 1, 2, 2 ]",
  );
  gives(
    "that only closures read before they have a value",
    ["const later = () => value;\nlet value = 1;", "value = 2;", "later()"],
    "2",
  );
});

describe("names that are globals, in odd places", () => {
  gives(
    "as methods, keys, labels, members, operands",
    [
      "let URL = 'v', name = 'n', event = { name: 'e' };\nconst o = { URL() { return URL }, get name() { return name }, [name]: 1, event };\nclass K { event = event; static [URL] = 2; ['name'] = name; #event = 3; get() { return this.#event } }",
      "delete (event as { name?: string }).name;\n[o.URL(), o.name, o.n, o.event, new K().name, K.v, new K().get(), typeof URL, 'name' in o, `${name}${event.name ?? ''}`].map(String).join(' ')"
        .replaceAll("o.n,", "(o as any).n,")
        .replace("K.v", "(K as any).v"),
    ],
    "'v n 1 [object Object] n 2 3 string true n'",
  );
  gives(
    "assigned to in patterns and loops",
    [
      "let status: any, length: any, top: any;\nfor (status of [1, 2]);\nfor ({ length } of ['abc']);\n[top = 5] = [];\n({ status, x: { length = 7 } = {} as any } = { status: 's' } as any);",
      "[status, length, top]",
    ],
    "[ 's', 7, 5 ]",
  );
  gives(
    "of parameters, catch clauses and inner classes stay theirs",
    [
      "const find = 1;\nconst f = (find: number, { open = find } = {} as { open?: number }) => find + open;\nlet r; try { throw { close: 2 } } catch ({ close }: any) { r = close }\nconst C = class find { static n = find.name };",
      "[f(3), r, C.n, find]",
    ],
    "[ 6, 2, 'find', 1 ]",
  );
});

describe("decorators and JSX as a cell asks for them", () => {
  gives(
    "a class that decorates itself and is declared again",
    [
      "const seen: string[] = [];\nfunction log<T extends new (...a: any[]) => object>(c: T, context: ClassDecoratorContext) { seen.push(String(context.name)); return class extends c { extra = 1 } }\n@log class A { a = 1 }",
      "@log class A { b = 2 }",
      "[seen, (new A() as any).extra, new A().b]",
    ],
    "[ [ 'A', 'A' ], 1, 2 ]",
  );
  gives(
    "@jsx",
    [
      "/** @jsx */\nconst React = { createElement: (...parts: unknown[]) => parts };\ndeclare global { namespace JSX { interface IntrinsicElements { b: object } } }\n<b>x</b>",
    ],
    "[ 'b', null, 'x' ]",
  );
});

describe("cells that begin or end oddly", () => {
  gives("with nothing", ["", "1"], "1");
  gives("with comments alone", ["// only\n/* comments */", "2"], "2");
  gives("with a comment at the end and no line break", ["3 // three"], "3");
  gives("with line ends of Windows", ["const a = 1;\r\nconst b = 2;\r\na + b\r\n"], "3");
  gives("with a hash-bang", ["#!/usr/bin/env node\n4"], "4");
  gives("with a directive", ["'use strict';\n5"], "5");
  gives("with a statement after the expression", ["6;\n;\n"], "6");
  gives("with references to types", ['/// <reference types="node" />\nprocess.title.length > 0'], "true");
  gives("with an error that was thrown as it is", ["throw new RangeError('far')"], "RangeError: far");
});
