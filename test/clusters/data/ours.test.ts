import { describe, expect, test } from "vitest";
import { clusterRecords, METRICS, readData } from "../../../lib/clusters/data/index.js";
import { DATA } from "./folder.js";

const data = readData(DATA);
const of2025 = clusterRecords(data, 2025);
const of2023 = clusterRecords(data, 2023);

describe("clusterRecords", () => {
  test("the table of 2023 is complete for ranks 1 to 34", () => {
    const ranked = of2023.slice(0, 34);
    expect(ranked.map((record) => record.rank?.value)).toEqual(
      Array.from({ length: 34 }, (_, index) => index + 1),
    );
    for (const { name, figures } of ranked) {
      expect(figures.pct?.count?.value, name).toBeGreaterThan(0);
      expect(figures.publications?.count?.value, name).toBeGreaterThan(0);
      expect(figures.pct?.share?.sources, name).toEqual(["wipo-gii-2023-appendix"]);
      expect(figures.publications?.share?.unit, name).toBe("percent");
      expect(figures.ventureDeals, name).toBeUndefined();
    }
  });

  test("2025 opens with the published top fifteen", () => {
    expect(of2025.slice(0, 15).map((record) => record.name)).toEqual([
      "Shenzhen–Hong Kong–Guangzhou",
      "Tokyo–Yokohama",
      "San Jose–San Francisco",
      "Beijing",
      "Seoul",
      "Shanghai–Suzhou",
      "New York City",
      "London",
      "Boston–Cambridge",
      "Los Angeles",
      "Osaka–Kobe–Kyoto",
      "Paris",
      "Hangzhou",
      "San Diego",
      "Nanjing",
    ]);
  });

  test("eight clusters of 2025 have an intensity rank and all three figures per million", () => {
    const whole = of2025.filter(
      ({ intensityRank, figures }) => intensityRank && METRICS.every((metric) => figures[metric]?.perMillion),
    );
    const order = whole.sort((a, b) => (a.intensityRank?.value ?? 0) - (b.intensityRank?.value ?? 0));
    expect(order.map((record) => [record.name, record.intensityRank?.value])).toEqual([
      ["San Jose–San Francisco", 1],
      ["Beijing", 18],
      ["London", 19],
      ["Seoul", 28],
      ["Barcelona", 62],
      ["Madrid", 74],
      ["Tehran", 85],
      ["Mexico City", 99],
    ]);
  });

  test("thirteen clusters of 2025 have all three figures per million", () => {
    const whole = of2025.filter(({ figures }) => METRICS.every((metric) => figures[metric]?.perMillion));
    expect(whole).toHaveLength(13);
  });

  test("figures that were contradicted are absent, not zero", () => {
    const sanJose = of2025.find((record) => record.id === "san-jose-san-francisco");
    expect(sanJose?.figures.publications).toEqual({ perMillion: expect.objectContaining({ value: 9044 }) });
    expect(of2025.find((record) => record.id === "chengdu")).toBeUndefined();
  });

  test("unranked clusters come last, by id", () => {
    const unranked = of2025.filter((record) => record.rank === undefined).map((record) => record.id);
    expect(unranked.length).toBeGreaterThan(3);
    expect(of2025.slice(-unranked.length).map((record) => record.id)).toEqual([...unranked].sort());
  });

  test("keys without a value are absent", () => {
    for (const record of of2025) {
      for (const value of Object.values(record)) expect(value).toBeDefined();
      for (const forms of Object.values(record.figures)) expect(Object.keys(forms).length).toBeGreaterThan(0);
    }
  });

  test("an edition without figures has no clusters", () => {
    expect(clusterRecords(data, 1999)).toEqual([]);
  });
});
