import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import { describe, expect, test } from "vitest";
import { identify } from "../../../../lib/clusters/places/dbscan/index.js";
import { distanceKm } from "../../../../lib/clusters/places/geo/index.js";

const numbers = (name: string, file: string): number[] => {
  const text = readFileSync(new URL(`sklearn/${file}.csv`, import.meta.url), "utf8");
  const rows: { [column: string]: string }[] = parse(text, { columns: true });
  return rows.map((row) => Number(row[name]));
};
const SETS = parse(readFileSync(new URL("sklearn/sets.csv", import.meta.url), "utf8"), {
  columns: true,
}) as { name: string; radius: string; threshold: string }[];

describe.each(SETS)("of the stored set $name", ({ name, ...rule }) => {
  const [latitude, longitude, weight] = ["latitude", "longitude", "weight"].map((column) =>
    numbers(column, name),
  ) as [number[], number[], number[]];
  const radius = Number(rule.radius);
  const found = identify({ latitude, longitude, weight }, { radius, threshold: Number(rule.threshold) });
  const core = numbers("core", name);
  const label = numbers("label", name);

  test("core points are those of scikit-learn", () => {
    expect(core).toContain(1);
    expect(core).toContain(0);
    expect([...found.core]).toEqual(core);
  });

  test("core points are parted into clusters as by scikit-learn", () => {
    const pairs = new Set(
      core.flatMap((is, point) => (is ? [`${label[point]} ${found.labels[point]}`] : [])),
    );
    expect(pairs.size).toBe(Math.max(...label) + 1);
    expect(found.clusters).toHaveLength(pairs.size);
    expect(new Set([...pairs].map((pair) => pair.split(" ")[1])).size).toBe(pairs.size);
  });

  test("noise is that of scikit-learn, and a border point goes with a core point that no other is nearer than", () => {
    const between = (a: number, b: number) =>
      distanceKm(latitude[a] ?? 0, longitude[a] ?? 0, latitude[b] ?? 0, longitude[b] ?? 0);
    const cores = core.flatMap((is, point) => (is ? [point] : []));
    for (const [point, own] of found.labels.entries()) {
      expect(own < 0).toBe((label[point] ?? 0) < 0);
      if (own < 0 || core[point]) continue;
      const least = Math.min(...cores.map((each) => between(point, each)));
      const mine = cores.filter((each) => found.labels[each] === own).map((each) => between(point, each));
      expect(least).toBeLessThanOrEqual(radius * (1 + 1e-12));
      expect(Math.min(...mine)).toBeLessThanOrEqual(least + 1.0001e-6);
    }
  });
});
