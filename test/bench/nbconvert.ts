import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Ended, started } from "./command.js";

/** Jupyter's nbconvert, with kernels of its own: neither the user's Jupyter nor its settings take part. */
export interface Nbconvert {
  readonly versions: Readonly<Record<string, string>>;
  /** Where its kernels are looked for: a folder with `kernels/NAME/kernel.json` in it. */
  readonly home: string;
  /** Starts to run notebooks with a kernel and to make a page of each; paths are from `cwd`, pages go to `converted` in there. */
  start(work: Conversion): { readonly pid: number; readonly ended: Promise<Ended> };
  /** @throws Error with what it printed unless it has made all pages. */
  convert(work: Conversion): Promise<Ended>;
}

/** What is to be converted. */
export interface Conversion {
  readonly cwd: string;
  readonly notebooks: readonly string[];
  readonly kernel: string;
}

const VERSION = "7.17.2";
const PYTHON = process.env.PYTHON ?? "python3";

/**
 * Installs nbconvert from pip into a virtual environment in `home`; where that fails, takes the one that is installed.
 * `undefined`, with a line that says so, where there is none.
 */
export function findNbconvert(home: string): Nbconvert | undefined {
  const command = fromPip(join(home, "python")) ?? ["jupyter", "nbconvert"];
  const version = answer([...command, "--version"]);
  if (version === undefined) {
    console.log("Skipped: nbconvert, which pip cannot install here, and there is no `jupyter nbconvert`.");
    return undefined;
  }
  const env = {
    JUPYTER_PATH: home,
    JUPYTER_CONFIG_DIR: join(home, "config"),
    JUPYTER_DATA_DIR: join(home, "data"),
    JUPYTER_RUNTIME_DIR: join(home, "runtime"),
    JUPYTER_NO_CONFIG: "1",
  };
  const start = ({ cwd, notebooks, kernel }: Conversion) => {
    const [program = "", ...first] = command;
    const options = ["--execute", "--to", "html", `--ExecutePreprocessor.kernel_name=${kernel}`];
    return started(program, [...first, ...options, "--output-dir", "converted", ...notebooks], { cwd, env });
  };
  return {
    versions: {
      nbconvert: version,
      python: answer([PYTHON, "--version"])?.replace(/^Python /, "") ?? "unknown",
    },
    home,
    start,
    async convert(work) {
      const ended = await start(work).ended;
      const pages = work.notebooks.map((file) => file.replace(/^.*\//, "").replace(/\.ipynb$/, ".html"));
      const missing = pages.filter((page) => !existsSync(join(work.cwd, "converted", page)));
      if (missing.length > 0)
        throw new Error(`nbconvert has not made ${missing.join(", ")}:\n${ended.output}`);
      return ended;
    },
  };
}

function fromPip(folder: string): readonly string[] | undefined {
  const python = join(folder, "bin", "python");
  try {
    mkdirSync(folder, { recursive: true });
    execFileSync(PYTHON, ["-m", "venv", folder], { stdio: "ignore" });
    const packages = [`nbconvert==${VERSION}`, "jupyter_client"];
    execFileSync(python, ["-m", "pip", "install", "--quiet", ...packages], { stdio: "ignore" });
    return [python, "-m", "nbconvert"];
  } catch {
    return undefined;
  }
}

function answer([command = "", ...args]: readonly string[]): string | undefined {
  try {
    return execFileSync(command, args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return undefined;
  }
}
