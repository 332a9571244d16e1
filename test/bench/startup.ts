import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { type Measured, measured } from "./figures.js";
import { ROOT } from "./place.js";

/** What it costs to start, in seconds of the processor, the system's part and all children included. */
export interface Startup {
  readonly commands: readonly { readonly what: string; readonly seconds: Measured }[];
  readonly runs: number;
  readonly versions: Readonly<Record<string, string>>;
}

const COMMANDS = {
  "tsnb --version": [join(ROOT, "lib/notebook/bin/tsnb.js"), "--version"],
  "node -e 0": ["-e", "0"],
  "node --version": ["--version"],
} as const;

/** One takes a moment only: several in each round. */
const RUNS = 3;
/** Shells count in hundredths of a second: what is told is the mean of so many. */
const AT_ONCE = 5;

/** The processor's time of `tsnb --version`, beside that of Node alone; they take turns. */
export async function startup(rounds: number): Promise<Startup> {
  const all = Object.entries(COMMANDS).map(([what, args]) => ({ what, args, times: [] as number[] }));
  const runs = rounds * RUNS;
  for (let run = 0; run <= runs; run++) {
    for (const { args, times } of all) {
      const seconds = processorSeconds(process.execPath, args);
      // The first one reads from the disk.
      if (run > 0) times.push(seconds);
    }
  }
  return {
    commands: all.map(({ what, times }) => ({ what, seconds: measured(times, 3) })),
    runs,
    versions: { node: process.versions.node },
  };
}

/**
 * Seconds that the processor worked for a command, its children and the system on their behalf.
 * @throws Error if the command fails.
 */
export function processorSeconds(command: string, args: readonly string[]): number {
  // Node does not tell it of its children; a shell does, of all that it has waited for.
  const script = `for run in ${"1 ".repeat(AT_ONCE)}; do "$@" >/dev/null || exit; done; times`;
  const printed = execFileSync("sh", ["-c", script, "sh", command, ...args], { encoding: "utf8" });
  return ofChildren(printed) / AT_ONCE;
}

/** The sum of the second line that POSIX's `times` prints, such as `0m0.120000s 0m0.030000s`. */
export function ofChildren(printed: string): number {
  const [, line = ""] = printed.trim().split("\n");
  const times = [...line.matchAll(/(\d+)m(\d+(?:[.,]\d+)?)s/g)];
  if (times.length !== 2) throw new Error(`found "${printed}", expected what the shell's times prints`);
  const seconds = times.map(
    ([, minutes, rest = ""]) => Number(minutes) * 60 + Number(rest.replace(",", ".")),
  );
  return seconds.reduce((all, each) => all + each, 0);
}
