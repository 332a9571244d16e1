import { describe, expect, it } from "vitest";
import type { Cells } from "../../../../lib/clusters/places/cells/types.js";
import { cellPoints } from "../../../../lib/clusters/places/identification/cellPoints.js";
import {
  countedRecords,
  documentTotals,
} from "../../../../lib/clusters/places/identification/countedRecords.js";
import { clusterDocuments } from "../../../../lib/clusters/places/identification/documents.js";
import { intensity, rank } from "../../../../lib/clusters/rank/index.js";
import { shares, solved } from "../../../../lib/clusters/solve/index.js";

const third = 1 / 3;
const cells: Cells = {
  perDegree: 100,
  row: Int32Array.of(-1, 0, 5000),
  column: Int32Array.of(-18000, 17999, 12),
  metrics: {
    pct: { records: Float64Array.of(3, 0, 6), documents: Float64Array.of(third, 0, 2) },
    publications: { records: Float64Array.of(10, 20, 30), documents: Float64Array.of(4, 5, 6) },
  },
  totals: {
    pct: { records: 10, documents: 4, faults: { missing: { records: 1, documents: 1 } } },
    publications: { records: 60, documents: 15, faults: {} },
  },
};
const none: Cells = {
  perDegree: 100,
  row: new Int32Array(),
  column: new Int32Array(),
  metrics: {},
  totals: {},
};

describe("cells as points", () => {
  it("stand at the centres of cells and weigh the records of all metrics", () => {
    const { latitude, longitude, weight } = cellPoints(cells);
    expect([...Array.from(latitude)]).toEqual([-0.005, 0.005, 50.005]);
    expect([...Array.from(longitude)]).toEqual([-179.995, 179.995, 0.125]);
    expect([...Array.from(weight ?? [])]).toEqual([13, 20, 36]);
  });

  it("weigh only the metrics that are to be counted, each once", () => {
    expect([...Array.from(cellPoints(cells, ["pct", "pct"]).weight ?? [])]).toEqual([3, 0, 6]);
  });

  it("refuse a metric that the cells do not hold, and none at all", () => {
    expect(() => cellPoints(cells, ["ventureDeals"])).toThrow(
      'Found no records of "ventureDeals" to count, expected some of pct, publications.',
    );
    expect(() => cellPoints(cells, [])).toThrow(
      "Found no metric to count, expected some of pct, publications.",
    );
  });

  it("are no points where there are no cells", () => {
    expect(cellPoints(none).latitude).toHaveLength(0);
  });
});

describe("documents of clusters", () => {
  it("are the fractional counts of their cells, without noise", () => {
    expect(clusterDocuments(cells, Int32Array.of(1, 0, -1), 2)).toEqual({
      pct: Float64Array.of(0, third),
      publications: Float64Array.of(5, 4),
    });
  });

  it("do not depend on the order of cells", () => {
    const documents = Float64Array.from({ length: 1001 }, (_, at) => (at === 500 ? 1e17 : 1 / (at + 3)));
    const sum = (values: Float64Array) => {
      const row = new Int32Array(values.length);
      const one: Cells = {
        ...none,
        row,
        column: row,
        metrics: { pct: { records: values, documents: values } },
      };
      return clusterDocuments(one, new Int32Array(values.length), 1).pct?.[0];
    };
    expect(sum(documents)).toBe(sum(documents.slice().reverse()));
    expect(sum(documents)).toBe(sum(documents.slice().sort()));
  });

  it("are 0 for a cluster without a document, and nothing for a metric that the cells do not hold", () => {
    const counted = clusterDocuments(cells, Int32Array.of(-1, 0, -1), 1);
    expect(counted.pct?.[0]).toBe(0);
    expect(counted.ventureDeals).toBeUndefined();
    expect(clusterDocuments(none, new Int32Array(), 0)).toEqual({});
  });
});

describe("counted clusters", () => {
  const documents = clusterDocuments(cells, Int32Array.of(0, 0, 1), 2);
  const records = countedRecords(
    [
      { label: 0, id: "1", name: "Alder", population: 500_000 },
      { label: 1, id: "2", name: "Birch", population: null },
    ],
    documents,
  );
  const joint = solved(records, documentTotals(cells));

  it("take shares of all documents, those without a place included", () => {
    const [first, second] = shares(joint).clusters;
    expect(first?.metrics.pct.share.value).toBeCloseTo((100 * third) / 4, 12);
    expect(second?.metrics.pct.share.value).toBeCloseTo(50, 12);
    expect(first?.metrics.publications.share.value).toBeCloseTo(60, 12);
    expect(first?.metrics.ventureDeals.share.value).toBeNull();
  });

  it("are ranked as any clusters are, with exact scores", () => {
    const ranked = rank(joint, { weights: { pct: 1, publications: 1 } });
    expect(ranked.map(({ name, rank: place }) => [name, place.value, place.low, place.high])).toEqual([
      ["Birch", 1, 1, 1],
      ["Alder", 2, 2, 2],
    ]);
    const [top] = ranked;
    expect((top?.score.high ?? 0) - (top?.score.low ?? 1)).toBeLessThan(1e-9);
  });

  it("have an intensity where there is a population, and none where there is not", () => {
    const dense = intensity(joint, { weights: { pct: 1, publications: 1 } });
    expect(dense.map(({ name, rank: place }) => [name, place.value])).toEqual([
      ["Alder", 1],
      ["Birch", null],
    ]);
    expect(dense[0]?.score.value).toBeCloseTo(((100 * third) / 4 + 60) / 0.5, 9);
  });

  it("share a rank where they count the same", () => {
    const same = clusterDocuments(cells, Int32Array.of(0, 1, -1), 2);
    const twins = countedRecords(
      [
        { label: 0, id: "1", name: "Alder", population: null },
        { label: 1, id: "2", name: "Birch", population: null },
      ],
      { publications: Float64Array.of(same.publications?.[0] ?? 0, same.publications?.[0] ?? 0) },
    );
    const ranked = rank(solved(twins, documentTotals(cells)), { weights: { publications: 1 } });
    expect(ranked.map(({ rank: place }) => place.value)).toEqual([1, 1]);
  });
});

describe("world totals of records", () => {
  it("count every document, and none of a metric that could not be counted", () => {
    expect(documentTotals(cells)).toEqual({
      pct: { value: 4, low: 4, high: 4, unit: "applications" },
      publications: { value: 15, low: 15, high: 15, unit: "publications" },
    });
    const uncounted: Cells = {
      ...none,
      metrics: {},
      totals: { pct: { records: 9, documents: 0, faults: {} } },
    };
    expect(documentTotals(uncounted)).toEqual({});
    expect(
      documentTotals({
        ...uncounted,
        metrics: { pct: { records: new Float64Array(), documents: new Float64Array() } },
      }),
    ).toEqual({});
  });
});
