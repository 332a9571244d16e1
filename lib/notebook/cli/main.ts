import { Command, CommanderError, Option } from "commander";
import { EXIT, UserError } from "../errors.js";
import { packageVersion } from "../version.js";
import type { CheckOptions } from "./check.js";
import type { ExportFlags } from "./export.js";
import { errorLine } from "./failures.js";
import type { KernelspecOptions } from "./kernelspec.js";
import {
  collectParameter,
  count,
  existingFolder,
  folder,
  notNegative,
  positive,
  type ReportFlags,
  type RunFlags,
  type StartFlags,
} from "./options.js";

process.exitCode = await main(process.argv);

/** Parses, calls, prints, and gives the exit code. Commands are loaded when they are called: `--help` is quick. */
async function main(argv: readonly string[]): Promise<number> {
  const controller = new AbortController();
  let code: number = EXIT.ok;
  // The first Ctrl-C ends the kernels and keeps what is whole, a second one does not wait for that. The listeners
  // stay: without one of ours the kernels' own ends this process by the signal.
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (controller.signal.aborted) process.exit(EXIT.interrupted);
      controller.abort();
    });
  }
  const program = new Command("tsnb")
    .description("Runs notebooks in TypeScript with the tslab kernel and makes offline HTML reports of them.")
    .version(packageVersion())
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(usageLine(text)) });

  runFlags(program.command("run"))
    .summary("run notebooks; executed copies and results go to the output folder")
    .argument("<path...>", "notebooks, or folders of notebooks")
    .action(async (paths: string[], flags: RunFlags) => {
      code = await (await import("./run.js")).run(paths, flags, controller.signal);
    });
  runFlags(program.command("report"))
    .summary("run notebooks and make an HTML report of each, and an index")
    .argument("<path...>", "notebooks, or folders of notebooks")
    .option(
      "--watch",
      "keep the kernels, run again what changes, and show the reports in a page that follows",
    )
    .option("--port <number>", "port of that page (default: any that is free)", count)
    .action(async (paths: string[], flags: ReportFlags) => {
      code = flags.watch
        ? await (await import("./watch.js")).watch(paths, flags, controller.signal)
        : await (await import("./report.js")).report(paths, flags, controller.signal);
    });
  program
    .command("export")
    .summary("make HTML pages of executed notebooks, of any language, without running them")
    .argument("<path...>", "notebooks, or folders of notebooks")
    .option("--out <folder>", "where the pages go", folder, "reports")
    .action(async (paths: string[], flags: ExportFlags) => {
      code = await (await import("./export.js")).exportNotebooks(paths, flags, controller.signal);
    });
  program
    .command("check")
    .summary("check that notebooks are valid, hold no outputs and stand in canonical form")
    .argument("<path...>", "notebooks, or folders of notebooks")
    .option("--fix", "strip outputs and write the canonical form")
    .option("--numbers", "find figures in static text, too: years, numbers of headings, code and links aside")
    .action(async (paths: string[], options: CheckOptions) => {
      code = await (await import("./check.js")).check(paths, options);
    });
  program
    .command("start")
    .summary("open the notebooks of a folder in a browser, in Jupyter Notebook's own front end")
    .addOption(
      new Option("--root <folder>", "the folder to serve")
        .argParser(existingFolder)
        .default(process.cwd(), "where you are"),
    )
    .option("--port <number>", "port to listen on (default: 8888, or the first free one after it)", count)
    .option("--no-browser", "open no browser: the link stands in the terminal")
    .option(
      "--host <address>",
      "listen on another address than the loopback interface; needs a token of your own",
    )
    .addOption(
      new Option(
        "--token <secret>",
        "your own secret in place of a random one; others on this machine do not see the variable",
      ).env("TSLAB_NOTEBOOK_TOKEN"),
    )
    .option(
      "--name <name>",
      "another name under which browsers reach it, as that of a proxy with TLS in front",
    )
    .option(
      "--cull-after <minutes>",
      "end kernels that nobody has used for so long, with no page open on them; 0: never (default: 1440, a day)",
      notNegative,
    )
    .option("--no-spare", "keep no kernel ready for the next notebook: saves its memory")
    .option("--lab", "start your own JupyterLab instead, with the kernel in it")
    .action(async (flags: StartFlags) => {
      code = flags.lab
        ? await (await import("./lab.js")).startLab(flags, controller.signal)
        : await (await import("./start.js")).start(flags, controller.signal);
    });
  const kernel = program
    .command("kernel")
    .summary("make the kernel known to Jupyter front ends, or unknown again");
  kernel
    .command("install")
    .description(
      "Writes a kernel spec; JupyterLab, Notebook and VS Code then offer the kernel. No Python is needed.",
    )
    .option("--dir <folder>", "a Jupyter data folder other than your own, e.g. one named in JUPYTER_PATH")
    .action(async (options: KernelspecOptions) => {
      code = await (await import("./kernelspec.js")).installKernel(options);
    });
  kernel
    .command("uninstall")
    .description("Removes the kernel spec.")
    .option("--dir <folder>", "the Jupyter data folder it was installed in")
    .action(async (options: KernelspecOptions) => {
      code = (await import("./kernelspec.js")).uninstallKernel(options);
    });

  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (error instanceof UserError) {
      process.stderr.write(`${errorLine(error)}\n`);
      return error.exitCode;
    }
    throw error;
  }
}

/** What commander says of a wrong command line, on one line, with the way out. */
function usageLine(text: string): string {
  const what = text
    .trim()
    .replace(/^error: /, "")
    .replace(/\s*\n\s*/g, " ")
    .replace(/\.$/, "");
  return `tsnb: ${what}. See tsnb --help, or tsnb COMMAND --help.\n`;
}

function runFlags(command: Command): Command {
  return command
    .option("--out <folder>", "where executed notebooks, results and reports go", folder, "reports")
    .option("--timeout <seconds>", "longest time for a cell", positive)
    .option("-p, --param <name=value>", "set a parameter of the notebooks that declare it", collectParameter)
    .option(
      "--jobs <number>",
      "how many notebooks run side by side (default: as many as there are cores)",
      count,
    )
    .option("--force", "run what has not changed, too")
    .option("--explain", "say of each notebook why it is run")
    .option("--allow-errors", "go on after a cell that failed")
    .option("--max-output <megabytes>", "what a cell keeps of its output (default: 20)", positive);
}
