import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { DataError } from "../../../../lib/clusters/data/index.js";
import { toCells } from "../../../../lib/clusters/places/cells/index.js";
import { generatedWorld } from "../../../../lib/clusters/places/generated/index.js";
import {
  identifiedSet,
  identifyClusters,
  readIdentified,
} from "../../../../lib/clusters/places/identification/index.js";
import { FILES, scratch, summary, write } from "./folder.js";

const { folder, remove } = scratch();
afterAll(remove);
let made = 0;
const broken = (changed: { readonly [name: string]: string | undefined }) => {
  made += 1;
  return write(join(folder, String(made)), changed);
};
const text = (name: string) => FILES[name] ?? "";

describe("a folder that was read", () => {
  const set = readIdentified(write(join(folder, "whole")));

  it("gives clusters by rank, with what each table says of them", () => {
    expect(set.clusters.map(({ id }) => id)).toEqual(["a", "b"]);
    expect(set.clusters[1]).toMatchObject({
      name: "B",
      records: 120,
      cells: 4,
      cores: 3,
      merged: 2,
      areaKm2: 40.5,
      population: 1000,
      reappears: 0.9,
      membership: 0.85,
      rank: 2,
      score: 10,
      intensityRank: 1,
      metrics: { pct: { count: 30.5, share: 10, perMillion: 30500 } },
    });
  });

  it("leaves missing what is empty, takes numbers with exponents, and names without the mark against formulas", () => {
    expect(set.clusters[0]).toMatchObject({
      name: "=A",
      latitude: 1e-7,
      longitude: 1e-7,
      population: null,
      reappears: null,
      intensityRank: null,
    });
  });

  it("tells rule, origin, weights, what has no place, and notes", () => {
    expect(set).toMatchObject({
      rule: { radius: 15, threshold: 50, merge: 5 },
      density: ["pct"],
      origin: { edition: 2024, source: "fnnews-2024-08", own: ["threshold"] },
      weights: { pct: 1 },
      perDegree: 100,
      cells: 9,
      metrics: {
        pct: { records: 200, documents: 160, unplaced: [{ reason: "missing", records: 3, documents: 1.5 }] },
      },
      replicates: 20,
      notes: ["A note."],
    });
  });

  it("may hold no cluster", () => {
    const header = (name: string) => `${text(name).split("\n")[0]}\n`;
    const empty = readIdentified(
      broken({
        "clusters.csv": header("clusters.csv"),
        "ranking.csv": header("ranking.csv"),
        "shares.csv": header("shares.csv"),
        "clusters.geojson": '{"type":"FeatureCollection","features":[]}',
        "summary.json": summary(0, 0),
      }),
    );
    expect(empty.clusters).toEqual([]);
  });
});

describe("a folder that is broken", () => {
  const message = (dir: string): string => {
    try {
      readIdentified(dir);
    } catch (error) {
      if (error instanceof DataError) return error.message;
      throw error;
    }
    return "nothing was wrong";
  };

  it("is named where it is not there, or no folder", () => {
    const absent = join(folder, "absent");
    expect(message(absent)).toBe(
      `${absent}: found no such folder, expected the folder that the command identify wrote.`,
    );
    const file = join(folder, "whole", "clusters.csv");
    expect(message(file)).toContain(`${file}: found no such folder`);
  });

  it.each(Object.keys(FILES))("is named with the file where %s is missing", (name) => {
    const dir = broken({ [name]: undefined });
    expect(message(dir)).toBe(
      `${name} in ${dir}: found no such file, expected a readable file. Make the folder anew with the command identify.`,
    );
  });

  it.each([
    ["clusters.csv", text("clusters.csv").replace("120", "many"), 'line 2, column "records": found "many"'],
    [
      "clusters.csv",
      text("clusters.csv").replace("area_km2", "area"),
      'column "area_km2": found no such column',
    ],
    ["clusters.csv", text("clusters.csv").replace("a,'=A", "b,A"), 'column "cluster": found "b" again'],
    ["ranking.csv", text("ranking.csv").replace("2,b,B", "2,c,C"), 'line 3, column "cluster": found "c"'],
    ["ranking.csv", text("ranking.csv").replace(/2,b.*\n/, ""), 'found no row of "b"'],
    ["shares.csv", text("shares.csv").replace("b,B,pct", "b,B,patents"), 'column "metric": found "patents"'],
    ["clusters.geojson", "{", "found text that is not JSON"],
    ["clusters.geojson", "[]", "found a list, expected a GeoJSON feature collection"],
    ["clusters.geojson", "{}", "found no features"],
    [
      "clusters.geojson",
      text("clusters.geojson").replace('"id":"b"', '"id":"c"'),
      'found no boundary of "b"',
    ],
    ["clusters.geojson", text("clusters.geojson").replace("[21,11]", "[210,11]"), "found feature 1 without"],
    ["clusters.geojson", text("clusters.geojson").replace("Polygon", "Point"), "found feature 1 without"],
    ["summary.json", "null", "found null, expected an object"],
    [
      "summary.json",
      text("summary.json").replace('"radius_km":15', '"radius_km":"15"'),
      'found "15" as "radius_km"',
    ],
    ["summary.json", text("summary.json").replace('"cells":9,', ""), 'found nothing as "cells"'],
    ["summary.json", summary(518, 6), 'found 518 as "clusters", expected the 2 of clusters.csv'],
    ["summary.json", summary(2, 7), 'found 7 as "member_cells", expected the 6 of clusters.csv'],
    ["summary.json", text("summary.json").replace('"faults"', '"errors"'), 'expected an object "faults"'],
  ])("is named with the place where %s is wrong (%#)", (name, changed, said) => {
    const dir = broken({ [name]: changed });
    expect(changed).not.toBe(text(name));
    expect(message(dir)).toContain(`${name} in ${dir}`);
    expect(message(dir)).toContain(said);
  });
});

describe("clusters found in this program", () => {
  const cells = toCells(generatedWorld({ seed: 1, scale: 0.05 }).records);
  const rule = { radius: 15, threshold: 45, merge: 5 };
  const density = ["pct", "publications"] as const;
  const found = identifyClusters(cells, { rule, density });
  const set = identifiedSet(found, cells, { rule, density, weights: { pct: 1 } });

  it("take the same shape, by rank, with shares and without what was not asked for", () => {
    expect(set.clusters).toHaveLength(found.regions.length);
    expect(set.clusters.map(({ rank }) => rank)).toEqual(found.regions.map((_, at) => at + 1));
    const [first] = set.clusters;
    expect(first).toMatchObject({ population: null, reappears: null, intensityRank: null });
    expect(first?.score).toBe(first?.metrics.pct?.share);
    expect(set.replicates).toBeNull();
    expect(set.origin).toEqual({ edition: null, source: null, own: [] });
  });

  it("count what has no place", () => {
    const { pct } = set.metrics;
    expect(pct?.records).toBe(cells.totals.pct?.records);
    expect(pct?.unplaced.map(({ reason }) => reason)).toContain("missing");
  });
});
