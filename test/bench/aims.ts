import type { Measured } from "./figures.js";
import { spread } from "./print.js";
import type { Results } from "./table.js";

/** What the project wants of its figures; seconds, megabytes, or how many times longer another program takes. */
export const AIMS = {
  stockTslab: 3,
  deno: 1.3,
  before: 2,
  nbconvert: 3,
  command: 0.25,
  kernel: 120,
  compiler: 350,
  firstResult: 1,
  completion: 0.1,
} as const;

/** An aim beside what was measured. */
export interface Aim {
  readonly what: string;
  readonly figure: Measured;
  readonly aim: number;
  readonly unit: "times" | "s" | "MB";
  /** Whether the median is as good as the aim. */
  readonly met: boolean;
}

/** The aims of which results hold a figure, in the order of the benchmarks. */
export function aimsOf({ notebook, reports, memory, startup, browser }: Results): Aim[] {
  const [cold] = reports?.scenarios ?? [];
  const [kernel] = memory?.kernels ?? [];
  const [command] = startup?.commands ?? [];
  const longer = (what: string, peers: readonly { name: string; ratio: Measured; aim?: number }[]) =>
    peers.flatMap(({ name, ratio, aim }) =>
      aim === undefined
        ? []
        : [{ what: `${what}, against ${name}`, figure: ratio, aim, unit: "times" as const }],
    );
  const all: readonly Omit<Aim, "met">[] = [
    ...longer("a small notebook", notebook?.peers ?? []),
    ...longer(cold?.what ?? "", cold?.peers ?? []),
    ...(command
      ? [{ what: command.what, figure: command.seconds, aim: AIMS.command, unit: "s" as const }]
      : []),
    ...(kernel
      ? [{ what: "a kernel with arquero", figure: kernel.resident, aim: AIMS.kernel, unit: "MB" as const }]
      : []),
    ...(memory?.compiler ?? []).map(({ notebooks, resident }) => ({
      ...{ what: `the compiler with ${notebooks} ${notebooks === 1 ? "notebook" : "notebooks"}` },
      ...{ figure: resident, aim: AIMS.compiler, unit: "MB" as const },
    })),
    ...(browser?.waits ?? []).flatMap(({ what, tsnb, aim }) =>
      aim === undefined ? [] : [{ what, figure: tsnb, aim, unit: "s" as const }],
    ),
  ];
  return all.map((each) => ({
    ...each,
    met: each.unit === "times" ? each.figure.median >= each.aim : each.figure.median <= each.aim,
  }));
}

/** A line for each aim: `a small notebook, against nbconvert + stock tslab: 3.4 (3.2–3.6) times (aim 3)`. */
export function aimLines(results: Results): string[] {
  return aimsOf(results).map(({ what, figure, aim, unit, met }) => {
    const digits = unit === "MB" ? 0 : 2;
    return `${met ? "met   " : "missed"} ${what}: ${spread(figure, digits)} ${unit} (aim ${aim})`;
  });
}
