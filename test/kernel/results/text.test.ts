import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { bundleOf } from "../../../lib/kernel/results/index.js";
import { formsOf } from "./support.js";

const textOf = async (value: unknown) => String((await formsOf(value))["text/plain"]);

describe("the text of a result", () => {
  it("is what the REPL prints", async () => {
    expect(await formsOf("a\n<b>")).toEqual({ "text/plain": "'a\\n<b>'" });
    expect(await textOf(-0)).toBe("-0");
    expect(await textOf(12n)).toBe("12n");
    expect(await textOf({ a: { b: { c: { d: {} } } } })).toContain("d: {}");
    expect(await textOf({ value: 1, low: 0, unit: "percent", sources: ["a"] })).toBe(
      "{ value: 1, low: 0, unit: 'percent', sources: [ 'a' ] }",
    );
  });
  it("is coloured where that is asked for", async () => {
    expect((await bundleOf(1, { colours: true }))?.data["text/plain"]).toBe("\u001b[33m1\u001b[39m");
  });
  it("is there for null, and not for undefined", async () => {
    expect(await bundleOf(null, { colours: false })).toEqual({
      data: { "text/plain": "null" },
      metadata: {},
    });
    expect(await bundleOf(undefined, { colours: false })).toBeNull();
  });
  it("is that of a promise's value, or of the promise that was rejected", async () => {
    expect(await textOf(Promise.resolve(3))).toBe("3");
    expect(await textOf(Promise.reject(new Error("no")))).toMatch(/^Promise {\s+<rejected> Error: no/);
  });
  it("is the stack of an error without the lines of Node and of the kernel", async () => {
    const error = new Error("boom");
    error.stack =
      "Error: boom\n    at cell:1:7\n    at run (kernel:3:1)\n    at Session.post (node:inspector:2:1)";
    const machinery = (line: string) => line.includes("kernel:");
    const result = await bundleOf(error, { colours: false, machinery });
    expect(result?.data["text/plain"]).toBe("Error: boom\n    at cell:1:7");
  });
});

describe("a value that cannot be printed as others are", () => {
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const refuse = () => {
    throw new Error("refused");
  };
  const hostile = new Proxy([{ a: 1 }], {
    get: refuse,
    ownKeys: refuse,
    getPrototypeOf: refuse,
    has: refuse,
  });
  const badStack = Object.defineProperty(new Error("x"), "stack", { get: refuse });
  const cyclic: Record<string, unknown> = { name: "x" };
  cyclic.self = cyclic;
  it.each([
    ["a revoked proxy", revoked.proxy, "<Revoked Proxy>"],
    ["a proxy whose traps all throw", hostile, "[ { a: 1 } ]"],
    [
      "a getter that throws",
      Object.defineProperty({}, "a", { get: refuse, enumerable: true }),
      "{ a: [Getter] }",
    ],
    ["a broken inspect", { a: 1, [inspect.custom]: refuse }, "a: 1"],
    [
      "a tag that throws",
      {
        get [Symbol.toStringTag]() {
          return refuse();
        },
      },
      // Newer versions of Node do not read it.
      /^\[cannot be printed: Error: refused\]$|^{ Symbol\(Symbol\.toStringTag\): \[Getter\] }$/,
    ],
    ["an error whose stack throws", badStack, /refused|^\[Error: x\]$/],
    ["a cycle", cyclic, "<ref *1> { name: 'x', self: [Circular *1] }"],
    ["no prototype", Object.assign(Object.create(null), { a: 1 }), "[Object: null prototype] { a: 1 }"],
    [
      "a thrown value that cannot be printed",
      {
        [inspect.custom]() {
          throw revoked.proxy;
        },
      },
      "inspect.custom",
    ],
  ])("has a text all the same: %s", async (_, value, text) => {
    const printed = await textOf(value);
    if (typeof text === "string") expect(printed).toContain(text);
    else expect(printed).toMatch(text);
  });
});

describe("a huge value", () => {
  it("is cut, and says what is left", async () => {
    expect(await textOf(new Array(10_000_000).fill(1))).toContain("... 9999900 more items");
    expect(await textOf(new Map(Array.from({ length: 1000 }, (_, i) => [i, i])))).toContain(
      "... 900 more items",
    );
    expect((await textOf("x".repeat(1_000_000))).length).toBeLessThan(101_000);
  });
  it("is cut where items are missing, which Node takes seconds for", async () => {
    const list = new Array(2_000_000).fill(1);
    delete list[5];
    expect(await textOf(list)).toMatch(/<1 empty item>[\s\S]*\.\.\. 1999900 more items\n\]$/);
    expect(await textOf({ list })).toBe("{ list: [Array] }");
  });
  it("is cut where an object has too many properties", async () => {
    const record = Object.fromEntries(Array.from({ length: 50_000 }, (_, i) => [`k${i}`, i]));
    const text = await textOf(record);
    expect(text).toMatch(/k999: 999,\n {2}\.\.\. 49000 more properties\n}$/);
    expect(await textOf({ record })).toBe("{ record: [Object] }");
  });
  it("is cut to fewer items before it is cut in its depth", async () => {
    const wide = Array.from({ length: 100 }, (_, i) => ({ [`a${i}`]: "x".repeat(5_000) }));
    expect(await textOf(wide)).toMatch(/a19: [\s\S]*\.\.\. 80 more items/);
  });
});
