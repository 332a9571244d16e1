import { describe, expect, it } from "vitest";
import { toCells } from "../../../../lib/clusters/places/cells/index.js";
import type { GeocodedRecord } from "../../../../lib/clusters/places/cells/types.js";
import { identifyClusters } from "../../../../lib/clusters/places/identification/index.js";
import { intensity, rank } from "../../../../lib/clusters/rank/index.js";
import { shares } from "../../../../lib/clusters/solve/index.js";

const at = (
  document: number | null,
  latitude: number | null,
  longitude: number | null,
  metric: GeocodedRecord["metric"] = "pct",
): GeocodedRecord => ({ document, metric, latitude, longitude });

/** Two towns some 110 km apart, a farm between them, and a record that is nowhere. */
const records: GeocodedRecord[] = [
  ...[1, 2, 3, 4].map((document) => at(document, 10.001, 20.001)),
  at(5, 10.021, 20.011),
  at(6, 10.001, 20.001),
  at(6, 10.001, 21.001),
  at(7, 10.001, 21.001),
  at(8, 10.011, 21.001),
  at(9, 10.001, 20.501),
  at(10, null, 20),
];
const options = { rule: { radius: 15, threshold: 3 } };
const places = {
  name: ["Alder", "Birch", "Hamlet"],
  latitude: [10.005, 10.005, 10.006],
  longitude: [20.005, 21.005, 20.006],
  size: [1000, 800, 10],
};
const population = { latitude: [10.004, 10.004], longitude: [20.004, 21.004], population: [2e6, 5e5] };

describe("from records to a ranking", () => {
  it("counts a document with places in two clusters half in each, and one without a place in none", () => {
    const { joint } = identifyClusters(toCells(records), { ...options, places });
    const { clusters, worldTotals } = shares(joint);
    expect(worldTotals.pct.value).toBe(10);
    expect(
      clusters.map(({ name, metrics }) => [
        name,
        metrics.pct.count.value,
        metrics.pct.share.value?.toFixed(9),
      ]),
    ).toEqual([
      ["Alder", 5.5, "55.000000000"],
      ["Birch", 2.5, "25.000000000"],
    ]);
  });

  it("ranks by size and by intensity through the one path that there is", () => {
    const { joint } = identifyClusters(toCells(records), { ...options, places, population });
    const weights = { pct: 1 };
    expect(rank(joint, { weights }).map(({ name, rank: place }) => [name, place.value])).toEqual([
      ["Alder", 1],
      ["Birch", 2],
    ]);
    const dense = intensity(joint, { weights });
    expect(dense.map(({ name, score }) => [name, score.value?.toFixed(6)])).toEqual([
      ["Birch", "50.000000"],
      ["Alder", "27.500000"],
    ]);
  });

  it("takes populations by the names of clusters as well, and refuses one of none", () => {
    const persons = [{ cluster: "BIRCH", population: 5e5 }];
    const { joint } = identifyClusters(toCells(records), { ...options, places, population: persons });
    const dense = intensity(joint, { weights: { pct: 1 } });
    expect(dense.map(({ name, score }) => [name, score.value?.toFixed(6)])).toEqual([
      ["Birch", "50.000000"],
      ["Alder", undefined],
    ]);
    const unknown = [{ cluster: "Brich", population: 5e5 }];
    expect(() => identifyClusters(toCells(records), { ...options, places, population: unknown })).toThrow(
      'Found the cluster "Brich" in row 1 of the populations, expected the name or id of one that was identified.',
    );
  });

  it("has no intensity where a cluster has no population", () => {
    const none = { latitude: [], longitude: [], population: [] };
    for (const given of [{}, { population: none }]) {
      const { joint } = identifyClusters(toCells(records), { ...options, ...given });
      expect(intensity(joint, { weights: { pct: 1 } }).map(({ rank: place }) => place.value)).toEqual([
        null,
        null,
      ]);
    }
  });

  it("does not depend on the order of records", () => {
    const there = identifyClusters(toCells(records), { ...options, places, population });
    const back = identifyClusters(toCells(records.slice().reverse()), { ...options, places, population });
    expect(back.records).toEqual(there.records);
    expect(back.regions).toEqual(there.regions);
    expect(back.identified).toEqual(there.identified);
  });

  it("counts only the metrics named towards density, and all of them in the clusters", () => {
    const deals = [11, 12, 13].map((document) => at(document, 40, 40, "ventureDeals"));
    const cells = toCells([...records, ...deals, at(14, 10.001, 20.001, "ventureDeals")]);
    expect(identifyClusters(cells, options).regions).toHaveLength(3);
    const { joint, regions } = identifyClusters(cells, { ...options, density: ["pct"] });
    expect(regions).toHaveLength(2);
    expect(shares(joint).clusters[0]?.metrics.ventureDeals.share.value).toBeCloseTo(25, 9);
  });

  it("finds nothing in no records and in noise", () => {
    for (const given of [[], [at(1, 1, 1)]]) {
      const { regions, records: found, joint } = identifyClusters(toCells(given), options);
      expect([regions, found, rank(joint, { weights: { pct: 1 } })]).toEqual([[], [], []]);
    }
  });
});
