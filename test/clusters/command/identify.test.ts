import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { VERSION } from "../../../lib/clusters/command/version.js";
import { duckdb } from "./command.js";
import { RULE } from "./faults.js";
import { csv, ROWS } from "./records.js";
import { session, TABLES } from "./session.js";

const { folder, identify, text, summaryOf } = session();
afterAll(folder.remove);

let printed = "";
beforeAll(async () => {
  writeFileSync(folder.file("records.csv"), csv(ROWS));
  printed = await identify("plain", "records.csv", ...RULE, "--weights", "2024");
});

describe("innovation-clusters identify", () => {
  it("writes four tables as CSV and Parquet, a map and a summary, and nothing else", () => {
    expect(readdirSync(join(folder.path, "plain")).sort()).toEqual(
      [
        "clusters.geojson",
        "summary.json",
        ...TABLES.flatMap((name) => [`${name}.csv`, `${name}.parquet`]),
      ].sort(),
    );
    expect(readdirSync(folder.path).sort()).toEqual(["plain", "records.csv"]);
  });

  it("finds the clusters, counts documents fractionally and shares them out among all documents of the records", () => {
    expect(text("plain", "clusters.csv").split("\n")[0]).toBe(
      "cluster,name,latitude,longitude,records,pct,publications,cells,core_cells,merged,area_km2,population,confidence,membership",
    );
    // A0 has one of its three places elsewhere; of pct there are nine documents with an id, of publications ten.
    expect(text("plain", "shares.csv")).toBe(
      [
        "cluster,name,metric,count,share_percent,per_million",
        "alton,Alton,pct,5.66666666667,62.962962963,",
        "alton,Alton,publications,0,0,0",
        "bexley,'=Bexley,pct,0,0,0",
        "bexley,'=Bexley,publications,8,80,",
        "",
      ].join("\n"),
    );
  });

  it("ranks by the sum of shares under the weights", () => {
    const [header, first, second] = text("plain", "ranking.csv").split("\n");
    expect(header).toBe("rank,cluster,name,score,pct,publications,intensity_rank,intensity");
    expect(first).toBe("1,bexley,'=Bexley,80,0,80,,");
    expect(second?.startsWith("2,alton,Alton,62.9629629")).toBe(true);
    expect(printed).toContain(
      "The first by PCT applications and publications, in percent of all documents, added:\n   1  =Bexley  80.00\n   2  Alton  62.96\n",
    );
  });

  it("tells the weights that are not 1", async () => {
    const said = await identify("halved", "records.csv", ...RULE, "--weights", "pct=1,publications=0.5");
    expect(said).toContain(
      "The first by PCT applications and 0.5 times publications, in percent of all documents, added:\n   1  Alton  62.96\n   2  =Bexley  40.00\n",
    );
  });

  it("lists the member cells alone, from south to north and west to east in each cluster", async () => {
    const bexley = await duckdb(`SELECT cell_row, cell_column, latitude, longitude, records, core
      FROM '${folder.file("plain/members.parquet")}' WHERE cluster = 'bexley'`);
    expect(bexley).toEqual([
      [-501, -18_000, -5.005, -179.995, 3, true],
      [-501, 17_999, -5.005, 179.995, 4, true],
      [-500, -18_000, -4.995, -179.995, 1, true],
    ]);
    const all = `SELECT cluster, SUM(records) FROM '${folder.file("plain/members.parquet")}' GROUP BY cluster ORDER BY cluster`;
    expect(await duckdb(all)).toEqual([
      ["alton", 12],
      ["bexley", 8],
    ]);
  });

  it("says the same in Parquet as in CSV, but for the names that CSV keeps from being formulas", async () => {
    for (const name of TABLES) {
      const parquet = folder.file(`plain/${name}.parquet`);
      const types = (await duckdb(`DESCRIBE SELECT * FROM '${parquet}'`)).map(
        ([column, type]) => `'${column}': '${type}'`,
      );
      const asCsv = `read_csv('${folder.file(`plain/${name}.csv`)}', header = true, columns = {${types.join(", ")}})`;
      const but = name === "members" ? "" : "EXCLUDE (name)";
      const rows = await duckdb(`SELECT * ${but} FROM '${parquet}'`);
      expect(rows.length, name).toBeGreaterThan(1);
      expect(await duckdb(`SELECT * ${but} FROM ${asCsv}`), name).toEqual(rows);
    }
    expect(await duckdb(`SELECT name FROM '${folder.file("plain/ranking.parquet")}' WHERE rank = 1`)).toEqual(
      [["=Bexley"]],
    );
  });

  it("puts the clusters on the map with their ranks, cut at the antimeridian", () => {
    const { features } = JSON.parse(text("plain", "clusters.geojson"));
    expect(features.map(({ properties }: { properties: object }) => properties)).toMatchObject([
      { cluster: "alton", rank: 2, records: 12 },
      { cluster: "bexley", rank: 1, records: 8 },
    ]);
    expect(features[1].geometry.type).toBe("MultiPolygon");
  });

  it("counts every record without a place, by reason, on the screen and in the summary", () => {
    expect(printed).toContain(
      "PCT applications: 17 records of 9 documents; 4 without a place (33.33% of the documents): 2 missing, 1 out of range, 1 no document.",
    );
    expect(printed).toContain(
      "Publications: 10 records of 10 documents; 2 without a place (20.00% of the documents): 1 null island, 1 swapped.",
    );
    expect(summaryOf("plain").metrics.pct).toEqual({
      records: 17,
      documents: 9,
      faults: {
        missing: { records: 2, documents: 2, documents_percent: 200 / 9 },
        "out of range": { records: 1, documents: 1, documents_percent: 100 / 9 },
        "no document": { records: 1, documents: 0, documents_percent: 0 },
      },
    });
  });

  it("says in the summary what was read by which rule, without paths or times", () => {
    expect(summaryOf("plain")).toMatchObject({
      program: "innovation-clusters identify",
      versions: { "innovation-clusters": VERSION },
      input: {
        kind: "records",
        files: [{ name: "records.csv", bytes: csv(ROWS).length, rows: 27 }],
        columns: { document: "document", metric: "metric", latitude: "latitude", longitude: "longitude" },
      },
      places: "place",
      population: null,
      rule: { radius_km: 10, threshold_records: 5, merge_km: 0, edition: null, source: null },
      weights: { pct: 1, publications: 1 },
      confidence: null,
      cells_per_degree: 100,
      clusters: 2,
    });
    expect(text("plain", "summary.json")).not.toContain(folder.path);
  });

  it("prints the first clusters of the ranking", () => {
    expect(printed).toContain("2 clusters among");
    expect(printed).toMatch(/ 1 {2}=Bexley {2}80\.00\n +2 {2}Alton {2}62\.96\n/);
  });

  it("replaces what it has written before", async () => {
    await identify("twice", "records.csv", ...RULE);
    expect(await identify("twice", "records.csv", "--radius", "10", "--threshold", "100")).toContain(
      "No clusters among",
    );
    expect(summaryOf("twice").clusters).toBe(0);
    expect(readdirSync(folder.path).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("writes tables with headers alone where nothing is dense, and says what would be", async () => {
    const said = await identify("nothing", "records.csv", "--radius", "10", "--threshold", "100");
    expect(said).toContain(
      "Around the heaviest cell, 10 km hold 8 records: a threshold up to that finds clusters.",
    );
    for (const name of TABLES) {
      expect(text("nothing", `${name}.csv`).trim().split("\n")).toHaveLength(1);
      expect(await duckdb(`SELECT * FROM '${folder.file(`nothing/${name}.parquet`)}'`)).toEqual([]);
    }
    expect(JSON.parse(text("nothing", "clusters.geojson")).features).toEqual([]);
  });
});
