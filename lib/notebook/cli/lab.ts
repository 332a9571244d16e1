import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { constants, tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { EXIT, UserError } from "../errors.js";
import { writeKernelspec } from "./kernelspec.js";
import type { StartFlags } from "./options.js";

/**
 * Starts the user's own JupyterLab on a folder, with this package's kernel in it, and waits for its end. The kernel is
 * announced in a folder of this run alone: what the user has installed stays as it is.
 * @returns JupyterLab's exit code.
 * @throws UserError where there is no JupyterLab.
 */
export async function startLab(flags: StartFlags, signal: AbortSignal): Promise<number> {
  const data = mkdtempSync(join(tmpdir(), "tsnb-lab-"));
  try {
    await writeKernelspec({ dir: data });
    return await run(flags, data, signal);
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

function run(
  { root, port, host, token, browser }: StartFlags,
  data: string,
  signal: AbortSignal,
): Promise<number> {
  const args = [
    `--ServerApp.root_dir=${root}`,
    ...(port === undefined ? [] : [`--port=${port}`]),
    ...(host === undefined ? [] : [`--ip=${host}`]),
    ...(browser ? [] : ["--no-browser"]),
  ];
  const path = [data, process.env.JUPYTER_PATH].filter(Boolean).join(delimiter);
  // In its own process group, so that it gets Ctrl-C once: from here.
  const child = spawn("jupyter-lab", args, {
    cwd: root,
    env: { ...process.env, JUPYTER_PATH: path, ...(token === undefined ? {} : { JUPYTER_TOKEN: token }) },
    stdio: "inherit",
    detached: process.platform !== "win32",
  });
  // Asked by SIGTERM it ends without a question.
  const stop = () => void child.kill("SIGTERM");
  signal.addEventListener("abort", stop);
  return new Promise<number>((resolve, reject) => {
    child.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "ENOENT" ? missing() : error),
    );
    child.once("exit", (code, by) => resolve(code ?? 128 + (by === null ? 0 : constants.signals[by])));
  })
    .then((code) => (signal.aborted ? EXIT.interrupted : code))
    .finally(() => signal.removeEventListener("abort", stop));
}

function missing(): UserError {
  return new UserError(
    "There is no JupyterLab here: no program jupyter-lab is on the PATH.",
    "Leave --lab out for the notebooks that need no Python, or install JupyterLab.",
  );
}
