import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Ended, timed } from "./command.js";
import { ROOT } from "./place.js";

/** The kernels among the processes of a command. */
export const KERNELS = /tslab\S* kernel /;

/** Another program that makes HTML of notebooks by running them. */
export interface Peer {
  readonly name: string;
  readonly versions: Readonly<Record<string, string>>;
  /** Runs notebooks of a folder, by name, with the project's own kernel. */
  run(folder: string, names: readonly string[]): Promise<Ended>;
}

/** Jupyter's nbconvert, in whose `--execute` the project's kernel runs; `undefined`, with a line that says so, where it is not. */
export function nbconvert(home: string): Peer | undefined {
  const version = answer("jupyter", ["nbconvert", "--version"]);
  if (version === undefined) {
    console.log("Skipped: nbconvert, for there is no `jupyter nbconvert` here.");
    return undefined;
  }
  // A kernel spec of one's own; neither the user's Jupyter nor its settings take part.
  execFileSync(process.execPath, [
    join(ROOT, "lib/notebook/bin/tsnb.js"),
    "kernel",
    "install",
    "--dir",
    home,
  ]);
  const env = {
    JUPYTER_PATH: home,
    JUPYTER_CONFIG_DIR: join(home, "config"),
    JUPYTER_DATA_DIR: join(home, "data"),
    JUPYTER_RUNTIME_DIR: join(home, "runtime"),
    JUPYTER_NO_CONFIG: "1",
  };
  return {
    name: "nbconvert",
    versions: {
      nbconvert: version,
      python: answer("python3", ["--version"])?.replace(/^Python /, "") ?? "unknown",
    },
    async run(folder, names) {
      const files = names.map((name) => join("notebooks", `${name}.ipynb`));
      const options = ["--execute", "--to", "html", "--ExecutePreprocessor.kernel_name=tslab-notebook"];
      const ended = await timed("jupyter", ["nbconvert", ...options, "--output-dir", "converted", ...files], {
        cwd: folder,
        env,
        each: KERNELS,
      });
      const missing = names.filter((name) => !existsSync(join(folder, "converted", `${name}.html`)));
      if (missing.length > 0)
        throw new Error(`nbconvert has not made ${missing.join(", ")}:\n${ended.output}`);
      return ended;
    },
  };
}

function answer(command: string, args: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
