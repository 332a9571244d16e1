import { writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { duckdb, type Ended, identifyCommand } from "./command.js";
import { RULE } from "./faults.js";
import { csv, ROWS } from "./records.js";
import { session } from "./session.js";

const { folder, identify, results, summaryOf } = session();
afterAll(folder.remove);
writeFileSync(folder.file("records.csv"), csv(ROWS));

async function refused(file: string, ...more: readonly string[]): Promise<string> {
  const ended: Ended = await identifyCommand([file, ...more, ...RULE, "--out", "refused"], {
    cwd: folder.path,
  });
  expect(ended).toMatchObject({ code: 2, out: "" });
  return ended.err;
}

/** Columns of the scratch folder's CSV as a Parquet file. */
async function parquet(name: string, columns: string, rows = "true"): Promise<void> {
  const read = `read_csv('${folder.file("records.csv")}', header = true, all_varchar = true)`;
  await duckdb(
    `COPY (SELECT ${columns} FROM ${read} WHERE ${rows}) TO '${folder.file(name)}' (FORMAT parquet)`,
  );
}

const REST =
  "metric, TRY_CAST(latitude AS DOUBLE) AS latitude, TRY_CAST(longitude AS DOUBLE) AS longitude, place";

describe("innovation-clusters identify", () => {
  it("counts a file once, however often and by whatever way it is named", async () => {
    await identify("once", "records.csv", ...RULE);
    await identify("again", "records.csv", "./records.csv", folder.file("records.csv"), ...RULE);
    expect(results("again")).toEqual(results("once"));
    expect(summaryOf("again").input.files).toHaveLength(1);
  });

  it("reads single precision beside double precision as the decimals that they were written as", async () => {
    await parquet("all.parquet", `document, ${REST}`);
    const single = REST.replaceAll("AS DOUBLE", "AS FLOAT");
    await parquet("single.parquet", `document, ${single}`, "document < 'A3'");
    await parquet("double.parquet", `document, ${REST}`, "(document < 'A3') IS NOT TRUE");
    await identify("whole", "all.parquet", ...RULE);
    await identify("parts", "single.parquet", "double.parquet", ...RULE);
    expect(results("parts")).toEqual(results("whole"));
  });

  it("takes an empty id, and one that is not a number, for none", async () => {
    const ids = { empty: "''", nan: "'NaN'::DOUBLE", none: "NULL" };
    for (const [name, id] of Object.entries(ids)) {
      const own = name === "nan" ? "ascii(document) * 10.0 + substr(document, 2)::DOUBLE" : "document";
      await parquet(
        `${name}.parquet`,
        `CASE WHEN document < 'A3' THEN ${id} ELSE ${own} END AS document, ${REST}`,
      );
      await identify(name, `${name}.parquet`, ...RULE);
    }
    expect(summaryOf("none").metrics.pct.faults["no document"].records).toBeGreaterThan(6);
    expect(results("empty")).toEqual(results("none"));
    expect(results("nan")).toEqual(results("none"));
  });

  it("understands quotes that come late in a file, and ids that begin with #", async () => {
    const many = Array.from({ length: 30_000 }, (_, n) => `N${n},paper,50.5,${(n % 300) - 150}`);
    const late = ['"L,1",paper,10,20', '"L2","paper","10","20"', "#L3,paper,10,20"];
    writeFileSync(
      folder.file("late.csv"),
      ["document,metric,latitude,longitude", ...many, ...late].join("\n"),
    );
    await identify("late", "late.csv", "--radius", "1", "--threshold", "1000");
    expect(summaryOf("late").metrics.publications).toEqual({
      records: 30_003,
      documents: 30_003,
      faults: {},
    });
  });

  it("refuses files that lack a column of the others", async () => {
    writeFileSync(folder.file("short-names.csv"), "document,metric,lat,lon\nZ,pct,10,20\n");
    expect(await refused("records.csv", "short-names.csv")).toBe(
      'innovation-clusters: short-names.csv: found no column "latitude" among document, metric, lat, lon, expected the same names as in the other files.\n',
    );
  });

  it("names the line of a CSV that is too long, too short or in another encoding", async () => {
    const good = ["document,metric,latitude,longitude", "A,pct,1,2", "B,pct,1,2", "C,pct,1,2"];
    writeFileSync(folder.file("long.csv"), [...good, "D,pct,1,2,3", "E,pct,1,2"].join("\n"));
    expect(await refused("long.csv")).toContain("long.csv: line 5: Expected Number of Columns: 4 Found: 5.");
    writeFileSync(folder.file("less.csv"), [...good, "D,pct,1", "E,pct,1,2"].join("\n"));
    expect(await refused("less.csv")).toContain("less.csv: line 5: Expected Number of Columns: 4 Found: 3.");
    writeFileSync(folder.file("latin.csv"), csv(ROWS).replaceAll("Alton", "Alt\u00f6n"), "latin1");
    expect(await refused("latin.csv")).toContain("This file is not utf-8 encoded.");
  });

  it("refuses coordinates none of which is a number", async () => {
    const rows = ROWS.slice(0, 20).map((row) => row.slice(0, 4).join(";").replaceAll(".", ","));
    writeFileSync(folder.file("commas.csv"), ["document;metric;latitude;longitude", ...rows].join("\n"));
    expect(await refused("commas.csv")).toBe(
      'innovation-clusters: commas.csv, column "latitude": found "-5,000" and no number in 20 rows, expected degrees such as 35.68.\n',
    );
  });

  it("takes whole numbers of cells as doubles, and refuses others", async () => {
    const header = "status,cell_row,cell_column,metric,places,records,cells_per_degree";
    const cells = (row: string): string => `${header}\nlocated,${row},100.0,pct,1,7.0,100.0\n`;
    writeFileSync(folder.file("cells.csv"), cells("12.0"));
    await identify("cells", "cells.csv", ...RULE, "--cell", "0.01");
    expect(summaryOf("cells")).toMatchObject({ cells: 1, clusters: 1, cells_per_degree: 100 });
    for (const [row, said] of [
      ["12.4", "found 12.4 as cell_row, expected whole numbers."],
      ["", "found nothing as cell_row, expected whole numbers."],
      ["north", "found north as cell_row, expected whole numbers."],
    ] as const) {
      writeFileSync(folder.file("wrong.csv"), cells(row));
      expect(await refused("wrong.csv")).toContain(said);
    }
  });
});
