import { readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, type as systemName } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./place.js";
import { reports } from "./reports.js";
import { type Results, reportsTable, withTable } from "./table.js";

const BENCHMARKS = { reports } as const;
const RESULTS = join(ROOT, "test", "bench", "results.json");
const README = join(ROOT, "README.md");

const USAGE = `npm run bench [-- NAME…] [--rounds 3] [--readme]
Measures, writes test/bench/results.json and prints the table. Names: ${Object.keys(BENCHMARKS).join(", ")}.
--readme writes the table of the results that are there into the README, and measures nothing.`;

process.exitCode = await main();

async function main(): Promise<number> {
  let given: ReturnType<typeof read>;
  try {
    given = read();
  } catch (error) {
    console.error(`bench: ${error instanceof Error ? error.message.split(". ")[0] : error}.\n${USAGE}`);
    return 2;
  }
  const { values, positionals } = given;
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  return values.readme ? writeReadme() : measure(positionals, Number(values.rounds));
}

function read() {
  return parseArgs({
    allowPositionals: true,
    options: {
      help: { type: "boolean", default: false },
      rounds: { type: "string", default: "3" },
      readme: { type: "boolean", default: false },
    },
  });
}

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
