import { describe, expect, it } from "vitest";
import { countsByCut, nearCut } from "../../../../lib/clusters/analysis/whatif/index.js";
import type { Quantity } from "../../../../lib/clusters/figures/quantity.js";
import { cluster, exact } from "../../solve/records.js";

const at = (ranks: { readonly [id: string]: readonly [rank: number | null, ...economies: string[]] }) =>
  Object.entries(ranks).map(([id, [rank, ...economies]]) => ({
    ...cluster(id, {}),
    economies,
    ...(rank === null ? {} : { rank: exact(rank, "rank", id) }),
  }));
const limits = (quantity: Quantity | undefined): (number | null | undefined)[] => [
  quantity?.value,
  quantity?.low,
  quantity?.high,
];

describe("numbers of clusters by economy as the cut moves", () => {
  const full = at({ a: [1, "CN"], b: [2, "US"], c: [3, "CN", "HK"], d: [4, "US"] });

  it("are exact where every rank is known", () => {
    const [two, three, four] = countsByCut(full, { cuts: [2, 3, 4] });
    expect(limits(two?.economies.get("CN"))).toEqual([1, 1, 1]);
    expect(limits(three?.economies.get("CN"))).toEqual([2, 2, 2]);
    expect(limits(three?.economies.get("HK"))).toEqual([1, 1, 1]);
    expect(limits(four?.economies.get("US"))).toEqual([2, 2, 2]);
    expect(four?.unknown).toBe(0);
    expect(three?.economies.get("CN")?.sources).toEqual(["a", "c"]);
  });

  const gaps = at({ a: [1, "CN"], d: [4, "US"], e: [6, "CN"], f: [null, "CN"], g: [Number.NaN, "CN"] });

  it("have limits where ranks are unknown", () => {
    const [four] = countsByCut(gaps, { cuts: [4] });
    expect(four?.unknown).toBe(2);
    expect(limits(four?.economies.get("CN"))).toEqual([null, 1, 3]);
    expect(limits(four?.economies.get("US"))).toEqual([null, 1, 3]);
  });

  it("have limits where a ranked cluster has no economy, which may be any", () => {
    const [one, four] = countsByCut(at({ a: [1, "DE"], b: [2], c: [3], d: [4, "FR"] }), { cuts: [1, 4] });
    expect(limits(one?.economies.get("DE"))).toEqual([1, 1, 1]);
    expect(limits(four?.economies.get("DE"))).toEqual([null, 1, 3]);
    expect(limits(four?.economies.get("FR"))).toEqual([null, 1, 3]);
    expect(four?.unknown).toBe(0);
    const published = { cut: 4, counts: [{ economy: "DE", clusters: exact(2, "clusters") }] };
    const [three] = countsByCut(at({ a: [1, "DE"], b: [2], c: [3], d: [4, "FR"] }), { cuts: [3], published });
    expect(limits(three?.economies.get("DE"))).toEqual([2, 2, 2]);
  });

  it("are narrowed by a published number at another cut", () => {
    const published = { cut: 5, counts: [{ economy: "CN", clusters: exact(3, "clusters", "press") }] };
    const [three, four, five, six, eight] = countsByCut(gaps, { cuts: [3, 4, 5, 6, 8], published });
    expect(limits(five?.economies.get("CN"))).toEqual([3, 3, 3]);
    // Rank 4 is not Chinese, rank 5 may be.
    expect(limits(four?.economies.get("CN"))).toEqual([null, 2, 3]);
    expect(limits(three?.economies.get("CN"))).toEqual([null, 2, 3]);
    // Rank 6 is; ranks 7 and 8 may be.
    expect(limits(six?.economies.get("CN"))).toEqual([4, 4, 4]);
    expect(limits(eight?.economies.get("CN"))).toEqual([null, 4, 6]);
    expect(five?.economies.get("CN")?.sources).toContain("press");
  });

  it("hold the truth for every way to fill the gaps", () => {
    const truth = ["CN", "US", "CN", "US", "US", "CN", "DE", "CN"];
    const known = at({ a: [1, "CN"], d: [4, "US"], e: [6, "CN"] });
    const count = (economy: string, cut: number): number =>
      truth.slice(0, cut).filter((other) => other === economy).length;
    const counts = ["CN", "US", "DE"].map((economy) => ({
      economy,
      clusters: exact(count(economy, 5), "clusters"),
    }));
    for (const { cut, economies } of countsByCut(known, {
      cuts: [1, 2, 3, 4, 5, 6, 7, 8],
      published: { cut: 5, counts },
    }))
      for (const [economy, { low, high }] of economies) {
        expect(low).toBeLessThanOrEqual(count(economy, cut));
        expect(high).toBeGreaterThanOrEqual(count(economy, cut));
      }
  });

  it("do not go below no unknown ranks where ranks are tied, and refuse a cut that is none", () => {
    expect(countsByCut(at({ a: [1, "CN"], b: [1, "CN"] }), { cuts: [1] })[0]).toMatchObject({ unknown: 0 });
    expect(countsByCut([], { cuts: [3] })[0]).toMatchObject({ unknown: 3, economies: new Map() });
    expect(() => countsByCut([], { cuts: [0] })).toThrow("the cut 0");
  });
});

describe("who sits near the cut", () => {
  it("is said for every rank, with gaps where no cluster is known", () => {
    const found = nearCut(at({ a: [3, "CN"], b: [4, "US"], c: [4, "US"], d: [9, "US"] }), 3, 2);
    expect(found.map(({ rank, inside, clusters }) => [rank, inside, clusters.map(({ id }) => id)])).toEqual([
      [2, true, []],
      [3, true, ["a"]],
      [4, false, ["b", "c"]],
      [5, false, []],
    ]);
  });
});
