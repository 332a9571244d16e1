import { mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { KERNEL_NAME, kernelArguments } from "tslab-kernel";
import { EXIT, UserError } from "../errors.js";
import { plotlyBundleFile, plotlyStyle } from "../report/index.js";
import { writeFileAtomic } from "../run/index.js";

/** The script that draws interactive charts; front ends serve it from beside the kernel spec. */
const SCRIPT = "plotly.js";

/** What the script of an interactive chart can draw; reports build their own, smaller ones. */
const INTERACTIVE_TRACES = [
  "scatter",
  "bar",
  "pie",
  "heatmap",
  "histogram",
  "box",
  "scattergeo",
  "choropleth",
];

export interface KernelspecOptions {
  /** A Jupyter data folder other than the user's own, e.g. one named in JUPYTER_PATH. */
  readonly dir?: string;
}

/** Writes the kernel spec, so that JupyterLab, Notebook and VS Code offer the kernel. No Python is asked. */
export async function installKernel(options: KernelspecOptions): Promise<number> {
  const folder = await writeKernelspec(options);
  process.stdout.write(`Kernel "${KERNEL_NAME}" installed in ${folder}\n`);
  return EXIT.ok;
}

/**
 * Writes the kernel spec, and the script that draws charts beside it, and gives the folder they are in.
 * @throws UserError where the folder cannot be written.
 */
export async function writeKernelspec(options: KernelspecOptions): Promise<string> {
  const folder = kernelFolder(options.dir);
  const [command, ...rest] = kernelArguments("{connection_file}");
  const spec = {
    argv: [command, ...rest],
    display_name: "TypeScript (tslab-notebook)",
    language: "typescript",
    interrupt_mode: "message",
    env: { TSLAB_NOTEBOOK_PLOTLY: `kernelspecs/${KERNEL_NAME}/${SCRIPT}` },
    metadata: {},
  };
  const script = await interactiveScript();
  try {
    mkdirSync(folder, { recursive: true });
    writeFileAtomic(join(folder, SCRIPT), script);
    writeFileAtomic(join(folder, "kernel.json"), `${JSON.stringify(spec, null, 1)}\n`);
  } catch (error) {
    const why =
      error instanceof UserError
        ? error.message
        : `${folder} cannot be written (${(error as Error).message}).`;
    throw new UserError(why, "Name another folder with --dir.");
  }
  return folder;
}

/** Removes what `installKernel` wrote. A kernel that is not installed is an error. */
export function uninstallKernel(options: KernelspecOptions): number {
  const folder = kernelFolder(options.dir);
  if (!statSync(folder, { throwIfNoEntry: false })) {
    throw new UserError(
      `${folder}: no kernel "${KERNEL_NAME}" is installed there`,
      "Name the data folder it was installed in with --dir.",
    );
  }
  rmSync(folder, { recursive: true });
  process.stdout.write(`Kernel "${KERNEL_NAME}" removed from ${folder}\n`);
  return EXIT.ok;
}

/** plotly.js as one script that brings its style sheet along: the pages of front ends have none for it. */
async function interactiveScript(): Promise<string> {
  const script = readFileSync(await plotlyBundleFile(INTERACTIVE_TRACES), "utf8");
  const style = JSON.stringify(plotlyStyle());
  return `${script}document.head.append(Object.assign(document.createElement("style"), { textContent: ${style} }));\n`;
}

function kernelFolder(dir: string | undefined): string {
  return join(dir ?? jupyterDataFolder(), "kernels", KERNEL_NAME);
}

/** Where Jupyter looks for the user's own kernels, by the rules of jupyter_core. */
function jupyterDataFolder(): string {
  const { JUPYTER_DATA_DIR, XDG_DATA_HOME, APPDATA } = process.env;
  if (JUPYTER_DATA_DIR) return JUPYTER_DATA_DIR;
  if (process.platform === "darwin") return join(homedir(), "Library", "Jupyter");
  if (process.platform === "win32") return join(APPDATA ?? join(homedir(), "AppData", "Roaming"), "jupyter");
  return join(XDG_DATA_HOME ?? join(homedir(), ".local", "share"), "jupyter");
}
