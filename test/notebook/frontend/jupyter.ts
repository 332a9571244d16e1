import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { freePort } from "../../support/port.js";

const EXECUTABLE = process.env.JUPYTER_NOTEBOOK ?? "/usr/bin/jupyter-notebook";

/** Whether the classic Notebook is here. Says so where it is not; in CI that is a fault. */
export const hasJupyter = ((): boolean => {
  if (existsSync(EXECUTABLE)) return true;
  if (process.env.CI)
    throw new Error(`There is no ${EXECUTABLE}; CI may not skip the test of the classic Notebook.`);
  console.log(`Skipped: no classic Notebook at ${EXECUTABLE} (JUPYTER_NOTEBOOK may name another place).`);
  return false;
})();

/** A running classic Notebook. */
export interface Jupyter {
  /** Address of a notebook's page, with the token that lets in. */
  address(notebook: string): string;
  /** What the server has written so far. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts a classic Notebook on the loopback interface; everything it keeps goes to `home`. */
export async function startJupyter(notebooks: string, dataFolder: string, home: string): Promise<Jupyter> {
  mkdirSync(home, { recursive: true });
  const port = await freePort();
  const token = "a-token-of-the-test";
  const server = spawn(
    EXECUTABLE,
    [
      "--no-browser",
      "--allow-root",
      "--ip=127.0.0.1",
      `--port=${port}`,
      "--port-retries=0",
      `--NotebookApp.token=${token}`,
      `--notebook-dir=${notebooks}`,
    ],
    {
      env: {
        ...process.env,
        HOME: home,
        JUPYTER_PATH: dataFolder,
        JUPYTER_CONFIG_DIR: join(home, "config"),
        JUPYTER_DATA_DIR: join(home, "data"),
        JUPYTER_RUNTIME_DIR: join(home, "runtime"),
      },
      stdio: ["ignore", "pipe", "pipe"],
    },
  );
  let log = "";
  await new Promise<void>((resolve, reject) => {
    const read = (text: Buffer) => {
      log += text.toString();
      if (log.includes(`http://127.0.0.1:${port}/`)) resolve();
    };
    server.stdout?.on("data", read);
    server.stderr?.on("data", read);
    server.once("exit", (code) => reject(new Error(`jupyter-notebook ended with ${code}: ${log}`)));
  });
  return {
    address: (notebook) =>
      `http://127.0.0.1:${port}/notebooks/${encodeURIComponent(notebook)}?token=${token}`,
    log: () => log,
    stop: () => stop(server),
  };
}

function stop(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    server.once("exit", () => resolve());
    // It shuts its kernels down first.
    server.kill("SIGTERM");
  });
}
