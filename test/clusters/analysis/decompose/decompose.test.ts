import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decompose, rankSteps, type Split } from "../../../../lib/clusters/analysis/decompose/index.js";
import { cluster, exact, withShares } from "../../solve/records.js";

const METHODS = { from: 2024, to: 2025 };
const values = ({ total, data, method }: Split): (number | null)[] => [total.value, data.value, method.value];
const before = withShares({ a: [5, 1, 1], b: [4, 1, 4], c: [1, 1, 0] });
const after = withShares({ a: [6, 1, 1], b: [4, 2, 2], c: [9, 1, 0] });

describe("the split of a move between method and data", () => {
  it("is what it was made of, in both orders and on average", () => {
    const { clusters, missing, leftOut } = decompose(before, after, METHODS);
    const b = clusters.find(({ id }) => id === "b");
    // 5 by two metrics before; 6 on new data; 9 by the new method on old data; 8 after.
    expect(b && Object.values(b.scores).map(({ value }) => value)).toEqual([5, 6, 9, 8]);
    expect(b && values(b.score.dataFirst)).toEqual([3, 1, 2]);
    expect(b && values(b.score.methodFirst)).toEqual([3, -1, 4]);
    expect(b && values(b.score.shapley)).toEqual([3, 0, 3]);
    // Ranks of b: 2 of (6, 5, 2), 3 of (7, 6, 10), 1 of (7, 9, 2), 2 or worse of (8, 8, 10).
    expect(b && Object.values(b.ranks).map(({ value }) => value)).toEqual([2, 3, 1, 2]);
    expect(b && values(b.rank.dataFirst)).toEqual([0, -1, 1]);
    expect(b && values(b.rank.methodFirst)).toEqual([0, -1, 1]);
    expect(b?.rank.shapley.total.unit).toBe("places");
    expect([missing, leftOut]).toEqual([[], []]);
    expect(clusters.map(({ id }) => id)).toEqual(["c", "a", "b"]);
  });

  it("gives all to the data where the method stays, and all to the method where the data stay", () => {
    for (const { rank, score } of decompose(before, after, { from: 2025, to: 2025 }).clusters) {
      expect(score.shapley.method).toMatchObject({ value: 0 });
      expect(score.shapley.data.value).toBe(score.shapley.total.value);
      expect(rank.shapley.method.value).toBe(0);
    }
    for (const { rank, score } of decompose(before, before, METHODS).clusters) {
      expect(score.shapley.data.value).toBe(0);
      expect(rank.shapley.data.value).toBe(0);
      expect(rank.shapley.method.value).toBe(rank.shapley.total.value);
    }
  });

  it("adds up exactly, in every order, for any tables", () => {
    const row = fc.tuple(...[0, 1, 2].map(() => fc.double({ min: 0, max: 9, noNaN: true })));
    const table = fc.array(row, { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(table, table, (old, young) => {
        const of = (rows: readonly (readonly number[])[]) =>
          withShares(Object.fromEntries(rows.map((values, at) => [`c${at}`, values])));
        for (const { score, rank } of decompose(of(old), of(young), METHODS).clusters) {
          for (const { total, data, method } of [...Object.values(score), ...Object.values(rank)]) {
            expect((data.value ?? 9) + (method.value ?? 9)).toBeCloseTo(total.value ?? 0, 12);
          }
          const mean = ((score.dataFirst.data.value ?? 9) + (score.methodFirst.data.value ?? 9)) / 2;
          expect(score.shapley.data.value).toBeCloseTo(mean, 12);
        }
      }),
      { seed: 11, numRuns: 50 },
    );
  });

  it("keeps ties as ties: equal scores share a rank in each combination", () => {
    const { clusters } = decompose(
      withShares({ a: [1, 1, 0], b: [1, 1, 5] }),
      withShares({ a: [1, 1, 5], b: [2, 0, 5] }),
      METHODS,
    );
    expect(clusters.map(({ ranks }) => [ranks.before.value, ranks.after.value])).toEqual([
      [1, 1],
      [1, 1],
    ]);
  });

  it("names the combination that is missing, and still gives the other order", () => {
    const { clusters, missing } = decompose(withShares({ a: [5, 1], b: [4, 1], c: [1, 1] }), after, METHODS);
    expect(missing).toEqual([
      {
        combination: "newMethod",
        why: "the new method on the old data cannot be computed: no cluster has a share of ventureDeals",
      },
    ]);
    expect(clusters).toHaveLength(3);
    for (const { score, rank } of clusters) {
      expect(values(score.dataFirst)).not.toContain(null);
      expect(values(score.methodFirst).slice(1)).toEqual([null, null]);
      expect(values(score.shapley).slice(1)).toEqual([null, null]);
      expect(values(rank.dataFirst)).not.toContain(null);
      expect(rank.shapley.data.value).toBeNull();
      expect(rank.shapley.total.value).not.toBeNull();
    }
  });

  it("leaves out clusters that one table lacks, or that miss a share others have, and says why", () => {
    const { clusters, leftOut } = decompose(
      withShares({ a: [5, 1, 1], b: [4, 1, null], gone: [1, 1, 1] }),
      withShares({ a: [6, 1, 1], b: [4, Number.NaN, 2], come: [1, 1, 1] }),
      METHODS,
    );
    expect(clusters.map(({ id }) => id)).toEqual(["a"]);
    expect(leftOut.map(({ id, why }) => `${id}: ${why}`)).toEqual([
      "b: it has no score by the old method on the new data, nor by the new method on the old data, nor by the new method on the new data",
      "gone: it is not in the table after",
      "come: it is not in the table before",
    ]);
    expect(decompose([], [], METHODS)).toMatchObject({ clusters: [], leftOut: [] });
  });

  it("has bounds of places where rounding leaves ranks open", () => {
    const of = (a: string, b: string) => [
      cluster("a", { pct: { share: a } }),
      cluster("b", { pct: { share: b } }),
    ];
    const { clusters } = decompose(of("2.0", "1.0"), of("2.0", "2.1"), { from: 2017, to: 2017 });
    const moved = clusters.find(({ id }) => id === "b")?.rank.shapley.total;
    expect(moved).toMatchObject({ value: 1, low: 0, high: 1 });
  });

  it("has bounds that hold what rounding allows, and no wider for a change of method alone", () => {
    const printed = [
      cluster("a", { pct: { share: "5.0" }, publications: { share: "1.0" }, ventureDeals: { share: "2.0" } }),
    ];
    const [a] = decompose(printed, printed, METHODS).clusters;
    expect(a?.score.dataFirst.method).toMatchObject({
      low: expect.closeTo(1.95),
      high: expect.closeTo(2.05),
    });
    expect(a?.score.shapley.method).toMatchObject({ low: expect.closeTo(1.95), high: expect.closeTo(2.05) });
    expect(a?.score.dataFirst.method.sources).toEqual(["a ventureDeals share"]);
  });
});

describe("steps from published ranks", () => {
  const ranked = (ranks: { readonly [id: string]: number }) =>
    Object.entries(ranks).map(([id, value]) => ({
      ...cluster(id, {}),
      rank: exact(value, "rank", "table"),
    }));

  it("go from the published rank by data to the old method, and by method to the new", () => {
    const path = rankSteps(ranked({ a: 2, b: 7, c: 4, d: 1 }), after, METHODS);
    const byId = new Map(path.clusters.map((entry) => [entry.id, entry]));
    // Among a, b, c: published 1, 3, 2; two metrics on new data 7, 6, 10; three metrics 8, 8, 10.
    expect(
      path.clusters.map(({ id, before, newData, after }) => [id, before.value, newData.value, after.value]),
    ).toEqual([
      ["c", 2, 1, 1],
      ["a", 1, 2, 2],
      ["b", 3, 3, 2],
    ]);
    const b = byId.get("b");
    expect(b && values(b.split)).toEqual([1, 0, 1]);
    expect(b?.published.value).toBe(7);
    expect(b?.before.sources).toEqual(["table"]);
    expect(path.missing.combination).toBe("newMethod");
  });

  it("leave out who lacks a rank before or a share after, and say why", () => {
    const path = rankSteps(
      ranked({ a: 1, b: 2 }),
      withShares({ a: [1, 1, 1], b: [1, 1, null], c: [1, 1, 1] }),
      {
        ...METHODS,
        among: ["a", "b", "c", "d"],
      },
    );
    expect(path.clusters.map(({ id }) => id)).toEqual(["a"]);
    expect(path.leftOut.map(({ id, why }) => `${id}: ${why}`)).toEqual([
      "b: a share of it was not found",
      "c: its rank before was not found",
      "d: it is not in the table after",
    ]);
  });
});
