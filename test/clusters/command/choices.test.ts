import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { VERSION } from "../../../lib/clusters/command/version.js";
import { cellStatement } from "../../../lib/clusters/places/cells/index.js";
import { duckdb, identifyCommand, run, scratch } from "./command.js";
import { RULE } from "./faults.js";
import { csv, ROWS } from "./records.js";

const folder = scratch();
beforeAll(() => writeFileSync(folder.file("records.csv"), csv(ROWS)));
afterAll(folder.remove);

let runs = 0;
async function identify(...args: readonly string[]) {
  const out = `out-${++runs}`;
  const ended = await identifyCommand([...args, "--out", out], { cwd: folder.path });
  expect(ended.err).toBe("");
  expect(ended.code).toBe(0);
  const text = (name: string): string => readFileSync(join(folder.path, out, name), "utf8");
  const lines = (name: string): string[] => text(name).trim().split("\n");
  return { said: ended.out, text, lines, summary: JSON.parse(text("summary.json")) };
}

describe("innovation-clusters statement", () => {
  it("prints the statement for the grid and the table that are asked for", async () => {
    const plain = await run(["statement"], { cwd: folder.path });
    expect(plain).toEqual({ code: 0, out: cellStatement({ perDegree: 100 }), err: "" });
    const other = await run(["statement", "--cell", "0.05", "--from", "mine.records"], { cwd: folder.path });
    expect(other.out).toBe(cellStatement({ perDegree: 20, from: "mine.records" }));
  });
});

describe("innovation-clusters identify", () => {
  it("names its version", () => {
    expect(JSON.parse(readFileSync("lib/clusters/package.json", "utf8")).version).toBe(VERSION);
  });

  it("takes usual names of columns in whatever case, one metric for all rows, and rows without documents", async () => {
    const rows = ROWS.map(([, , latitude, longitude]) => `${latitude};${longitude}`);
    writeFileSync(folder.file("bare.csv"), ["LAT;Lng", ...rows].join("\n"));
    const { said, summary, lines } = await identify("bare.csv", ...RULE, "--metric", "patents");
    expect(said).toContain(
      "Note: There is no column of documents: every row counts as a document of its own.",
    );
    expect(summary.input).toMatchObject({
      columns: { document: null, metric: null, latitude: "LAT", longitude: "Lng" },
      metric: "pct",
    });
    expect(summary.metrics).toMatchObject({ pct: { records: 27, documents: 27 } });
    expect(lines("shares.csv").length).toBe(3);
    expect(said).toContain("Note: Clusters are named by their centres: there were no places.");
  });

  it("takes columns by the names given", async () => {
    writeFileSync(folder.file("named.csv"), csv(ROWS, "akte,art,breite,laenge,ort"));
    const { summary } = await identify(
      ...["named.csv", ...RULE, "--document", "akte", "--metric-column", "art"],
      ...["--latitude", "breite", "--longitude", "laenge"],
    );
    expect(summary.input.columns).toEqual({
      document: "akte",
      metric: "art",
      latitude: "breite",
      longitude: "laenge",
    });
    expect(summary.metrics.pct.documents).toBe(9);
  });

  it("reads single-precision coordinates as the decimals that they were written as", async () => {
    const sql =
      "SELECT range AS id, 'vc' AS kind, CAST(0.29 AS FLOAT) AS y, CAST(-0.29 AS FLOAT) AS x FROM range(5)";
    await duckdb(`COPY (${sql}) TO '${folder.file("single.parquet")}'`);
    const { lines } = await identify("single.parquet", ...RULE);
    expect(lines("members.csv")[1]?.split(",").slice(1, 3)).toEqual(["29", "-29"]);
  });

  it("reads decimal columns and numbers as documents", async () => {
    const sql =
      "SELECT range // 2 AS id, 'pct' AS kind, CAST(0.29 AS DECIMAL(9, 6)) AS y, CAST(8.2 AS DECIMAL(9, 6)) AS x FROM range(6)";
    await duckdb(`COPY (${sql}) TO '${folder.file("decimal.parquet")}'`);
    const { lines, summary } = await identify("decimal.parquet", ...RULE);
    expect(lines("members.csv")[1]?.split(",").slice(1, 3)).toEqual(["29", "820"]);
    expect(summary.metrics.pct.documents).toBe(3);
  });

  it("goes by an edition's rule and says where it is from, and which parts were replaced", async () => {
    const { said, summary } = await identify("records.csv", "--edition", "2024", "--threshold", "5");
    expect(summary.rule).toEqual({
      radius_km: 15,
      threshold_records: 5,
      merge_km: 5,
      density: ["pct", "publications"],
      edition: 2024,
      source: "fnnews-2024-08",
      own: ["threshold"],
    });
    expect(said).toContain("WIPO's program is not public. --threshold replaced parts of it.");
    expect(summary.weights).toEqual({ pct: 1, publications: 1 });
  });

  it("leaves metrics without records out of the rule and the ranking, and says so", async () => {
    const { said, summary } = await identify(
      "records.csv",
      ...RULE,
      "--density",
      "pct,vc",
      "--weights",
      "2025",
    );
    expect(said).toContain(
      "Density counts pct alone: there are no records of ventureDeals, which the rule counts, too.",
    );
    expect(said).toContain("The ranking adds pct, publications alone: there are no records of ventureDeals.");
    expect(summary).toMatchObject({
      clusters: 1,
      rule: { density: ["pct"] },
      weights: { pct: 1, publications: 1 },
    });
  });

  it("names clusters after places of a file in place of the records' own, and counts inhabitants", async () => {
    writeFileSync(
      folder.file("towns.csv"),
      'name,latitude,longitude,population\n"Upper, Alton",10.016,20.014,900\n+Bex,-5.003,179.995,500\n',
    );
    writeFileSync(
      folder.file("people.csv"),
      "lat,lon,population\n10.016,20.014,250000\n-5.003,179.995,50000\n",
    );
    const { lines, summary, text } = await identify(
      "records.csv",
      ...RULE,
      "--places",
      "towns.csv",
      "--population",
      "people.csv",
    );
    expect(lines("ranking.csv").slice(1)).toEqual([
      "1,bex,'+Bex,80,0,80,1,1600",
      '2,upper-alton,"Upper, Alton",62.962962963,62.962962963,0,2,251.851851852',
    ]);
    expect(lines("shares.csv")[1]).toBe(
      'upper-alton,"Upper, Alton",pct,5.66666666667,62.962962963,22.6666666667',
    );
    expect(summary.places).toMatchObject([{ name: "towns.csv", rows: 2 }]);
    expect(summary.population).toMatchObject([{ name: "people.csv", rows: 2 }]);
    writeFileSync(folder.file("by-name.csv"), "cluster,inhabitants\nBex,50000\nupper-alton,250000\n");
    const named = await identify(
      ...["records.csv", ...RULE, "--places", "towns.csv", "--population", "by-name.csv"],
    );
    expect(named.text("ranking.csv")).toBe(text("ranking.csv"));
    expect(named.text("clusters.csv")).toBe(text("clusters.csv"));
  });

  it("finds clusters again in samples of the records, the same ones for the same seed", async () => {
    const args = ["records.csv", "--radius", "10", "--threshold", "8", "--confidence", "20"];
    const [one, two, other] = await Promise.all([
      identify(...args),
      identify(...args),
      identify(...args, "--seed", "2"),
    ]);
    const confidence = one
      .lines("clusters.csv")
      .slice(1)
      .map((line) => Number(line.split(",").at(-2)));
    expect(confidence.every((share) => share > 0 && share <= 1)).toBe(true);
    expect(confidence.some((share) => share < 1)).toBe(true);
    expect(one.summary.confidence).toEqual({ replicates: 20, keep: 0.8, seed: 1 });
    expect(two.text("members.csv")).toBe(one.text("members.csv"));
    expect(other.text("members.csv")).not.toBe(one.text("members.csv"));
  });
});
