import { AIMS } from "./aims.js";
import type { MemoryUse } from "./memory.js";
import type { NotebookSpeed } from "./notebook.js";
import { counted, type Run, spread, time, times, where } from "./print.js";
import type { Startup } from "./startup.js";

/** The times of a small notebook. */
export function notebookTable(notebook: Run & NotebookSpeed): string {
  const { cells, tsnb, coldCaches, peers, rounds } = notebook;
  return [
    `| a notebook of ${cells} cells to HTML | | times longer |`,
    "|---|---|---|",
    `| \`tsnb report\` | ${time(tsnb)} | |`,
    ...peers.map(({ name, seconds, ratio, aim }) => `| ${name} | ${time(seconds)} | ${times(ratio, aim)} |`),
    `| \`tsnb report\`, the first time after an install | ${time(coldCaches)} | |`,
    "",
    `Median (least–most) of ${counted(rounds)} in which the programs took turns, each in a new process, with nothing kept of a run before. ` +
      "The same cells in all, with arquero; Deno does not check their types.",
    where(notebook),
    "",
  ].join("\n");
}

/** What kernels and the compiler hold. */
export function memoryTable(memory: Run & MemoryUse): string {
  const { kernels, compiler, rounds } = memory;
  const megabytes = (value: Parameters<typeof spread>[0]) => `${spread(value)} MB`;
  return [
    "| | resident | its share of what is shared |",
    "|---|---|---|",
    ...kernels.map(({ name, resident, proportional }, index) => {
      const aim = index === 0 ? `, aim ${AIMS.kernel} MB` : "";
      return `| a kernel that has imported arquero, ${name} | ${megabytes(resident)}${aim} | ${megabytes(proportional)} |`;
    }),
    ...compiler.map(
      ({ notebooks, resident }) =>
        `| the shared compiler at its peak, ${notebooks} ${notebooks === 1 ? "notebook" : "notebooks"} | ${megabytes(resident)}, aim ${AIMS.compiler} MB | |`,
    ),
    "",
    `Median (least–most) of ${counted(rounds)}. ${compiler.length === 0 ? "There is no process of a shared compiler: each kernel has its own inside." : "Under nbconvert a kernel has its compiler inside."}`,
    where(memory),
    "",
  ].join("\n");
}

/** What it costs to start the command. */
export function startupTable(startup: Run & Startup): string {
  const { commands, runs } = startup;
  return [
    "| | the processor's time |",
    "|---|---|",
    ...commands.map(
      ({ what, seconds }, index) =>
        `| \`${what}\` | ${spread(seconds, 3)} s${index === 0 ? `, aim ${AIMS.command} s` : ""} |`,
    ),
    "",
    `Median (least–most) of ${runs} runs in which the commands took turns; the system's part is in it.`,
    where(startup),
    "",
  ].join("\n");
}
