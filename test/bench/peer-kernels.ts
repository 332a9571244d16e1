import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./place.js";

/** A kernel that nbconvert can start. */
export interface PeerKernel {
  /** What is said of it in a table. */
  readonly name: string;
  /** What Jupyter calls it. */
  readonly kernel: string;
  readonly versions: Readonly<Record<string, string>>;
}

const TSLAB = "1.0.22";
const DENO = "2.9.6";

/** This project's kernel, installed as a user installs it, into `home`. */
export function ownKernel(home: string): PeerKernel {
  const tsnb = join(ROOT, "lib/notebook/bin/tsnb.js");
  execFileSync(process.execPath, [tsnb, "kernel", "install", "--dir", home], { stdio: "ignore" });
  return { name: "this project's kernel", kernel: "tslab-notebook", versions: {} };
}

/** tslab as npm has it, installed by `npm install --global` with a folder of its own; `undefined`, with a line, where it cannot be had. */
export function stockTslab(home: string): PeerKernel | undefined {
  const prefix = join(home, "tslab");
  // As a global package: it finds the types of Node nowhere else.
  if (!installed("stock tslab", ["--global", "--prefix", prefix, `tslab@${TSLAB}`], home)) return undefined;
  const script = join(prefix, "lib/node_modules/tslab/bin/tslab");
  writeSpec(home, "stock-tslab", {
    argv: [process.execPath, script, "kernel", "--config-path", "{connection_file}"],
  });
  return { name: "stock tslab", kernel: "stock-tslab", versions: { tslab: TSLAB } };
}

/** Deno's kernel, from npm; `undefined`, with a line, where it cannot be had. It reaches no network. */
export function denoKernel(home: string): PeerKernel | undefined {
  const prefix = join(home, "deno");
  if (!installed("Deno's kernel", ["--prefix", prefix, `deno@${DENO}`], home)) return undefined;
  const binary = denoBinary(prefix);
  if (binary === undefined) {
    console.log("Skipped: Deno's kernel, for npm has no binary of it for this machine.");
    return undefined;
  }
  writeSpec(home, "deno", {
    argv: [binary, "jupyter", "--kernel", "--conn", "{connection_file}"],
    env: { DENO_DIR: join(home, "deno-cache"), DENO_NO_UPDATE_CHECK: "1", NO_COLOR: "1" },
  });
  return { name: "Deno's kernel", kernel: "deno", versions: { deno: DENO } };
}

function installed(name: string, args: readonly string[], cwd: string): boolean {
  const quiet = ["--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"];
  try {
    execFileSync("npm", ["install", ...quiet, ...args], { cwd, stdio: "ignore" });
    return true;
  } catch {
    console.log(`Skipped: ${name}, which npm cannot install here.`);
    return false;
  }
}

/** What the package's own script would link, which is not run here. */
function denoBinary(prefix: string): string | undefined {
  const { report } = process;
  const glibc = JSON.stringify(report?.getReport() ?? {}).includes("glibcVersionRuntime");
  const name = `@deno/${process.platform}-${process.arch}${glibc ? "-glibc" : ""}`;
  const folder = join(prefix, "node_modules", name);
  try {
    readFileSync(join(folder, "package.json"));
    return join(folder, process.platform === "win32" ? "deno.exe" : "deno");
  } catch {
    return undefined;
  }
}

function writeSpec(
  home: string,
  name: string,
  spec: { readonly argv: readonly string[]; readonly env?: object },
) {
  const folder = join(home, "kernels", name);
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ display_name: name, language: "typescript", ...spec }, null, 1);
  writeFileSync(join(folder, "kernel.json"), `${text}\n`);
}
