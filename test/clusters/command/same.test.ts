import { writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellStatement } from "../../../lib/clusters/places/cells/index.js";
import { duckdb } from "./command.js";
import { RULE } from "./faults.js";
import { csv, ROWS } from "./records.js";
import { session } from "./session.js";

const { folder, identify, text, summaryOf, results } = session();
afterAll(folder.remove);

beforeAll(async () => {
  writeFileSync(folder.file("records.csv"), csv(ROWS));
  await identify("plain", "records.csv", ...RULE, "--weights", "2024");
});

describe("innovation-clusters identify", () => {
  it("gives the same bytes for Parquet, for rows in another order, for several files and for a second run", async () => {
    writeFileSync(folder.file("reversed.csv"), csv([...ROWS].reverse()));
    writeFileSync(folder.file("part-1.csv"), csv(ROWS.slice(0, 9)));
    writeFileSync(folder.file("part-2.csv"), csv(ROWS.slice(9)));
    await duckdb(
      `COPY (SELECT document, metric, TRY_CAST(latitude AS DOUBLE) AS latitude, TRY_CAST(longitude AS DOUBLE) AS longitude, place
        FROM read_csv('${folder.file("records.csv")}', header = true, all_varchar = true)) TO '${folder.file("records.parquet")}'`,
    );
    const expected = results("plain");
    const runs = [
      ["reversed.csv"],
      ["records.parquet"],
      ["part-*.csv"],
      ["part-2.csv", "part-1.csv"],
      ["records.csv"],
    ];
    for (const files of runs) {
      await identify("again", ...files, ...RULE, "--weights", "2024");
      expect(results("again"), files.join(" ")).toEqual(expected);
    }
    expect(text("again", "summary.json")).toBe(text("plain", "summary.json"));
  });

  it("takes the statement's own result in place of records, on the grid that it says", async () => {
    const view = `CREATE VIEW records AS SELECT document, CASE metric WHEN 'patents' THEN 'pct' ELSE lower(metric) END AS metric,
      TRY_CAST(latitude AS DOUBLE) AS latitude, TRY_CAST(longitude AS DOUBLE) AS longitude
      FROM read_csv('${folder.file("records.csv")}', header = true, all_varchar = true)`;
    const merged = `SELECT status, cell_row, cell_column, CASE metric WHEN 'paper' THEN 'articles' ELSE metric END AS metric,
      places, records, cells_per_degree FROM (${cellStatement({ perDegree: 20 })})`;
    await duckdb(
      view,
      `COPY (${merged}) TO '${folder.file("cells.parquet")}'`,
      `COPY (${merged}) TO '${folder.file("cells.csv")}' (HEADER)`,
    );
    writeFileSync(
      folder.file("unnamed.csv"),
      csv(ROWS.map(([d, m, lat, lon]) => [d, m, lat, lon])).replace(",place", ",note"),
    );
    await identify("from-records", "unnamed.csv", ...RULE, "--cell", "0.05");
    for (const file of ["cells.parquet", "cells.csv"]) {
      await identify("from-cells", file, ...RULE);
      expect(results("from-cells")).toEqual(results("from-records"));
      expect(summaryOf("from-cells")).toMatchObject({
        cells_per_degree: 20,
        input: { kind: "cells", columns: null },
      });
      expect(summaryOf("from-cells").metrics).toEqual(summaryOf("from-records").metrics);
    }
  });
});
