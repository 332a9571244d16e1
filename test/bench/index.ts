import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, type as systemName } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./place.js";
import { reports } from "./reports.js";
import { type Results, reportsTable, withTable } from "./table.js";

// npm run bench [-- reports] [--rounds 3] [--readme]: measures, writes test/bench/results.json and prints the table.
const BENCHMARKS = { reports } as const;
const RESULTS = join(ROOT, "test", "bench", "results.json");
const README = join(ROOT, "README.md");

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: "string", default: "3" },
    /** Writes the table of the results that are there into the README, and measures nothing. */
    readme: { type: "boolean", default: false },
  },
});
process.exitCode = values.readme ? writeReadme() : await measure(positionals, Number(values.rounds));

async function measure(names: readonly string[], rounds: number): Promise<number> {
  const known = Object.keys(BENCHMARKS);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
    const what =
      unknown.length > 0
        ? `found "${unknown[0]}", expected ${known.join(", ")}`
        : "found no number of rounds";
    console.error(`bench: ${what}. Try npm run bench -- --rounds 3 ${known[0]}.`);
    return 2;
  }
  const [load = 0] = loadavg();
  const cores = availableParallelism();
  if (load > cores / 2)
    console.log(
      `This machine is busy (load ${load.toFixed(1)} on ${cores} cores): times will be longer, and ratios less sure.`,
    );
  const results: Results = {
    machine: {
      cores,
      load: Number(load.toFixed(1)),
      processor: cpus()[0]?.model.trim() || "unknown",
      system: `${systemName()} ${process.arch}`,
    },
    rounds,
    reports: await reports(rounds),
  };
  writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
  console.log(`\n${reportsTable(results)}`);
  return 0;
}

function writeReadme(): number {
  const results: Results = JSON.parse(readFileSync(RESULTS, "utf8"));
  const text = withTable(readFileSync(README, "utf8"), reportsTable(results));
  if (text === undefined) {
    console.error(
      "bench: README.md has no place for the table. Put <!-- bench:reports --> and <!-- /bench --> into it.",
    );
    return 2;
  }
  writeFileSync(README, text);
  return 0;
}
