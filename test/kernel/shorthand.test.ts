import type { OutputEvent } from "tslab-kernel";
import { type Kernel, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { textOf } from "./support.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await startKernel({ cwd: import.meta.dirname });
});
afterAll(() => kernel.shutdown());

async function run(code: string): Promise<string> {
  const events: OutputEvent[] = [];
  const { error } = await kernel.execute(code, { onOutput: (event) => events.push(event) });
  return error ? `${error.ename}: ${error.evalue}` : textOf(events, "stdout");
}

test("a shorthand property takes the variable, function or import of an earlier cell", async () => {
  await run('let a = 1; const b = 2; function f() { return 3; } import * as path from "node:path";');
  expect(
    await run("const c = 4; console.log(JSON.stringify({ a, b, c }), { f }.f(), typeof { path }.path.join)"),
  ).toBe('{"a":1,"b":2,"c":4} 3 function\n');
});

test("a shorthand property assigns to the variable of an earlier cell, with its default", async () => {
  await run("let x = 0; let y = 0;");
  await run("({ x, y = 5 } = { x: 7 } as { x: number; y?: number });");
  expect(await run("console.log(x, y)")).toBe("7 5\n");
});

test("a shorthand property takes the nearest name, not that of an earlier cell", async () => {
  await run("const n = 1;");
  expect(await run("console.log(JSON.stringify([2].map((n) => ({ n }))))")).toBe('[{"n":2}]\n');
});

test("keys of patterns are no names of earlier cells, whatever was declared there", async () => {
  await run(
    'const word = "A"; const things: [{ ends: string[]; word: { deep: number } }] = [{ ends: ["z"], word: { deep: 1 } }];',
  );
  const code = [
    "const first = things.map(({ ends: [end] }) => word + end);",
    "const second = things.map(({ word: { deep } }) => word + deep);",
    "const [{ ends: other, word: { deep: renamed = 2 } }] = things;",
    "let assigned: string[] = []; ({ ends: assigned } = things[0]!);",
    "console.log(first, second, other, renamed, assigned);",
  ];
  expect(await run(code.join("\n"))).toBe("[ 'Az' ] [ 'A1' ] [ 'z' ] 1 [ 'z' ]\n");
});
