import { describe, expect, it } from "vitest";
import type { Quantity } from "../../../lib/clusters/figures/quantity.js";
import { competitionRanks, rankIntervals } from "../../../lib/clusters/rank/order.js";

const scored = (
  id: string,
  value: number | null,
  low?: number,
  high?: number,
): { id: string; score: Quantity } => ({
  id,
  score: { value, ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }), unit: "1" },
});
const undecided = (): "undecided" => "undecided";

describe("competition ranks", () => {
  it("gives equal scores the better rank and skips the next", () => {
    expect(competitionRanks([5, 7, 5, 9, 1])).toEqual([3, 2, 3, 1, 5]);
    expect(competitionRanks([3, 3, 3])).toEqual([1, 1, 1]);
  });

  it("does not round before ranking", () => {
    expect(competitionRanks([6.7763, 6.8424])).toEqual([2, 1]);
    expect(competitionRanks([1.000000001, 1.000000002])).toEqual([2, 1]);
  });

  it("takes sums of the same decimals in another order as equal", () => {
    expect(competitionRanks([1.1 + 2.2, 1.0 + 2.3])).toEqual([1, 1]);
    expect(competitionRanks([0, -0, 0])).toEqual([1, 1, 1]);
  });

  it("gives null and NaN no rank and no place", () => {
    expect(competitionRanks([null, 2, Number.NaN, 1])).toEqual([null, 1, null, 2]);
    expect(competitionRanks([])).toEqual([]);
  });

  it("ranks negative and infinite scores like others", () => {
    expect(competitionRanks([-1, Infinity, -Infinity])).toEqual([2, 1, 3]);
  });
});

describe("rank intervals", () => {
  it("counts who is certainly above and below", () => {
    const found = rankIntervals(
      [scored("a", 9, 8, 10), scored("b", 5, 4, 6), scored("c", 5.5, 5, 7)],
      undecided,
      10,
    );
    expect(found.get("a")).toEqual({ best: 1, worst: 1 });
    expect(found.get("b")).toEqual({ best: 2, worst: 3 });
    expect(found.get("c")).toEqual({ best: 2, worst: 3 });
  });

  it("asks only for pairs that overlap, and uses the answer", () => {
    const asked: string[] = [];
    const found = rankIntervals(
      [scored("a", 9, 8, 10), scored("b", 5, 4, 6), scored("c", 5.5, 5, 7)],
      (a, b) => {
        asked.push(`${a}${b}`);
        return "above";
      },
      10,
    );
    expect(asked).toEqual(["cb"]);
    expect(found.get("c")).toEqual({ best: 2, worst: 2 });
    expect(found.get("b")).toEqual({ best: 3, worst: 3 });
  });

  it("stops asking at the limit, and stays valid", () => {
    const same = ["a", "b", "c"].map((id) => scored(id, 1, 0, 2));
    expect(rankIntervals(same, () => "above", 0).get("b")).toEqual({ best: 1, worst: 3 });
  });

  it("lets a score without bounds be anywhere, and leaves out what has no score", () => {
    const found = rankIntervals([scored("a", 9), scored("b", 1, 1, 1), scored("c", null)], undecided, 10);
    expect(found.get("a")).toEqual({ best: 1, worst: 2 });
    expect(found.has("c")).toBe(false);
  });

  it("does not let intervals that touch decide", () => {
    const found = rankIntervals([scored("a", 2, 1, 3), scored("b", 0.5, 0, 1)], undecided, 10);
    expect(found.get("a")).toEqual({ best: 1, worst: 2 });
    expect(found.get("b")).toEqual({ best: 1, worst: 2 });
  });
});
