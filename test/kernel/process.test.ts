import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { kernelArguments, startKernel } from "tslab-kernel";
import { afterAll, expect, test } from "vitest";
import { spawnKernel } from "../../lib/kernel/client/process.js";
import { UserError } from "../../lib/notebook/errors.js";
import { isAlive } from "../notebook/faults/support.js";
import { run } from "./support.js";

const folder = mkdtempSync(join(tmpdir(), "tsnb-test-"));
afterAll(() => rmSync(folder, { recursive: true }));

const KERNEL = new URL("../../lib/kernel/index.ts", import.meta.url).href;
const TSX = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;

/** A program that starts a kernel, prints its process id, and is busy with `code` until something ends it. */
async function startProgram(
  code: string,
): Promise<{ program: ChildProcess; kernelPid: number; temporary: string }> {
  const temporary = mkdtempSync(join(folder, "tmp-"));
  const source = `
    const { startKernel } = await import(${JSON.stringify(KERNEL)});
    const kernel = await startKernel({ cwd: ${JSON.stringify(folder)} });
    void kernel.execute(${JSON.stringify(code)}, { onOutput: () => console.log(kernel.pid) });
    setInterval(() => {}, 1000);
  `;
  const program = spawn(process.execPath, ["--import", TSX, "--input-type=module", "-e", source], {
    env: { ...process.env, TMPDIR: temporary },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const kernelPid = await new Promise<number>((resolve) =>
    program.stdout?.once("data", (text) => resolve(Number(text))),
  );
  return { program, kernelPid, temporary };
}

test("the connection file is private, in a private folder, and gone with the kernel", async () => {
  const kernel = await spawnKernel({ cwd: folder });
  const { ip, transport } = kernel.connection;
  expect(transport).toBe("ipc");
  const file = join(dirname(ip), "connection.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(dirname(file)).mode & 0o777).toBe(0o700);
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(kernel.connection);
  kernel.kill();
  expect(await kernel.ended).toMatchObject({ signal: "SIGKILL" });
  expect(existsSync(dirname(file))).toBe(false);
});

test("a kernel that dies while it starts is one error with the end of its stderr", async () => {
  const start = startKernel({ cwd: folder, env: { NODE_OPTIONS: "--no-such-option" } });
  const error = await start.catch((cause: unknown) => cause);
  expect(error).toBeInstanceOf(UserError);
  expect(String(error)).toMatch(/ended with code 9 while starting: .*--no-such-option is not allowed/);
});

test("a kernel that does not answer in time is ended, and the error says how long was waited", async () => {
  await expect(startKernel({ cwd: folder, longestStartMs: 20 })).rejects.toThrow(
    /did not answer within 0.02 s while starting/,
  );
});

test("a request that comes while a socket still binds waits, and does not end the kernel", async () => {
  const slow = fileURLToPath(new URL("../notebook/fixtures/slow-bind.cjs", import.meta.url));
  const kernel = await startKernel({ cwd: folder, env: { NODE_OPTIONS: `-r ${slow}` } });
  expect(await run(kernel, "'first'")).toMatchObject({ value: "'first'", result: { idleSeen: true } });
  await kernel.shutdown();
});

test("a folder that is not there is a user's error", async () => {
  await expect(startKernel({ cwd: join(folder, "nowhere") })).rejects.toThrow(UserError);
});

test("the kernel's command line names existing files, for a Jupyter kernel spec", () => {
  const [command, ...args] = kernelArguments("{connection_file}");
  expect(existsSync(command)).toBe(true);
  expect(args.slice(-2)).toEqual(["--connection-file", "{connection_file}"]);
  for (const path of args.filter((arg) => arg.startsWith("/"))) expect(existsSync(path)).toBe(true);
});

test("a kernel in an endless loop does not outlive a program that is killed", async () => {
  const { program, kernelPid } = await startProgram("console.log('on'); await null; for (;;) {}");
  expect(isAlive(kernelPid)).toBe(true);
  program.kill("SIGKILL");
  await expect.poll(() => isAlive(kernelPid), { timeout: 10_000 }).toBe(false);
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "a program that is ended by %s takes its kernel and temporary files along",
  async (signal) => {
    const { program, kernelPid, temporary } = await startProgram(
      "console.log('on'); await new Promise(() => {})",
    );
    expect(readdirSync(temporary).filter((name) => name.startsWith("tsnb-kernel-"))).toHaveLength(1);
    const ended = new Promise((resolve) => program.once("exit", (_, by) => resolve(by)));
    program.kill(signal);
    expect(await ended).toBe(signal);
    await expect.poll(() => isAlive(kernelPid), { timeout: 10_000 }).toBe(false);
    expect(readdirSync(temporary).filter((name) => name.startsWith("tsnb-kernel-"))).toEqual([]);
  },
);
