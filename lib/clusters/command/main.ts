import { Command, CommanderError, Option } from "commander";
import { cellStatement, PER_DEGREE } from "../places/cells/index.js";
import { EXIT, UserError } from "./errors.js";
import {
  cellSide,
  type IdentifyFlags,
  memorySize,
  notNegative,
  oneMetric,
  positive,
  someMetrics,
  weighting,
  whole,
} from "./options.js";
import { VERSION } from "./version.js";

const controller = new AbortController();
const SIGNALS = ["SIGINT", "SIGTERM"] as const;
for (const signal of SIGNALS) process.on(signal, abort);

process.exitCode = await main(process.argv);

/** The first Ctrl-C ends what is under way and leaves nothing half-written, a second one does not wait for that. */
function abort(): void {
  if (controller.signal.aborted) process.exit(EXIT.interrupted);
  controller.abort();
}

function unheard<T>(compute: () => T): T {
  for (const signal of SIGNALS) process.off(signal, abort);
  try {
    return compute();
  } finally {
    for (const signal of SIGNALS) process.on(signal, abort);
  }
}

/** Parses, calls, prints, and gives the exit code. */
async function main(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.ok;
  const program = new Command("innovation-clusters")
    .description("Finds innovation clusters in geocoded records, and ranks them.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(usageLine(text)) });
  program
    .command("identify")
    .summary("find clusters in geocoded records and write them as tables and a map")
    .description(
      "Reads records (document, metric, latitude, longitude) from CSV or Parquet, or cells that another engine made of them, finds the places where they lie densely, and writes clusters, members, shares and the ranking as CSV and Parquet, and a GeoJSON map.",
    )
    .argument("<records...>", "files, or patterns such as 'records-*.parquet'")
    .requiredOption("--out <folder>", "where the results go; results of an earlier run there are replaced")
    .option("--edition <year>", "the density rule that was reported for an edition: 2024", whole(1900, 9999))
    .option("--radius <km>", "count records within so many kilometres", positive)
    .option("--threshold <records>", "so many records make a place dense", positive)
    .option("--merge <km>", "clusters this near to each other are one (default: not merged)", notNegative)
    .option(
      "--density <metrics>",
      "metrics whose records are counted, such as pct,publications (default: all)",
      someMetrics,
    )
    .option("--cell <degrees>", "side of the cells that records are put into (default: 0.01)", cellSide)
    .option(
      "--weights <edition|weights>",
      "rank by an edition's metrics, or by weights such as pct=1,publications=1",
      weighting,
    )
    .option("--places <file>", "names for the clusters: name, latitude, longitude, size")
    .option("--population <file>", "inhabitants: latitude, longitude, population; or cluster, population")
    .option(
      "--confidence <replicates>",
      "find the clusters again so often in samples of the records",
      whole(0, 10_000),
      0,
    )
    .option("--seed <number>", "seed of the samples", whole(0, 0xffffffff), 1)
    .addOption(
      new Option("--metric <metric>", "all rows are of this metric: pct, publications or ventureDeals")
        .argParser(oneMetric)
        .conflicts("metricColumn"),
    )
    .option("--document <column>", "column of the document")
    .option("--metric-column <column>", "column of the metric")
    .option("--latitude <column>", "column of the latitude")
    .option("--longitude <column>", "column of the longitude")
    .option("--memory <size>", "what DuckDB may take; beyond that it works on the disk", memorySize, "2GB")
    .option("--threads <number>", "threads of DuckDB (default: as many as there are cores)", whole(1, 1024))
    .action(async (paths: string[], flags: IdentifyFlags) => {
      const { identifyFiles } = await import("./identify.js");
      code = await identifyFiles(paths, flags, { signal: controller.signal, unheard });
    });
  program
    .command("statement")
    .summary("print the SQL that makes cells of records, for the engine that holds them")
    .option("--cell <degrees>", "side of the cells (default: 0.01)", cellSide)
    .option("--from <table>", "table or view of the records", "records")
    .action(({ cell, from }: { cell?: number; from: string }) => {
      process.stdout.write(cellStatement({ perDegree: cell ?? PER_DEGREE, from }));
    });
  try {
    await program.parseAsync([...argv]);
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (!(error instanceof UserError)) throw error;
    process.stderr.write(`innovation-clusters: ${error.message}\n`);
    return error.exitCode;
  }
}

/** What commander says of a wrong command line, on one line, with the way out. */
function usageLine(text: string): string {
  const what = text
    .trim()
    .replace(/^error: /, "")
    .replace(/\s*\n\s*/g, " ")
    .replace(/\.$/, "");
  const command = what.startsWith("unknown command") ? "" : "identify ";
  return `innovation-clusters: ${what}. See innovation-clusters ${command}--help.\n`;
}
