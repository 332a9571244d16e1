import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  clustersByEconomy,
  cosineSimilarity,
  economyShares,
  locationQuotients,
  movers,
  perMillionProfiles,
  publishedCounts,
  rankHistory,
  rankRows,
  specialisation,
} from "../../../../lib/clusters/analysis/compare/index.js";
import type { Quantity } from "../../../../lib/clusters/figures/quantity.js";
import { readData } from "../../../../lib/clusters/index.js";
import { EDITION_2025, exact, withShares } from "../../solve/records.js";

const rank = (value: number | null, source?: string): Quantity => ({
  value,
  unit: "rank",
  ...(source ? { sources: [source] } : {}),
});
const data = readData(fileURLToPath(new URL("../../../../data", import.meta.url)));

describe("profiles", () => {
  const records = withShares({ a: [6, 3, 1], b: [2, 2, 4], c: [1, 1, null] });

  it("say what each metric contributes to the own score, missing where a share is", () => {
    const [a, , c] = specialisation(records);
    expect(a?.metrics.pct?.value).toBeCloseTo(60);
    expect(a?.metrics.ventureDeals?.value).toBeCloseTo(10);
    expect(c?.metrics.pct?.value).toBeNull();
    expect(specialisation(records, 2024)[2]?.metrics.pct?.value).toBeCloseTo(50);
  });

  it("bound the contributions by what rounding allows", () => {
    const tokyo = specialisation(EDITION_2025).find((profile) => profile.id === "tokyo");
    expect(tokyo?.metrics.pct?.low).toBeLessThan(tokyo?.metrics.pct?.value ?? 0);
    expect(tokyo?.metrics.pct?.high).toBeGreaterThan(tokyo?.metrics.pct?.value ?? 100);
    expect(tokyo?.metrics.pct?.value).toBeCloseTo(74.1, 1);
  });

  it("compare with a group: above 1 is a leaning", () => {
    const [a, b, c] = locationQuotients(records);
    // In the group of a and b patents are 8 of 18 points; a has 6 of 10.
    expect(a?.metrics.pct?.value).toBeCloseTo(0.6 / (8 / 18));
    expect(b?.metrics.pct?.value).toBeLessThan(1);
    expect(c?.metrics.pct?.value).toBeNull();
    expect(locationQuotients(records, { group: ["a"] })[0]?.metrics.pct?.value).toBeCloseTo(1);
    expect(locationQuotients(records, { group: ["c"] })[0]?.metrics.ventureDeals?.value).toBeNull();
  });

  it("give per-million figures and populations, with gaps kept", () => {
    const found = perMillionProfiles(EDITION_2025);
    expect(found[5]?.metrics.ventureDeals?.value).toBe(1001);
    expect(found[5]?.population.value).toBeNull();
    expect(perMillionProfiles(records)[0]?.metrics.pct?.value).toBeNull();
  });

  it("are alike by proportion, not by size", () => {
    const [a, b, c] = specialisation(withShares({ a: [1, 1, 1], b: [5, 5, 5], c: [9, 0, 0] }));
    if (!a || !b || !c) throw new Error("Three profiles.");
    expect(cosineSimilarity(a, b)).toBeCloseTo(1);
    expect(cosineSimilarity(a, c)).toBeCloseTo(1 / Math.sqrt(3));
    expect(cosineSimilarity(a, { ...a, metrics: {} })).toBeNull();
    expect(
      cosineSimilarity(a, {
        ...a,
        metrics: { pct: exact(0), publications: exact(0), ventureDeals: exact(0) },
      }),
    ).toBeNull();
  });
});

describe("rank history", () => {
  const rows = [
    { edition: 2022, cluster: "a", rank: rank(5, "x") },
    { edition: 2025, cluster: "a", rank: rank(2, "y") },
    { edition: 2025, cluster: "a", rank: rank(2, "z") },
    { edition: 2024, cluster: "b", rank: rank(7) },
    { edition: 2025, cluster: "b", rank: rank(9) },
    { edition: 2025, cluster: "c", rank: rank(null) },
  ];

  it("keeps gaps as null and unites the sources of one rank", () => {
    const [a, b] = rankHistory(rows);
    expect(a?.ranks.map((entry) => [entry.edition, entry.rank?.value ?? null])).toEqual([
      [2022, 5],
      [2023, null],
      [2024, null],
      [2025, 2],
    ]);
    expect(a?.ranks.at(-1)?.rank?.sources).toEqual(["y", "z"]);
    expect(b?.ranks[0]?.rank).toBeNull();
    expect(rankHistory([])).toEqual([]);
  });

  it("refuses two ranks in one edition, and names both", () => {
    expect(() => rankHistory([...rows, { edition: 2025, cluster: "a", rank: rank(3, "w") }])).toThrow(
      "a has two ranks in 2025: 2 (y, z) and 3 (w)",
    );
  });

  it("finds movers among those known in both editions, largest gain first", () => {
    const found = movers(rankHistory([...rows, { edition: 2024, cluster: "a", rank: rank(6) }]), 2024, 2025);
    expect(found.map((mover) => [mover.cluster, mover.gained.value])).toEqual([
      ["a", 4],
      ["b", -2],
    ]);
    expect(movers(rankHistory(rows), 2022, 2024)).toEqual([]);
  });

  it("reads accepted ranks of the published figures, Shenzhen second until it is first", () => {
    const history = rankHistory(rankRows(data.figures));
    const shenzhen = history.find((entry) => entry.cluster === "shenzhen-hong-kong-guangzhou");
    expect(shenzhen?.ranks.find(({ edition }) => edition === 2021)?.rank ?? null).toBeNull();
    expect(shenzhen?.ranks.at(-1)?.rank?.value).toBe(1);
    expect(shenzhen?.ranks.find(({ edition }) => edition === 2024)?.rank?.value).toBe(2);
  });
});

describe("economies", () => {
  it("count a cluster in each of its economies, up to the cut, ties by best rank", () => {
    const records = [
      { id: "a", economies: ["CN", "HK"], value: 1 },
      { id: "b", economies: ["US"], value: 2 },
      { id: "c", economies: ["CN"], value: 101 },
      { id: "d", economies: ["CN"], value: null },
    ].map(({ id, economies, value }) => ({ id, name: id, economies, rank: rank(value), figures: {} }));
    expect(clustersByEconomy(records)).toEqual([
      { economy: "CN", clusters: 1, ids: ["a"], bestRank: 1 },
      { economy: "HK", clusters: 1, ids: ["a"], bestRank: 1 },
      { economy: "US", clusters: 1, ids: ["b"], bestRank: 2 },
    ]);
    expect(clustersByEconomy([])).toEqual([]);
  });

  it("have the published numbers 24, 22 and 7 in 2025, and leave a rest", () => {
    const found = economyShares(publishedCounts(data.aggregates, 2025));
    expect(found.economies.slice(0, 3).map(({ economy, clusters }) => [economy, clusters.value])).toEqual([
      ["CN", 24],
      ["US", 22],
      ["DE", 7],
    ]);
    expect(found.economies[0]?.share).toMatchObject({ value: 24, unit: "percent" });
    expect(found.economies[0]?.clusters.sources?.length).toBeGreaterThan(2);
    expect(found.rest).toBe(
      100 - found.economies.reduce((sum, { clusters }) => sum + (clusters.value ?? 0), 0),
    );
  });

  it("leave a missing number missing", () => {
    const found = economyShares(
      [
        { economy: "CN", clusters: rank(null) },
        { economy: "US", clusters: rank(10) },
      ],
      50,
    );
    expect(found.economies.map(({ economy, share }) => [economy, share.value])).toEqual([["US", 20]]);
    expect(found.rest).toBe(40);
  });
});
