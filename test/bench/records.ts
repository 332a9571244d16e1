import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { timed } from "./command.js";
import { type Measured, measured } from "./figures.js";
import { ROOT } from "./place.js";

/** From records in a file to a ranking, by the command. */
export interface RecordsToRanking {
  readonly records: number;
  /** Bytes of the Parquet file. */
  readonly bytes: number;
  readonly cells: number;
  readonly clusters: number;
  /** Of the whole command: reading, aggregating, clustering, ranking, writing. */
  readonly seconds: Measured;
  /** Megabytes at the peak. */
  readonly memory: Measured;
  readonly versions: Readonly<Record<string, string>>;
}

const RECORDS = 30_000_000;

/** Generated records in Parquet to clusters and their ranking, by `innovation-clusters identify`, as a whole process. */
export async function recordsToRanking(rounds: number): Promise<RecordsToRanking> {
  const folder = mkdtempSync(join(tmpdir(), "bench-records-"));
  try {
    const file = join(folder, "records.parquet");
    console.log(`Generating ${RECORDS.toLocaleString("en")} records`);
    const version = await writeRecords(file, RECORDS);
    const seconds: number[] = [];
    const memory: number[] = [];
    let found: { cells: number; clusters: number } | undefined;
    for (let each = 1; each <= rounds; each++) {
      console.log(`Round ${each} of ${rounds}`);
      const out = join(folder, `clusters-${each}`);
      const ended = await timed(
        process.execPath,
        [
          join(ROOT, "lib", "clusters", "bin", "innovation-clusters.js"),
          "identify",
          file,
          "--out",
          out,
          "--edition",
          "2024",
        ],
        { cwd: ROOT },
      );
      seconds.push(ended.seconds);
      memory.push(ended.memory / 1e6);
      found ??= counted(out);
    }
    return {
      records: RECORDS,
      bytes: statSync(file).size,
      ...(found ?? { cells: 0, clusters: 0 }),
      seconds: measured(seconds),
      memory: measured(memory),
      versions: { node: process.versions.node, DuckDB: version },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * A generated world as Parquet: 600 cities whose sizes fall off as those of real ones do, normally spread around their
 * centres, and one record in twenty anywhere; documents have one to six places, most in one city. All of it follows from
 * the number of a record, so that every run reads the same.
 */
async function writeRecords(file: string, count: number): Promise<string> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2", memory_limit: "3GB" });
  const connection = await instance.connect();
  try {
    const uniform = (of: string, salt: number) => `(hash(${of} * 64 + ${salt}) / 18446744073709551616.0)`;
    await connection.run(`
      COPY (
        WITH numbered AS (
          SELECT range AS i, range // 60 AS block, 1 + (hash((range // 60) * 64 + 1) % 6)::BIGINT AS places FROM range(${count})
        ), documents AS (
          SELECT i, block * 60 + (i % 60) // places AS document FROM numbered
        ), placed AS (
          SELECT i, document, ${uniform("document", 2)} AS kind, floor(600 * pow(${uniform("document", 3)}, 2.5)) AS home,
            ${uniform("i", 4)} AS away, floor(600 * pow(${uniform("i", 5)}, 2.5)) AS other FROM documents
        ), cities AS (
          SELECT *, (CASE WHEN away < 0.15 THEN other ELSE home END)::BIGINT AS city FROM placed
        )
        SELECT document,
          CASE WHEN kind < 0.25 THEN 'pct' WHEN kind < 0.97 THEN 'publications' ELSE 'ventureDeals' END AS metric,
          CASE WHEN away > 0.95 THEN 180 * ${uniform("i", 6)} - 90
            ELSE 110 * ${uniform("city", 7)} - 50 + 0.09 * sqrt(-2 * ln(1 - ${uniform("i", 8)})) * cos(2 * pi() * ${uniform("i", 9)}) END AS latitude,
          CASE WHEN away > 0.95 THEN 360 * ${uniform("i", 10)} - 180
            ELSE 350 * ${uniform("city", 11)} - 175 + 0.1 * sqrt(-2 * ln(1 - ${uniform("i", 8)})) * sin(2 * pi() * ${uniform("i", 9)}) END AS longitude
        FROM cities
      ) TO '${file.replaceAll("'", "''")}' (FORMAT parquet)`);
    const rows = (await connection.runAndReadAll("SELECT version()")).getRows();
    return String(rows[0]?.[0]);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function counted(out: string): { cells: number; clusters: number } {
  const summary = JSON.parse(readFileSync(join(out, "summary.json"), "utf8"));
  return { cells: summary.cells, clusters: summary.clusters };
}
