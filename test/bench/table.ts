import type { Measured } from "./figures.js";
import type { Reports } from "./reports.js";

/** What `npm run bench` writes. */
export interface Results {
  readonly machine: {
    readonly cores: number;
    /** Processes that wanted a core in the minute before, on average. */
    readonly load: number;
    readonly processor: string;
    readonly system: string;
  };
  readonly rounds: number;
  readonly reports?: Reports;
}

/** A benchmark's results as it stands in the README, in markdown. */
export function reportsTable({ machine, rounds, reports }: Results): string {
  if (reports === undefined) throw new Error("the results hold no reports; run the benchmark first");
  const { scenarios, memory, pages, versions, edited } = reports;
  const rows = scenarios.flatMap(({ what, tsnb, peers }) =>
    peers.length === 0
      ? [[what, time(tsnb), "", "", ""]]
      : peers.map(({ name, how, seconds, ratio }, index) => [
          ...(index === 0 ? [what, time(tsnb)] : ["", ""]),
          ...[`${name}, ${how}`, time(seconds), times(ratio)],
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
    `Median (least–most) of ${rounds} ${rounds === 1 ? "round" : "rounds"} in which the programs took turns, with the same kernel; ` +
      `${reports.notebooks} notebooks, of which ${edited}, the slowest, is the one edited. ${capital(reports.conditions)}.`,
    ...(kernels.length === 0 ? [] : [`Memory at its peak: ${kernels.join("; ")}.`]),
    `Pages take ${sizes} MB${charts.length === 0 ? "" : `, and show their first chart ${measuredOf(charts, 0)} ms after they are opened`}.`,
    `${machine.cores} cores (${machine.processor}), load ${machine.load} before, ${machine.system}; ${Object.entries(
      versions,
    )
      .map(([name, version]) => `${name} ${version}`)
      .join(", ")}.`,
    "",
  ].join("\n");
}

const MARKS = ["<!-- bench:reports -->", "<!-- /bench -->"] as const;

/** A text with the table between its two marks; `undefined` if it has no such marks. */
export function withTable(text: string, table: string): string | undefined {
  const [before, rest] = split(text, MARKS[0]);
  const [, after] = split(rest ?? "", MARKS[1]);
  if (rest === undefined || after === undefined) return undefined;
  return `${before}${MARKS[0]}\n${table}${MARKS[1]}${after}`;
}

function split(text: string, mark: string): [string, string | undefined] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
}

function time(seconds: Measured): string {
  return `${spread(seconds, seconds.median < 10 ? 2 : 1)} s`;
}

function times(ratio: Measured): string {
  return `**${ratio.median.toFixed(1)}** (${ratio.least.toFixed(1)}–${ratio.most.toFixed(1)})`;
}

function spread({ median, least, most }: Measured, digits = 0): string {
  return `${median.toFixed(digits)} (${least.toFixed(digits)}–${most.toFixed(digits)})`;
}

function measuredOf(values: readonly number[], digits = 1): string {
  return `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;
}

function capital(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`;
}
