import { describe, expect, test } from "vitest";
import { clusterByName, clusterRecords, growthSeries, readData } from "../../../lib/clusters/data/index.js";
import { DATA } from "./folder.js";

const data = readData(DATA);
const SHENZHEN = "shenzhen-hong-kong-guangzhou";

describe("readData", () => {
  test("figures carry the interval of their printed decimals, and their source", () => {
    const shares = data.figures.filter(
      (row) => row.cluster === SHENZHEN && row.metric === "pct_share" && row.edition === 2025,
    );
    expect(shares.map(({ quantity }) => quantity)).toEqual([
      { value: 9, low: 8.95, high: 9.05, unit: "percent", sources: ["qqdbkk-2025"] },
      { value: 9, low: 8.5, high: 9.5, unit: "percent", sources: ["yicai-2025-09"] },
    ]);
  });

  test("a rounded figure has the width that its row gives", () => {
    expect(
      data.figures.find((row) => row.cluster === "ningde" && row.metric === "pct_per_million"),
    ).toMatchObject({
      qualifier: "about",
      quantity: { value: 13000, low: 12500, high: 13500 },
    });
  });

  test("what only bounds one side has one bound", () => {
    const preliminary = data.growth.find(
      (row) => row.edition === "GII 2024" && row.series === "global_rd_real",
    );
    expect(preliminary?.quantity).toEqual({
      value: 3,
      high: 3,
      unit: "percent",
      sources: ["quijotesca-2024"],
    });
  });

  test("a direction without a number is a missing figure with a source", () => {
    const fall = data.growth.find(
      (row) => row.sector === "automotive" && row.series === "corporate_rd_sector",
    );
    expect(fall).toMatchObject({ direction: "down", quantity: { value: null, unit: "percent" } });
    expect(fall?.quantity.low).toBeUndefined();
    expect(fall?.quantity.sources).toHaveLength(1);
  });

  test("projections are those of 2025, in row and quantity alike", () => {
    const projected = data.growth.filter((row) => row.projected);
    expect(projected.map((row) => row.period).sort()).toEqual(["2024-2025", "2025", "2025"]);
    for (const row of data.growth) expect(row.quantity.projected ?? false).toBe(row.projected);
  });

  test("years are numbers where the period is a single one", () => {
    const years = growthSeries(data, "global_rd_real").map((row) => [row.period, row.year]);
    expect(years).toContainEqual(["2024", 2024]);
    expect(years).toContainEqual(["2011-2021", undefined]);
  });

  test("the three shares of inventor addresses add up to the whole, economy by economy", () => {
    for (const row of data.geocoding) {
      const parts =
        (row.inventorBlock.value ?? 0) + (row.inventorSubcity.value ?? 0) + (row.inventorCity.value ?? 0);
      expect(Math.abs(parts - (row.inventorTotal.value ?? 0)), row.economy).toBeLessThan(0.06);
    }
  });

  test("every cluster has figures, known economies and a place on the map of its first economy", () => {
    const codes = new Set(data.economies.filter(({ kind }) => kind === "economy").map(({ code }) => code));
    for (const cluster of data.clusters) {
      expect(
        data.figures.some((figure) => figure.cluster === cluster.id),
        cluster.id,
      ).toBe(true);
      for (const economy of cluster.economies) expect(codes).toContain(economy);
    }
    const tokyo = clusterByName(data, "Tokyo–Yokohama");
    expect([tokyo.latitude, tokyo.longitude]).toEqual([35.6895, 139.69171]);
  });

  test("the share beside a leading name is the share among the figures", () => {
    const metrics: { readonly [attribute: string]: string } = {
      top_pct_field: "top_pct_field_share",
      top_publication_field: "top_publication_field_share",
      top_pct_applicant: "top_pct_applicant_share",
      top_publishing_organisation: "top_publishing_organisation_share",
    };
    const named = data.names.filter((row) => row.position === 1 && row.share !== undefined);
    expect(named.length).toBeGreaterThan(10);
    for (const row of named) {
      const figure = data.figures.find(
        (other) =>
          other.metric === metrics[row.attribute] &&
          other.cluster === row.cluster &&
          other.edition === row.edition &&
          other.source === row.source,
      );
      expect(figure?.quantity, `${row.edition} ${row.cluster} ${row.attribute}`).toEqual(row.share);
    }
  });

  test("no two clusters of an edition hold the same accepted rank", () => {
    for (const edition of [2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025]) {
      const records = clusterRecords(data, edition);
      for (const key of ["rank", "intensityRank"] as const) {
        const ranks = records.flatMap((record) => record[key]?.value ?? []);
        expect(new Set(ranks).size, `${edition} ${key}`).toBe(ranks.length);
      }
    }
  });
});
