import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CellRequest, Compiled, Compiler, RanCell } from "../../../lib/kernel/compiler/contract.js";
import { connectCompiler } from "../../../lib/kernel/compiler/remote/connect.js";
import { startCompilerProcess } from "../../../lib/kernel/compiler/remote/process.js";
import { buildEntry } from "./entry.js";
import { createFolder, near } from "./notebook.js";

let entry: string;
let folder: string;

beforeAll(async () => {
  entry = await buildEntry();
  folder = createFolder();
});

afterAll(() => {
  rmSync(dirname(entry), { recursive: true });
  rmSync(folder, { recursive: true });
});

const request = (source: string, history: readonly RanCell[] = []): CellRequest => ({
  setting: { folder, language: "typescript" },
  history,
  source,
});

async function compiled(
  compiler: Compiler,
  source: string,
  history: readonly RanCell[] = [],
): Promise<Compiled> {
  const result = await compiler.compile(request(source, history));
  if (result.status !== "compiled") throw new Error(result.diagnostics[0]?.message);
  return result;
}

describe("a shared compiler", () => {
  test("serves several kernels, and is as the one in a thread", async () => {
    const shared = await startCompilerProcess({ entry, near: [near] });
    const kernels = [
      connectCompiler(shared.address, { entry, near: [near] }),
      connectCompiler(undefined, { entry, near: [near] }),
    ];
    try {
      for (const kernel of kernels) {
        const first = await compiled(kernel, "const a = 1;");
        const second = await compiled(kernel, "a + 1", [{ id: first.id }]);
        expect(second.code).toContain("a + 1");
        expect(await kernel.compile(request("a.length", [{ id: first.id }]))).toMatchObject({
          status: "refused",
          diagnostics: [{ line: 1, column: 3, code: 2339 }],
        });
        expect(kernel.version).toMatch(/^6\./);
      }
      const [one, other] = await Promise.all(kernels.map((kernel) => compiled(kernel, "const b = 2;")));
      expect(one).toEqual(other);
    } finally {
      for (const kernel of kernels) kernel.close();
      await shared.close();
    }
    expect(existsSync(shared.address)).toBe(false);
  });

  test("is started again where it has crashed, in one line, and no cell is lost", async () => {
    const lines: string[] = [];
    const shared = await startCompilerProcess({ entry, near: [near], onRestart: (line) => lines.push(line) });
    const kernel = connectCompiler(shared.address, { entry, near: [near] });
    try {
      const first = await compiled(kernel, "const kept = 'text';");
      const second = await compiled(kernel, "const more = kept.length;", [{ id: first.id }]);
      process.kill(shared.pid ?? 0, "SIGKILL");
      const third = await compiled(kernel, "more + 1", [{ id: first.id }, { id: second.id }]);
      expect(third.code).toContain("more + 1");
      expect(lines).toEqual(["The compiler has ended (SIGKILL) and is started again; no cell is lost."]);
    } finally {
      kernel.close();
      await shared.close();
    }
  });

  test("answers editors before the cells that wait", async () => {
    const shared = await startCompilerProcess({ entry, near: [near] });
    const kernel = connectCompiler(shared.address, { entry, near: [near] });
    try {
      const order: string[] = [];
      const note = (name: string) => () => void order.push(name);
      await compiled(kernel, "0");
      await Promise.all([
        ...Array.from({ length: 5 }, (_, index) => compiled(kernel, `${index + 1}`).then(note("cell"))),
        kernel.complete({ ...request("con"), position: 3 }).then(note("completion")),
      ]);
      expect(order.indexOf("completion")).toBeLessThan(4);
    } finally {
      kernel.close();
      await shared.close();
    }
  });

  test("ends with the process that has started it, even by SIGKILL, and leaves no socket", async () => {
    const script = `
      const { startCompilerProcess } = await import(${JSON.stringify(new URL("../../../lib/kernel/compiler/index.ts", import.meta.url).href)});
      const compiler = await startCompilerProcess(${JSON.stringify({ entry, near: [near] })});
      await compiler.listening;
      console.log(JSON.stringify({ address: compiler.address, pid: compiler.pid }));
      setInterval(() => {}, 1000);`;
    const parent = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [line] = await once(parent.stdout, "data");
    const { address, pid } = JSON.parse(String(line));
    expect(existsSync(address)).toBe(true);
    parent.kill("SIGKILL");
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);
    await expect.poll(() => existsSync(dirname(address))).toBe(false);
  });

  test("that is gone for good gives way to one of the kernel's own", async () => {
    const kernel = connectCompiler(`${folder}/nobody`, { entry, near: [near], patienceMs: 200 });
    expect((await compiled(kernel, "const c = 1;")).declared).toEqual([{ name: "c", spelled: "c" }]);
    kernel.close();
  });
});

test("an error of a module's syntax arrives with its places", async () => {
  const kernel = connectCompiler(undefined, { entry, near: [near] });
  const broken = createFolder({ "broken.ts": "export const a = ;" });
  await expect(kernel.transpile(`${broken}/broken.ts`)).rejects.toMatchObject({
    name: "SyntaxError",
    diagnostics: [{ line: 1, column: 18, message: "Expression expected." }],
  });
  kernel.close();
  rmSync(broken, { recursive: true });
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
