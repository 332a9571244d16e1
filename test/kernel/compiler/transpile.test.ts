import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compiler, createFolder, write } from "./notebook.js";

let folder: string;

beforeAll(() => {
  folder = createFolder();
});

afterAll(() => rmSync(folder, { recursive: true }));

async function transpiled(name: string, text: string): Promise<string> {
  write(folder, name, text);
  return (await compiler.transpile(`${folder}/${name}`)).code;
}

test("types go, imports and exports stay as they are, with their endings", async () => {
  const code = await transpiled(
    "a.ts",
    "import type { T } from './t.js';\nimport { b } from './b.ts';\nexport { T, c } from './c.js';\nexport * from './d.js';\nexport const a: T = b;",
  );
  expect(code).toBe(
    "import { b } from './b.ts';\nexport { T, c } from './c.js';\nexport * from './d.js';\nexport const a = b;\n",
  );
});

test("what the running V8 lacks is written out: decorators, `using`", async () => {
  const code = await transpiled(
    "b.mts",
    "export function f() { using h = null; }\n@((_: unknown, __: unknown) => undefined as never) export class A {}",
  );
  expect(code).not.toMatch(/^\s*(?:@|using )/m);
  expect(code).toMatch(/^export /m);
});

test("JSX is, too, as the nearest tsconfig.json says", async () => {
  write(folder, "jsx/tsconfig.json", '{ "compilerOptions": { "jsx": "react", "jsxFactory": "h" } }');
  expect(await transpiled("jsx/c.tsx", "export const c = <p/>;")).toBe('export const c = h("p", null);\n');
});

test("a change of the file shows at once, and the map leads to its text", async () => {
  await transpiled("d.ts", "export const d: number = 1;");
  expect(await transpiled("d.ts", "export const d: number = 22;")).toBe("export const d = 22;\n");
  const { map } = await compiler.transpile(`${folder}/d.ts`);
  expect(JSON.parse(map).sourcesContent).toEqual(["export const d: number = 22;"]);
});

test("a mistake of types is none of its business, one of syntax is told with its place", async () => {
  expect(await transpiled("e.ts", "export const e: string = 1;")).toBe("export const e = 1;\n");
  await expect(transpiled("f.ts", "export const\nf = ;")).rejects.toMatchObject({
    name: "SyntaxError",
    diagnostics: [{ line: 2, column: 5, message: "Expression expected." }],
  });
});

test("a file that is not there is an error that names it", async () => {
  await expect(compiler.transpile(`${folder}/none.ts`)).rejects.toThrow(/none\.ts cannot be read/);
});
