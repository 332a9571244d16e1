import { type ChildProcess, fork } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { build } from "esbuild";
import type { Child } from "./child.js";

const ROOT = resolve(import.meta.dirname, "../../..");

/** An error as the child saw it. */
export interface Failure {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly code?: string;
  /** File, line and column, where the error has them. */
  readonly place: readonly [string?, number?, number?];
}

/** A folder with a notebook's folder in it, and a process that imports what lies there. */
export interface Project {
  /** The folder of all. */
  readonly root: string;
  write(path: string, ...lines: string[]): void;
  link(path: string, target: string): void;
  /** Calls a function in the process, without what it closes over; gives its result as JSON. */
  call<T>(act: (child: Child) => T | Promise<T>): Promise<T>;
  /** The error that a function throws there. */
  failure(act: (child: Child) => unknown): Promise<Failure>;
  end(): void;
}

type Answer = { id: number; result?: unknown; error?: Failure };

/** Starts the process; `NODE_BINARY` names another Node for it. */
export async function startProject(files: Readonly<Record<string, string>> = {}): Promise<Project> {
  const root = realpathSync(mkdtempSync(join(tmpdir(), "tslab-modules-")));
  const notebooks = join(root, "notebooks");
  mkdirSync(notebooks);
  const write = (path: string, ...lines: string[]) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${lines.join("\n")}\n`);
  };
  for (const [path, text] of Object.entries(files)) write(path, text);
  const bundle = join(root, "child.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "child.ts")],
    outfile: bundle,
    bundle: true,
    platform: "node",
    format: "esm",
    logLevel: "error",
    // The bundle lies outside of this project, whose TypeScript it uses.
    plugins: [
      {
        name: "outside",
        setup: ({ onResolve }) =>
          onResolve({ filter: /^typescript$/ }, () => ({
            path: join(ROOT, "node_modules/typescript/lib/typescript.js"),
            external: true,
          })),
      },
    ],
  });
  const flags = ["--experimental-vm-modules", "--disable-warning=ExperimentalWarning", "--expose-gc"];
  const child: ChildProcess = fork(bundle, [notebooks, join(ROOT, "lib/kernel")], {
    cwd: notebooks,
    execArgv: flags,
    execPath: process.env.NODE_BINARY ?? process.execPath,
  });
  const open = new Map<number, (answer: Answer) => void>();
  await new Promise<void>((ready, failed) => {
    child.once("exit", () => failed(new Error("the process has ended")));
    child.on("message", (message: "ready" | Answer) => {
      if (message === "ready") ready();
      else open.get(message.id)?.(message);
    });
  });
  let last = 0;
  const ask = (act: (child: Child) => unknown) =>
    new Promise<Answer>((answered) => {
      const id = ++last;
      open.set(id, answered);
      child.send({ id, code: act.toString() });
    });
  return {
    root,
    write,
    link(path, target) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      symlinkSync(target, join(root, path));
    },
    async call<T>(act: (child: Child) => T | Promise<T>) {
      const { error, result } = await ask(act);
      if (error) throw new Error(error.stack);
      return result as T;
    },
    async failure(act) {
      const { error } = await ask(act);
      if (error === undefined) throw new Error("nothing was thrown");
      return error;
    },
    end() {
      child.kill();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
