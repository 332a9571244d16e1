import { describe, expect, it } from "vitest";
import { agreement } from "../../../../lib/clusters/places/generated/index.js";

const outcomes = (truth: readonly number[], found: readonly number[]) =>
  agreement(truth, found).centres.map(({ outcome }) => outcome);

describe("agreement", () => {
  it("is complete where both say the same, whatever the labels are called", () => {
    const same = agreement([0, 0, 1, 1, 1, -1], [1, 1, 0, 0, 0, -1]);
    expect(same).toMatchObject({ records: 6, adjustedRand: 1, placed: 1, strangers: [] });
    expect(same.centres).toEqual([
      { centre: 0, records: 2, outcome: "found", label: 1, held: 1 },
      { centre: 1, records: 3, outcome: "found", label: 0, held: 1 },
    ]);
  });

  it("gives the adjusted Rand index of scikit-learn", () => {
    // sklearn.metrics.adjusted_rand_score of the same two lists.
    expect(agreement([0, 0, 1, 1], [0, 0, 1, 2]).adjustedRand).toBeCloseTo(0.5714285714285714, 14);
    expect(agreement([0, 0, 0, 1, 1, 1], [0, 0, 1, 1, 2, 2]).adjustedRand).toBeCloseTo(
      0.24242424242424243,
      14,
    );
    expect(agreement([0, 0, 1, 1], [0, 1, 0, 1]).adjustedRand).toBeCloseTo(-0.5, 14);
  });

  it("tells joined, split, missed and found centres apart", () => {
    expect(outcomes([0, 0, 0, 1, 1], [0, 0, 0, 0, 0])).toEqual(["joined", "joined"]);
    expect(outcomes([0, 0, 0], [0, 0, 1])).toEqual(["split"]);
    expect(outcomes([0, 0, 0], [-1, -1, 0])).toEqual(["missed"]);
    expect(outcomes([0, 0, 0], [-1, 0, 0])).toEqual(["found"]);
  });

  it("counts a tie between a cluster and none as missed, and one between clusters for the lowest label", () => {
    expect(outcomes([0, 0], [-1, 3])).toEqual(["missed"]);
    expect(agreement([0, 0], [4, 2]).centres[0]?.label).toBe(2);
  });

  it("names clusters that are no centre's, and counts their records as out of place", () => {
    const found = agreement([-1, -1, -1, 0], [5, 5, -1, 0]);
    expect(found.strangers).toEqual([5]);
    expect(found.placed).toBe(0.5);
  });

  it("leaves out what has no place, and says 1 where nothing is left to compare", () => {
    expect(agreement([0, 0, 1], [0, 0, -2]).records).toBe(2);
    expect(agreement([0], [-2])).toEqual({
      records: 0,
      adjustedRand: 1,
      placed: 1,
      centres: [],
      strangers: [],
    });
    expect(agreement([], []).adjustedRand).toBe(1);
  });

  it("refuses columns of different length", () => {
    expect(() => agreement([0, 1], [0])).toThrow("Found 1 labels, expected 2, one for each true label.");
  });
});
