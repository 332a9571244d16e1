import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll } from "vitest";
import { formatNotebook, type JsonObject } from "../../../lib/notebook/nbformat/index.js";
import { notebookOf } from "../run/support.js";

/** The command as it stands in the repository. */
export const TSNB = fileURLToPath(new URL("../../../lib/notebook/bin/tsnb.js", import.meta.url));

/** The end of a call of `tsnb`. */
export interface Called {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A call of `tsnb` that goes on. */
export interface Calling {
  readonly child: ChildProcess;
  readonly ended: Promise<Called>;
  /** Settles as soon as standard error shows the text. */
  says(text: string): Promise<void>;
}

/** Calls the real `tsnb` in a process group of its own. */
export function call(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Calling {
  return callNode([TSNB, ...args], cwd, env);
}

/** Calls a program that serves notebooks, and gives the link that it prints. */
export function serve(
  args: readonly string[],
  cwd: string,
  env: NodeJS.ProcessEnv = {},
): Calling & { readonly link: Promise<URL> } {
  // As below npm: it ends with this process, also where that is killed.
  const calling = callNode(args, cwd, { ...env, npm_lifecycle_event: "test" });
  let said = "";
  calling.child.stderr?.on("data", (text: string) => {
    said += text;
  });
  const link = calling.says("Ctrl-C").then(() => new URL(/^ {2}(http\S+)$/m.exec(said)?.[1] ?? ""));
  return { ...calling, link };
}

function callNode(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): Calling {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let stdout = "";
  let stderr = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const ended = new Promise<Called>((resolve) =>
    child.once("close", (code) => resolve({ code, stdout, stderr })),
  );
  return {
    child,
    ended,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => stderr.includes(text) && resolve();
        child.stderr?.on("data", look);
        void ended.then(() => reject(new Error(`tsnb has ended without saying "${text}": ${stderr}`)));
        look();
      }),
  };
}

/** Calls `tsnb` and waits for its end. */
export function tsnb(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}): Promise<Called> {
  return call(args, cwd, env).ended;
}

/** A temporary folder that goes with the test file. */
export function temporaryFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "tsnb-cli-")));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Writes a notebook of code cells and gives its path. */
export function writeNotebook(
  path: string,
  ...cells: readonly (string | readonly [string, JsonObject])[]
): string {
  writeFileSync(path, formatNotebook(notebookOf(...cells)));
  return path;
}

/** Every file of a folder with its content, but for what is kept of runs. */
export function contents(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder)
      .filter((name) => name !== ".tsnb")
      .sort()
      .map((name) => [name, readFileSync(join(folder, name), "utf8")]),
  );
}

/** The lines of a text, without the empty one after the last. */
export function lines(text: string): string[] {
  return text.replace(/\n$/, "").split("\n");
}
