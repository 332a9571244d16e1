import { readFileSync } from "node:fs";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { METRICS } from "../../../../lib/clusters/data/record.js";
import {
  CELL_COLUMNS,
  cellStatement,
  cellsFromRows,
  type GeocodedRecord,
  STATUSES,
  toCells,
} from "../../../../lib/clusters/places/cells/index.js";
import { hasPostgres, type Postgres, startPostgres } from "../../../support/postgres.js";
import { arbitraryRecords, asQuery } from "./arbitrary.js";

let connection: DuckDBConnection;
beforeAll(async () => {
  connection = await (await DuckDBInstance.create(":memory:", { threads: "2" })).connect();
});
afterAll(() => connection.closeSync());

/** Rows of the statement in DuckDB, as text and sorted. */
async function inDuckDb(records: readonly GeocodedRecord[], perDegree: number): Promise<string[]> {
  const from = `(${asQuery(records)}) AS records`;
  const rows = (await connection.runAndReadAll(cellStatement({ perDegree, from }))).getRows();
  return rows.map((row) => row.map((value) => (value === null ? "" : String(value))).join(",")).sort();
}

/** Rows as text → columns. */
function columns(lines: readonly string[]): Parameters<typeof cellsFromRows>[0] {
  const rows = lines.map((line) => line.split(","));
  const numbers = (c: number): number[] => rows.map((row) => Number(row[c]));
  const positions = (words: readonly string[], c: number): number[] =>
    rows.map((row) => words.indexOf(row[c] ?? ""));
  return {
    status: positions(STATUSES, 0),
    row: numbers(1),
    column: numbers(2),
    metric: positions(METRICS, 3),
    places: numbers(4),
    records: numbers(5),
  };
}

const record = (
  latitude: number | null,
  longitude: number | null,
  document: string | null = "D",
): GeocodedRecord => ({
  document,
  metric: "pct",
  latitude,
  longitude,
});

describe("cellStatement", () => {
  it("gives the columns that it is said to give, in their order", async () => {
    const result = await connection.run(
      cellStatement({ perDegree: 100, from: `(${asQuery([record(1, 2)])})` }),
    );
    expect(result.columnNames()).toEqual([...CELL_COLUMNS]);
  });

  it("counts records by status, cell, metric and the number of places of the document", async () => {
    const records = [record(1.005, 2.005), record(1.006, 2.006), record(1.009, 2.001, "E"), record(null, 1)];
    expect(await inDuckDb(records, 100)).toEqual([
      "located,100,200,pct,1,1,100",
      "located,100,200,pct,3,2,100",
      "missing,,,pct,3,1,100",
    ]);
  });

  it("puts 0.29° into cell 29 of a grid of 0.01°, though 0.29 × 100 is less than 29 in doubles", async () => {
    expect(await inDuckDb([record(0.29, -0.29)], 100)).toEqual(["located,29,-29,pct,1,1,100"]);
  });

  it("holds latitude 90 to the northernmost row and takes longitude 180 for −180", async () => {
    expect(await inDuckDb([record(90, 180), record(-90, -180)], 100)).toEqual([
      "located,-9000,-18000,pct,2,1,100",
      "located,8999,-18000,pct,2,1,100",
    ]);
  });

  it("names every fault, and rows without a document before any other", async () => {
    const faults = [
      record(Number.NaN, 1),
      record(0, -0),
      record(139, 35),
      record(91, 181),
      record(1, 1, null),
    ];
    expect((await inDuckDb(faults, 1)).map((line) => line.split(",")[0])).toEqual([
      "missing",
      "no document",
      "null island",
      "out of range",
      "swapped",
    ]);
  });

  it("refuses a grid that is not a whole number of cells in a degree", () => {
    for (const perDegree of [0, -1, 0.5, 10_001, Number.NaN]) {
      expect(() => cellStatement({ perDegree })).toThrow(
        `Found ${perDegree} cells per degree, expected a whole number from 1 to 10,000`,
      );
    }
  });

  it("gives in DuckDB what toCells gives in memory, to the last bit and in any order of rows", async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitraryRecords,
        fc.constantFrom(1, 7, 100, 3600, 10_000),
        async (records, perDegree) => {
          const lines = await inDuckDb(records, perDegree);
          const expected = toCells(records, { perDegree });
          expect(cellsFromRows(columns(lines), { perDegree })).toEqual(expected);
          expect(cellsFromRows(columns(lines.slice().reverse()), { perDegree })).toEqual(expected);
        },
      ),
      { seed: 6, numRuns: 150 },
    );
  });
});

describe("records/engines.md", () => {
  it("shows the statement as it is", () => {
    const text = readFileSync("lib/clusters/places/cells/engines.md", "utf8");
    expect(text).toContain(`\n\`\`\`sql\n${cellStatement({ perDegree: 100 })}\`\`\`\n`);
  });
});

describe.skipIf(!hasPostgres)("cellStatement in PostgreSQL", () => {
  let postgres: Postgres;
  beforeAll(() => {
    postgres = startPostgres();
  });
  afterAll(() => postgres.stop());

  it("gives the same rows as in DuckDB", async () => {
    const samples = fc.sample(arbitraryRecords, { seed: 15, numRuns: 40 });
    for (const perDegree of [1, 100, 10_000]) {
      const all = samples.flatMap((records, s) =>
        records.map((each) => ({
          ...each,
          document: each.document === null ? null : `${s}-${each.document}`,
        })),
      );
      const create = `DROP VIEW IF EXISTS records; CREATE VIEW records AS ${asQuery(all)};`;
      const rows = postgres.query(`${create}\n${cellStatement({ perDegree })};`).sort();
      expect(rows.length).toBeGreaterThan(100);
      expect(rows).toEqual(await inDuckDb(all, perDegree));
    }
  });
});
