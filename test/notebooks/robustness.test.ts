import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import type { Quantity } from "../../lib/notebook/display/index.js";
import { inProcess, type Said } from "./in-process.js";
import { appendixTable } from "./tables.js";

const folder = mkdtempSync(join(tmpdir(), "robustness-"));
afterAll(() => rmSync(folder, { recursive: true }));
const notebook = inProcess("04-how-sure-is-the-ranking");
const published = notebook({});

type Row = { readonly [key: string]: unknown };
const rows = (said: Said, name: string): readonly Row[] => said.results.get(name) ?? [];
const figure = (row: Row | undefined, key: string): Quantity => row?.[key] as Quantity;
const own = (name: string, text: string): string => {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
};

/** Shares of the five by plain arithmetic: printed shares, and counts over the world totals of the first notebook. */
const SHARES: { readonly [name: string]: readonly [number, number, number] } = {
  "Shenzhen–Hong Kong–Guangzhou": [117542 / 13090, 193635 / 81500, 6916 / 2362],
  "Tokyo–Yokohama": [135129 / 13090, 115773 / 81500, 5154 / 2362],
  "San Jose–San Francisco": [50813 / 13090, 0.6937, 6.9],
  Beijing: [3.79, 4.0, 2.83],
  Seoul: [5.4, 1.73, 3.1],
};
const NAMES = Object.keys(SHARES);
/** Weights on a fine grid of the triangle, the middles of equal cells. */
const GRID = Array.from({ length: 300 }, (_, i) =>
  Array.from({ length: 300 - i }, (__, j) => [
    (i + 1 / 3) / 300,
    (j + 1 / 3) / 300,
    1 - (i + j + 2 / 3) / 300,
  ]),
).flat();
const ranksAt = (weights: readonly number[]): number[] => {
  const scores = NAMES.map((name) =>
    (SHARES[name] ?? []).reduce((sum, share, m) => sum + share * (weights[m] ?? 0), 0),
  );
  return scores.map((score) => 1 + scores.filter((other) => other > score).length);
};

describe("the audit of the ranking", () => {
  it("gives the parts of the weights that each cluster wins, as counting weights on a grid does", () => {
    const counted = new Map(NAMES.map((name) => [name, 0]));
    for (const weights of GRID) {
      const winner = NAMES[ranksAt(weights).indexOf(1)] ?? "";
      counted.set(winner, (counted.get(winner) ?? 0) + 100 / GRID.length);
    }
    const wins = rows(published, "winRegions");
    expect(wins.map((row) => row.cluster)).toEqual([
      "Tokyo–Yokohama",
      "San Jose–San Francisco",
      "Shenzhen–Hong Kong–Guangzhou",
      "Beijing",
    ]);
    for (const row of wins) {
      const { value, low, high } = figure(row, "all");
      expect(value, String(row.cluster)).toBeCloseTo(counted.get(String(row.cluster)) ?? 0, 0);
      expect(low).toBeLessThan(value ?? 0);
      expect(high).toBeGreaterThan(value ?? 0);
    }
  });

  it("gives the ranks that each cluster takes over all weights, as the grid does", () => {
    const all = GRID.map(ranksAt);
    for (const row of rows(published, "rankIntervals")) {
      const at = NAMES.indexOf(String(row.cluster));
      const taken = all.map((ranks) => ranks[at] ?? 0);
      const { low, high } = figure(row, "allWeights");
      expect([low, high], String(row.cluster)).toEqual([Math.min(...taken), Math.max(...taken)]);
    }
  });

  it("finds every rank of the five certain under rounding", () => {
    expect(
      rows(published, "rankIntervals").map((row) => {
        const { value, low, high } = figure(row, "rank");
        return [value, low, high];
      }),
    ).toEqual([1, 2, 3, 4, 5].map((place) => [place, place, place]));
  });

  it("splits the moves from 2024 into data and method, and says which corner is missing", () => {
    const moves = rows(published, "decomposition");
    expect(moves.map((row) => [figure(row, "data").value, figure(row, "method").value])).toEqual([
      [0, 1],
      [0, -1],
      [0, 2],
      [0, -1],
      [0, -1],
    ]);
    expect(published.prose.join("\n")).toContain(
      "the new method on the old data needs the earlier edition's shares",
    );
  });

  it("labels what is simulated as simulated", () => {
    expect(rows(published, "sensitivity").every((row) => row.simulated === true)).toBe(true);
    const simulated = published.charts.filter(({ layout }) => JSON.stringify(layout).includes("imulated"));
    expect(simulated.length).toBeGreaterThanOrEqual(3);
  });

  it("says at which undercount first place changes, as plain arithmetic does", () => {
    // Tokyo's deals f times as many, the world's grown by Tokyo's part alone: 14.281 − 13.923 = 0.3585 to make up.
    const gap = (f: number): number => {
      const world = 1 + 0.02182 * (f - 1);
      const score = (name: string, factor: number): number => {
        const [pct = 0, publications = 0, deals = 0] = SHARES[name] ?? [];
        return pct + publications + (deals * factor) / world;
      };
      return score("Shenzhen–Hong Kong–Guangzhou", 1) - score("Tokyo–Yokohama", f);
    };
    let f = 1;
    while (gap(f) > 0) f += 0.0001;
    const least = 100 * (1 - 1 / f);
    const said = /missed more than about (\d+)–(\d+)% of the deals in Japan/.exec(published.prose.join("\n"));
    expect(least).toBeGreaterThan(Number(said?.[1]));
    expect(least).toBeLessThan(Number(said?.[2]));
  });

  it("keeps the limits of concentration apart", () => {
    for (const row of rows(published, "concentration")) {
      const { value, low, high } = figure(row, "gini");
      expect(value).toBeNull();
      expect((high ?? 0) - (low ?? 0)).toBeGreaterThan(0.3);
    }
    // Most equal: the five as they are, the next five and the ninety each alike. The squares of their parts of 70.
    const five = NAMES.map((name) => SHARES[name]?.[0] ?? 0);
    const held = five.reduce((sum, share) => sum + share, 0);
    const squares = [...five.map((share) => share ** 2), (40 - held) ** 2 / 5, 30 ** 2 / 90];
    const least = squares.reduce((sum, square) => sum + square, 0) / 70 ** 2;
    const [pct] = rows(published, "concentration");
    expect(figure(pct, "herfindahl").low).toBeCloseTo(least, 4);
    // Most unequal: one of the next five holds all of their patents, and of the ninety as few as the tenth's score allows.
    const sums = [0, 1, 2].map((m) => NAMES.reduce((sum, name) => sum + (SHARES[name]?.[m] ?? 0), 0));
    const cap =
      ([40.5, 16.5, 35.5].reduce((sum, share) => sum + share, 0) - sums.reduce((a, c) => a + c, 0)) / 5;
    const most = 4 * cap ** 2 + (30 - 4 * cap) ** 2 + (40 - held) ** 2;
    const unequal = (five.reduce((sum, share) => sum + share ** 2, 0) + most) / 70 ** 2;
    expect(figure(pct, "herfindahl").high).toBeCloseTo(unequal, 2);
  });
});

describe("the audit of a reader's own table", () => {
  const hundred = own("hundred.csv", appendixTable(100));

  it("takes a hundred clusters with the headings of WIPO's Appendix, in their printed order", () => {
    const said = notebook({ table: hundred });
    const ranks = rows(said, "rankIntervals");
    expect(ranks).toHaveLength(100);
    const order = appendixTable(100)
      .split("\n")
      .slice(1, -1)
      .map((line) => line.split(",")[1]);
    expect(ranks.map((row) => row.cluster)).toEqual(order);
    for (const row of ranks) {
      const all = figure(row, "allWeights");
      const near = figure(row, "nearEqual");
      expect((all.low ?? 0) <= (near.low ?? 0) && (near.high ?? 0) <= (all.high ?? 0)).toBe(true);
    }
    expect(said.about.edition).toBe("your own table of 100 clusters");
    expect(said.prose.join("\n")).toContain('Left out: "Total", unknown columns.');
  });

  it("splits moves between two editions' tables, by default from the method of the edition before", () => {
    const said = notebook({ table: hundred, before: own("before.csv", appendixTable(100, 2)) });
    const moves = rows(said, "decomposition");
    expect(moves).toHaveLength(100);
    for (const row of moves) {
      const [data, method, total] = [figure(row, "data"), figure(row, "method"), figure(row, "total")];
      expect((data.value ?? 0) + (method.value ?? 0)).toBeCloseTo(total.value ?? 0, 9);
    }
    expect(moves.some((row) => figure(row, "method").value !== 0)).toBe(true);
    expect(moves[0]?.order).toBe("mean of both orders");
  });

  it.each([
    [
      "gaps",
      "cluster,pct_share,publication_share,venture_deal_share\nA,5.0,2.0,\nB,4.0,2.0,1.0\nC,3.0,,1.0\nD,3.0,1.0,0.5\n",
      2,
    ],
    ["ties", "cluster,pct_share,publication_share\nA,3.0,1.0\nB,2.0,2.0\nC,2.0,2.0\n", 3],
    ["one cluster", "cluster,pct_share,publication_share,venture_deal_share\nA,3.0,1.0,2.0\n", 1],
    ["one metric", "cluster,pct_share\nA,3.0\nB,2.0\nC,1.0\n", 3],
    ["zeros", "cluster,pct_share,publication_share,venture_deal_share\nA,3.0,1.0,0.0\nB,2.0,0.0,0.0\n", 2],
    [
      "per-million figures",
      "cluster,population,pct_share,publication_share,venture_deal_share\nA,9000000,3.0,1.0,1.0\nB,1000000,2.0,0.5,0.1\n",
      2,
    ],
  ])("goes through with %s", (name, text, count) => {
    const said = notebook({ table: own(`${name}.csv`, text) });
    expect(rows(said, "rankIntervals")).toHaveLength(count);
    for (const line of said.prose) expect(line).not.toMatch(/undefined|NaN|\[object|not published/u);
  });

  it("refuses a table of an edition before without one to compare it with", () => {
    const file = own("alone.csv", appendixTable(3));
    expect(() => notebook({ before: file })).toThrow(`${file}: found a table of an edition before alone`);
  });

  it("says where rounding leaves open who is first", () => {
    const said = notebook({ table: join(folder, "ties.csv") });
    expect(said.prose[0]).toContain("Who is first, A or B, the figures leave open.");
  });

  it.each([
    ["a cluster twice", "cluster,pct_share\nA,3.0\nA,2.0\n", 'found "A" again'],
    ["shares over a hundred", "cluster,pct_share\nA,60.0\nB,60.0\n", "shares that add up to 120 percent"],
    ["counts without any share", "cluster,pct_applications\nA,300\nB,20\n", "no share of the world"],
  ])("refuses %s, naming the file", (name, text, message) => {
    const file = own(`${name}.csv`, text);
    const run = () => notebook({ table: file });
    expect(run).toThrow(message);
    expect(run).toThrow(file);
  });

  it("compares by size in the third notebook, too, and says what the table does not tell", () => {
    const said = inProcess("03-cluster-comparisons")({ table: hundred });
    expect(said.prose[0]).toContain("is the largest cluster.");
    expect(said.prose).toContain("Your table does not tell ranks of two editions.");
    expect(
      inProcess("03-cluster-comparisons")({ table: join(folder, "per-million figures.csv") }).prose[0],
    ).toContain("**The largest cluster is not the densest.**");
  });
});
