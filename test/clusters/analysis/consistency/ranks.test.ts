import { describe, expect, it } from "vitest";
import type { ClusterRecord } from "../../../../lib/clusters/index.js";
import { rankLedger, sharedRanks } from "../../../../lib/clusters/index.js";

const at = (id: string, rank: number | null, intensityRank?: number): ClusterRecord => ({
  id,
  name: id,
  economies: [],
  rank: { value: rank, unit: "rank" },
  ...(intensityRank === undefined ? {} : { intensityRank: { value: intensityRank, unit: "rank" } }),
  figures: {},
});

describe("rankLedger", () => {
  it("counts the ranks held and joins those that nobody holds", () => {
    const ledger = rankLedger([at("a", 1), at("b", 4), at("c", 6)], 8);
    expect(ledger).toMatchObject({ held: 3, shared: [] });
    expect(ledger.gaps).toEqual([
      { from: 2, to: 3 },
      { from: 5, to: 5 },
      { from: 7, to: 8 },
    ]);
  });
  it("counts a rank held by two once, and names both", () => {
    const ledger = rankLedger([at("Madrid", 48), at("Moscow", 48)], 50);
    expect(ledger.held).toBe(1);
    expect(ledger.shared.map(({ rank, clusters }) => [rank, clusters.map(({ id }) => id)])).toEqual([
      [48, ["Madrid", "Moscow"]],
    ]);
  });
  it("has no gaps where all ranks are held, and nothing else where none is", () => {
    expect(rankLedger([at("a", 1), at("b", 2)], 2)).toEqual({ held: 2, shared: [], gaps: [] });
    expect(rankLedger([], 3)).toEqual({ held: 0, shared: [], gaps: [{ from: 1, to: 3 }] });
  });
  it("leaves out ranks beyond the last, missing ones, NaN and fractions", () => {
    expect(rankLedger([at("a", 101), at("b", null), at("c", Number.NaN), at("d", 1.5)], 2).held).toBe(0);
    expect(rankLedger([at("a", 101), at("b", 101)], 100).shared).toEqual([]);
  });
  it("looks at intensity where asked to", () => {
    expect(rankLedger([at("a", 1, 2), at("b", 1, 1)], 2, "intensity")).toEqual({
      held: 2,
      shared: [],
      gaps: [],
    });
  });
  it.each([0, -1, 2.5, Number.NaN])("refuses %s as the last rank", (last) => {
    expect(() => rankLedger([], last)).toThrow("expected a whole number");
  });
});

describe("sharedRanks", () => {
  it("lists shared ranks best first", () => {
    const found = sharedRanks([at("a", 9), at("b", 3), at("c", 9), at("d", 3)]);
    expect(found.map(({ rank }) => rank)).toEqual([3, 9]);
  });
});
