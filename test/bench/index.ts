import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg, type as systemName } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { aimLines } from "./aims.js";
import { browserWaits } from "./browser.js";
import { identification } from "./identification.js";
import { memoryUse } from "./memory.js";
import { notebookSpeed } from "./notebook.js";
import { ROOT } from "./place.js";
import type { Run } from "./print.js";
import { reports } from "./reports.js";
import { startup } from "./startup.js";
import { type Results, TABLES, withTable } from "./table.js";

const BENCHMARKS = {
  notebook: notebookSpeed,
  reports,
  memory: memoryUse,
  startup,
  browser: browserWaits,
  identify: identification,
} as const;
type Name = keyof typeof BENCHMARKS;
const NAMES = Object.keys(BENCHMARKS) as Name[];
const RESULTS = join(ROOT, "test", "bench", "results.json");
const README = join(ROOT, "README.md");

const USAGE = `npm run bench [-- NAME…] [--rounds 3] [--only NOTEBOOK] [--readme]
Measures, writes test/bench/results.json and prints the tables. Names: ${NAMES.join(", ")}; all of them unless given.
--only lets one notebook, by its name, stand for all, to see whether a benchmark works; then no results are written.
--readme writes the tables of the results that are there into the README, and measures nothing.`;

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
  return values.readme ? writeReadme() : measure(positionals, Number(values.rounds), values.only);
}

function read() {
  return parseArgs({
    allowPositionals: true,
    options: {
      help: { type: "boolean", default: false },
      rounds: { type: "string", default: "3" },
      only: { type: "string", multiple: true },
      readme: { type: "boolean", default: false },
    },
  });
}

async function measure(given: readonly string[], rounds: number, only?: readonly string[]): Promise<number> {
  const unknown = given.filter((name) => !NAMES.some((known) => known === name));
  if (unknown.length > 0 || !Number.isInteger(rounds) || rounds < 1) {
    const what =
      unknown.length > 0
        ? `found "${unknown[0]}", expected ${NAMES.join(", ")}`
        : "found no number of rounds";
    console.error(`bench: ${what}. Try npm run bench -- --rounds 3 ${NAMES[0]}.`);
    return 2;
  }
  for (const name of NAMES.filter((each) => given.length === 0 || given.includes(each))) {
    const run: Run = { machine: machine(), rounds };
    const measured = await BENCHMARKS[name](rounds, only);
    if (measured === undefined) continue;
    // What was measured of the others before stays.
    const results: Results = { ...kept(), [name]: { ...run, ...measured } };
    if (only === undefined) writeFileSync(RESULTS, `${JSON.stringify(results, null, 2)}\n`);
    const lines = aimLines({ [name]: results[name] });
    console.log(`\n${TABLES[name](results)}${lines.length === 0 ? "" : `\n${lines.join("\n")}\n`}`);
  }
  return 0;
}

/** The machine before the measurement; says so where it is busy. */
function machine(): Run["machine"] {
  const [load = 0] = loadavg();
  const cores = availableParallelism();
  if (load > cores / 2)
    console.log(
      `This machine is busy (load ${load.toFixed(1)} on ${cores} cores): times will be longer, and ratios less sure.`,
    );
  return {
    cores,
    load: Number(load.toFixed(1)),
    processor: cpus()[0]?.model.trim() || "unknown",
    system: `${systemName()} ${process.arch}`,
  };
}

function kept(): Results {
  return existsSync(RESULTS) ? JSON.parse(readFileSync(RESULTS, "utf8")) : {};
}

function writeReadme(): number {
  let text = readFileSync(README, "utf8");
  const results = kept();
  for (const name of NAMES.filter((each) => results[each] !== undefined)) {
    const next = withTable(text, name, TABLES[name](results));
    if (next === undefined) {
      console.error(
        `bench: README.md has no place for the table. Put <!-- bench:${name} --> and <!-- /bench --> into it.`,
      );
      return 2;
    }
    text = next;
  }
  writeFileSync(README, text);
  return 0;
}
