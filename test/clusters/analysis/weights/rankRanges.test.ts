import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { rankRanges, weightsNear } from "../../../../lib/clusters/analysis/weights/index.js";
import { withShares } from "../../solve/records.js";
import { ranksByTrying } from "./exact.js";
import { EQUAL, type Row, records, rowsOf, score } from "./rows.js";

describe("rank ranges over weights", () => {
  it("are those that exact arithmetic finds by trying every point, ties included", () => {
    const all: readonly Row[] = [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ];
    // 12 w ≥ 3 and 12 w ≤ 5, times weights that add to 1.
    const near = all.flatMap((unit): Row[] => [
      unit.map((k) => 12 * k - 3) as unknown as Row,
      unit.map((k) => 5 - 12 * k) as unknown as Row,
    ]);
    fc.assert(
      fc.property(rowsOf(6, 5), fc.boolean(), (rows, limited) => {
        const { ranges } = rankRanges(records(rows), limited ? { within: weightsNear(EQUAL, 0.25) } : {});
        const expected = ranksByTrying(rows, limited ? near : all);
        for (const { id, rank } of ranges) {
          expect({ id, best: rank.low, worst: rank.high }).toEqual({ id, ...expected[Number(id.slice(1))] });
        }
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it("are reached at the weights they name", () => {
    fc.assert(
      fc.property(rowsOf(12, 40), (rows) => {
        for (const { id, rank, bestAt = [], worstAt = [] } of rankRanges(records(rows)).ranges) {
          const own = rows[Number(id.slice(1))] ?? [0, 0, 0];
          const rankAt = (w: readonly number[]): number =>
            1 + rows.filter((row) => score(row, w) > score(own, w) + 1e-9).length;
          expect([rankAt(bestAt), rankAt(worstAt)]).toEqual([rank.low, rank.high]);
        }
      }),
      { seed: 7 },
    );
  });

  it("name weights inside of the best cell, not at a tie on its edge, where there is a cell", () => {
    const rows: readonly Row[] = [
      [2, 2, 2],
      [5, 0, 0],
      [0, 5, 0],
      [0, 0, 5],
    ];
    const { bestAt = [] } = rankRanges(records(rows)).ranges.find(({ id }) => id === "c0") ?? {};
    for (const other of rows.slice(1))
      expect(score(rows[0] ?? [], bestAt)).toBeGreaterThan(score(other, bestAt) + 1e-6);
  });

  it("hold every rank of a dense grid of weights for a hundred clusters", () => {
    let state = 1;
    const random = (): number => {
      state = (state * 48271) % 2147483647;
      return state / 2147483647;
    };
    const rows = Array.from(
      { length: 100 },
      (): Row => [random() ** 3 * 10, random() ** 3 * 4, random() ** 3 * 7],
    );
    const { ranges } = rankRanges(records(rows));
    const seen = rows.map(() => ({ low: 100, high: 1 }));
    for (let a = 0; a <= 40; a++)
      for (let b = 0; a + b <= 40; b++) {
        const scores = rows.map((row) => score(row, [a / 40, b / 40, (40 - a - b) / 40]));
        for (const [at, own] of scores.entries()) {
          const rank = 1 + scores.filter((other) => other > own).length;
          const entry = seen[at];
          if (entry)
            Object.assign(entry, { low: Math.min(entry.low, rank), high: Math.max(entry.high, rank) });
        }
      }
    for (const { id, rank, exact } of ranges) {
      const entry = seen[Number(id.slice(1))];
      expect(exact).toBe(true);
      expect(rank.low).toBeLessThanOrEqual(entry?.low ?? 0);
      expect(rank.high).toBeGreaterThanOrEqual(entry?.high ?? 100);
    }
  });

  it("are exact for two metrics as well", () => {
    const { ranges } = rankRanges(withShares({ a: [4, 0], b: [2, 2], c: [0, 3] }), { weights: 2024 });
    expect(ranges.map(({ id, rank }) => [id, rank.value, rank.low, rank.high])).toEqual([
      ["a", 1, 1, 3],
      ["b", 1, 1, 2],
      ["c", 3, 1, 3],
    ]);
  });

  it("fall back to the outer range, and say so, where too many clusters change places", () => {
    const rows: readonly Row[] = [
      [3, 0, 1],
      [2, 1, 2],
      [1, 3, 0],
      [0, 0, 0],
      [4, 4, 4],
    ];
    const { ranges } = rankRanges(records(rows), { most: 1 });
    expect(
      ranges.map(({ id, rank, exact, bestAt }) => [id, rank.low, rank.high, exact, bestAt === undefined]),
    ).toEqual([
      ["c4", 1, 1, true, false],
      ["c1", 2, 4, false, true],
      ["c0", 2, 4, false, true],
      ["c2", 2, 4, false, true],
      ["c3", 4, 5, true, false],
    ]);
  });
});
