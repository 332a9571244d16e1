import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { freePort } from "../support/port.js";
import { ROOT } from "./place.js";

/** A front end that serves a folder to a browser, and where a person looks in its pages (CSS selectors). */
export interface FrontEnd {
  readonly name: string;
  readonly versions: Readonly<Record<string, string>>;
  start(folder: string): Promise<Opened>;
  /** The line of a file in the list of files. */
  listed(file: string): string;
  /** A cell that can be read. */
  readonly cell: string;
  readonly editor: string;
  readonly completions: string;
  /** The numbers before code cells; not given where running cells is not measured. */
  readonly prompt?: string;
  /** Waits until the kernel is there and at rest. */
  ready(page: Page): Promise<unknown>;
}

/** A front end that is served. */
export interface Opened {
  /** The link that lets in and shows the notebooks. */
  readonly address: string;
  notebook(name: string): string;
  stop(): Promise<void>;
}

/** What `npm start` opens. */
export function jupyterNotebook(home: string): FrontEnd {
  const require = createRequire(join(ROOT, "lib/notebook/package.json"));
  const { version } = JSON.parse(
    readFileSync(require.resolve("@jupyter-notebook/application/package.json"), "utf8"),
  );
  return {
    name: "npm start",
    versions: { "Jupyter Notebook's front end": version },
    async start(folder) {
      const server = await serve(
        "npm",
        ["start", "--", "--no-browser"],
        folder,
        /(http:\/\/127\.0\.0\.1:\d+\/\S+)/,
        {
          TSLAB_NOTEBOOK_DATA: join(home, "tslab-notebook"),
        },
      );
      const base = new URL(server.link).origin;
      return {
        address: server.link,
        notebook: (name) => `${base}/notebooks/notebooks/${name}.ipynb`,
        stop: server.stop,
      };
    },
    listed: (file) => `.jp-DirListing-item:has-text("${file}")`,
    cell: ".jp-CodeCell .cm-content",
    editor: ".jp-Notebook .jp-CodeCell .cm-content",
    completions: ".jp-Completer-item",
    prompt: ".jp-Notebook .jp-CodeCell .jp-InputArea-prompt",
    ready: async (page) => {
      await page.locator(".jp-Toolbar-kernelName", { hasText: "tslab-notebook" }).waitFor();
      await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor();
    },
  };
}

/** Debian's classic Notebook with the project's kernel; `undefined`, with a line that says so, where it is not. */
export function classicNotebook(home: string): FrontEnd | undefined {
  let version: string;
  try {
    version = execFileSync("jupyter-notebook", ["--version"], { encoding: "utf8" }).trim();
  } catch {
    console.log("Skipped: the classic Notebook, for there is no `jupyter-notebook` here.");
    return undefined;
  }
  const tsnb = join(ROOT, "lib/notebook/bin/tsnb.js");
  execFileSync(process.execPath, [tsnb, "kernel", "install", "--dir", home]);
  return {
    name: "the classic Notebook",
    versions: { "classic Notebook": version },
    async start(folder) {
      const port = await freePort();
      const token = "token-of-the-benchmark";
      const args = [
        ...["--no-browser", "--allow-root", "--ip=127.0.0.1", "--port-retries=0"],
        ...[`--port=${port}`, `--NotebookApp.token=${token}`, `--notebook-dir=${folder}`],
      ];
      const server = await serve("jupyter-notebook", args, folder, /(http:\/\/127\.0\.0\.1:\d+\/\S*)/, {
        HOME: home,
        JUPYTER_PATH: home,
        JUPYTER_CONFIG_DIR: join(home, "config"),
        JUPYTER_DATA_DIR: join(home, "data"),
        JUPYTER_RUNTIME_DIR: join(home, "runtime"),
      });
      const at = (path: string) => `http://127.0.0.1:${port}/${path}?token=${token}`;
      return {
        address: at("tree/notebooks"),
        notebook: (name) => at(`notebooks/notebooks/${name}.ipynb`),
        stop: server.stop,
      };
    },
    listed: (file) => `#notebook_list .list_item:has-text("${file}")`,
    cell: "#notebook .code_cell .CodeMirror-code",
    editor: "#notebook .code_cell .CodeMirror-code",
    completions: "#complete option, .completions option",
    ready: (page) =>
      page.waitForFunction("Jupyter.notebook?.kernel?.is_connected() && !Jupyter.notebook.kernel_busy"),
  };
}

/** Starts a server and waits for the link that it prints. */
async function serve(
  command: string,
  args: readonly string[],
  cwd: string,
  link: RegExp,
  env: NodeJS.ProcessEnv,
): Promise<{ readonly link: string; stop(): Promise<void> }> {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let said = "";
  const found = await new Promise<string>((resolve, reject) => {
    const read = (text: Buffer) => {
      said += text;
      const [, address] = link.exec(said) ?? [];
      if (address !== undefined) resolve(address);
    };
    child.stdout?.on("data", read);
    child.stderr?.on("data", read);
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${command} ended with ${code}:\n${said}`)));
  });
  return { link: found, stop: () => end(child) };
}

/** npm and Python pass an end on to what they have started. */
function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined)
    return Promise.resolve();
  const pid = child.pid;
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    process.kill(-pid, "SIGTERM");
  });
}
