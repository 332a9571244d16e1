import { describe, expect, it } from "vitest";
import {
  mergeClusters,
  populationRanges,
  rankChanges,
  splitCluster,
  withPopulations,
} from "../../../../lib/clusters/analysis/whatif/index.js";
import { intensity, rank } from "../../../../lib/clusters/rank/index.js";
import {
  perMillion,
  population,
  share,
  solveJoint,
  worldTotal,
} from "../../../../lib/clusters/solve/index.js";
import { cluster, EDITION_2025, exact, withShares } from "../../solve/records.js";

const persons = (value: number) => exact(value, "persons");
const order = (found: readonly { id: string; rank: { value: number | null } }[]): string =>
  found.map(({ id, rank: { value } }) => `${value} ${id}`).join(", ");
/** Shares of three metrics and a population in millions. */
const people = (rows: { readonly [id: string]: readonly [number, number, number, number] }) =>
  withShares(rows).map((record) => ({ ...record, population: persons((rows[record.id]?.[3] ?? 1) * 1e6) }));

describe("another population", () => {
  const records = people({ a: [4, 4, 4, 2], b: [5, 5, 5, 3], c: [1, 1, 1, 1] });

  it("changes intensity and not size", () => {
    expect(order(intensity(records, { weights: 2025 }))).toBe("1 a, 2 b, 3 c");
    const smaller = withPopulations(records, { b: 0.8 });
    expect(order(intensity(smaller, { weights: 2025 }))).toBe("1 b, 2 a, 3 c");
    expect(rank(smaller, { weights: 2025 })).toEqual(rank(records, { weights: 2025 }));
    expect(population(smaller, "b").value).toBeCloseTo(2.4e6);
  });

  it("works on per-million figures where no population is known", () => {
    const joint = solveJoint(EDITION_2025);
    const smaller = withPopulations(joint, { london: 0.5 });
    expect(perMillion(smaller, "london", "pct").value).toBeCloseTo(1342);
    expect(worldTotal(smaller, "pct")).toEqual(worldTotal(joint, "pct"));
  });

  it("gives each cluster a best and worst intensity rank", () => {
    // Scores 6, 5, 3 per million; by 10 percent alone b reaches 5.56 and a falls to 5.45.
    const found = populationRanges(records, { weights: 2025, by: 0.1 });
    const ranges = found.map(({ id, alone, everyone }) => [
      id,
      alone.low,
      alone.high,
      everyone.low,
      everyone.high,
    ]);
    expect(ranges).toEqual([
      ["a", 1, 1, 1, 2],
      ["b", 2, 2, 1, 2],
      ["c", 3, 3, 3, 3],
    ]);
    const exactly = populationRanges(records, { weights: 2025, by: 0 });
    expect(
      exactly.every(({ rank: own, everyone }) => own.value === everyone.low && own.value === everyone.high),
    ).toBe(true);
  });

  it("is refused where it is no population", () => {
    expect(() => withPopulations(records, { a: 0 })).toThrow("above 0");
    expect(() => withPopulations(records, { nowhere: 1 })).toThrow('"nowhere"');
    expect(() => populationRanges(records, { weights: 2025, by: 1 })).toThrow("below 1");
  });
});

describe("a cluster split in two", () => {
  const records = people({ a: [6, 6, 6, 3], b: [4, 4, 4, 1] });
  const part = { id: "a1", fractions: { pct: 0.5, publications: 0.25, ventureDeals: 1 }, population: 0.5 };

  it("is divided by the fractions, and adds up to what it was", () => {
    const found = splitCluster(records, "a", part, { id: "a2", name: "The rest" });
    expect(found.records.map(({ id }) => id)).toEqual(["a1", "a2", "b"]);
    expect(order(rank(found, { weights: 2025 }))).toBe("1 b, 2 a1, 3 a2");
    for (const metric of ["pct", "publications", "ventureDeals"] as const)
      expect((share(found, "a1", metric).value ?? 0) + (share(found, "a2", metric).value ?? 0)).toBeCloseTo(
        6,
      );
    expect(share(found, "a2", "ventureDeals")).toMatchObject({ value: 0, low: 0, high: 0 });
    expect(population(found, "a2").value).toBeCloseTo(1.5e6);
  });

  it("keeps world totals, and has per-million figures only with a population", () => {
    const joint = solveJoint(EDITION_2025);
    const fractions = { pct: 0.4, publications: 0.4, ventureDeals: 0.4 };
    const alone = splitCluster(joint, "shenzhen", { id: "hong-kong", fractions }, { id: "rest" });
    expect(worldTotal(alone, "pct").low).toBeCloseTo(worldTotal(joint, "pct").low ?? 0, 3);
    expect(perMillion(alone, "rest", "pct").value).toBeNull();
    const base = perMillion(joint, "shenzhen", "pct").value ?? 0;
    const crowded = { id: "hong-kong", fractions, population: 0.2 };
    const both = splitCluster(joint, "shenzhen", crowded, { id: "rest" });
    expect(perMillion(both, "hong-kong", "pct").value).toBeCloseTo(2 * base);
    expect(perMillion(both, "rest", "pct").value).toBeCloseTo(0.75 * base);
  });

  it("is refused for unknown clusters, names that are taken, and fractions that are none", () => {
    expect(() => splitCluster(records, "z", part, { id: "y" })).toThrow('"z"');
    expect(() => splitCluster(records, "a", part, { id: "b" })).toThrow("twice");
    expect(() => splitCluster(records, "a", { ...part, population: 1.5 }, { id: "y" })).toThrow("population");
  });
});

describe("clusters merged", () => {
  it("have the sum of shares, counts and populations", () => {
    const found = mergeClusters(people({ a: [1, 2, 3, 1], b: [5, 5, 5, 1], c: [4, 3, 2, 3] }), ["c", "a"], {
      id: "ac",
      name: "A and C",
    });
    expect(order(rank(found, { weights: 2025 }))).toBe("1 ac, 1 b");
    expect(found.records.map(({ id }) => id)).toEqual(["ac", "b"]);
    expect(intensity(found, { weights: 2025 }).at(-1)?.score.value).toBeCloseTo(15 / 4);
  });

  it("put together figures of different kinds, and keep what the parts said of world totals", () => {
    const joint = solveJoint(EDITION_2025);
    const found = mergeClusters(joint, ["beijing", "seoul"], { id: "both", name: "Both" });
    for (const metric of ["pct", "publications", "ventureDeals"] as const) {
      const expected =
        (share(joint, "beijing", metric).value ?? 0) + (share(joint, "seoul", metric).value ?? 0);
      expect(Math.abs((share(found, "both", metric).value ?? 0) - expected)).toBeLessThan(1e-9);
    }
    expect(worldTotal(found, "pct").low).toBeCloseTo(worldTotal(joint, "pct").low ?? 0, 3);
    expect(found.records.find(({ id }) => id === "both")?.economies).toEqual([]);
  });

  it("miss what one of them misses, and need two", () => {
    const found = mergeClusters(withShares({ a: [1, 1, 1], b: [1, null, 1] }), ["a", "b"], {
      id: "ab",
      name: "AB",
    });
    expect(share(found, "ab", "pct").value).toBe(2);
    expect(share(found, "ab", "publications").value).toBeNull();
    expect(() => mergeClusters(found, ["ab", "ab"], { id: "x", name: "X" })).toThrow("two or more");
  });
});

describe("changes of ranks", () => {
  it("pair two rankings, with gaps for clusters that only one has", () => {
    const before = rank([cluster("a", { pct: { share: "2" } }), cluster("b", { pct: { share: "9" } })], {
      weights: 2017,
    });
    const after = rank([cluster("a", { pct: { share: "2" } }), cluster("c", { pct: { share: "1" } })], {
      weights: 2017,
    });
    expect(
      rankChanges(before, after).map(({ id, before: x, after: y, gained }) => [id, x.value, y.value, gained]),
    ).toEqual([
      ["a", 2, 1, 1],
      ["c", null, 2, null],
      ["b", 1, null, null],
    ]);
  });
});
