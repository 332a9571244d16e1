import type { BrowserWaits } from "./browser.js";
import type { Identification } from "./identification.js";
import { identificationTable } from "./identification-table.js";
import { memoryTable, notebookTable, startupTable } from "./kernel-tables.js";
import type { MemoryUse } from "./memory.js";
import type { NotebookSpeed } from "./notebook.js";
import { capital, counted, measuredOf, type Run, spread, time, times, where } from "./print.js";
import type { Reports } from "./reports.js";
import type { Startup } from "./startup.js";

/** What `npm run bench` writes: of each benchmark the last run of it. */
export interface Results {
  readonly notebook?: Run & NotebookSpeed;
  readonly reports?: Run & Reports;
  readonly memory?: Run & MemoryUse;
  readonly startup?: Run & Startup;
  readonly browser?: Run & BrowserWaits;
  readonly identify?: Run & Identification;
}

/** The benchmarks that the README shows, each with its table in markdown. */
export const TABLES = {
  notebook: ({ notebook }: Results) => notebookTable(found(notebook, "notebook")),
  reports: reportsTable,
  memory: ({ memory }: Results) => memoryTable(found(memory, "memory")),
  startup: ({ startup }: Results) => startupTable(found(startup, "startup")),
  browser: browserTable,
  identify: identifyTable,
} as const;

function found<Part>(part: Part | undefined, name: string): Part {
  if (part === undefined) throw new Error(`the results hold no ${name}; run the benchmark first`);
  return part;
}

/** The times of reports as they stand in the README. */
export function reportsTable({ reports }: Results): string {
  if (reports === undefined) throw new Error("the results hold no reports; run the benchmark first");
  const { scenarios, memory, pages, edited, rounds } = reports;
  const rows = scenarios.flatMap(({ what, tsnb, peers }) =>
    peers.length === 0
      ? [[what, time(tsnb), "", "", ""]]
      : peers.map(({ name, how, seconds, ratio, aim }, index) => [
          ...(index === 0 ? [what, time(tsnb)] : ["", ""]),
          ...[`${name}, ${how}`, time(seconds), times(ratio, aim)],
        ]),
  );
  const kernels = memory.map(
    ({ name, kernel, together }) => `${name} ${spread(kernel)} MB a kernel, ${spread(together)} MB in all`,
  );
  const sizes = measuredOf(pages.map(({ bytes }) => bytes / 1e6));
  const charts = pages.flatMap(({ firstChart }) => firstChart?.median ?? []);
  return [
    "| what | `tsnb report` | against | | times longer |",
    "|---|---|---|---|---|",
    ...rows.map((cells) => `| ${cells.join(" | ")} |`),
    "",
    `Median (least–most) of ${counted(rounds)} in which the programs took turns, nbconvert with the same kernel; ` +
      `${reports.notebooks} notebooks, of which ${edited}, the slowest, is the one edited. ${capital(reports.conditions)}.`,
    ...(kernels.length === 0 ? [] : [`Memory at its peak: ${kernels.join("; ")}.`]),
    `Pages take ${sizes} MB${charts.length === 0 ? "" : `, and show their first chart ${measuredOf(charts, 0)} ms after they are opened`}.`,
    where(reports),
    "",
  ].join("\n");
}

/** The waits at the browser as they stand in the README. */
export function browserTable({ browser }: Results): string {
  if (browser === undefined)
    throw new Error("the results hold no waits at the browser; run the benchmark first");
  const { waits, notebook, peer, rounds } = browser;
  return [
    peer === undefined ? "| what | `npm start` |" : `| what | \`npm start\` | ${peer} | times longer |`,
    peer === undefined ? "|---|---|" : "|---|---|---|---|",
    ...waits.map(({ what, tsnb, aim, peer: other }) =>
      other === undefined
        ? `| ${what} | ${time(tsnb, aim)} |${peer === undefined ? "" : "  |  |"}`
        : `| ${what} | ${time(tsnb, aim)} | ${time(other.seconds)} | ${times(other.ratio)} |`,
    ),
    "",
    `Median (least–most) of ${counted(rounds)}${peer === undefined ? "" : " in which the two took turns, with the same kernel"}, ` +
      `on ${notebook}, in a browser that runs already.`,
    where(browser),
    "",
  ].join("\n");
}

/** The times of identification as they stand in the README. */
export function identifyTable({ identify }: Results): string {
  if (identify === undefined) throw new Error("the results hold no identification; run the benchmark first");
  return identificationTable(identify);
}

/** A text with the table of a benchmark between its two marks; `undefined` if it has no such marks. */
export function withTable(text: string, name: string, table: string): string | undefined {
  const [begin, end] = [`<!-- bench:${name} -->`, "<!-- /bench -->"];
  const [before, rest] = split(text, begin);
  const [, after] = split(rest ?? "", end);
  if (rest === undefined || after === undefined) return undefined;
  return `${before}${begin}\n${table}${end}${after}`;
}

function split(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}
