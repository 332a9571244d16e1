import { describe, expect, test } from "vitest";
import {
  acceptedFigure,
  type ClusterData,
  type ClusterFigure,
  clusterByName,
  clusterRecords,
  findCluster,
  growthSeries,
  lastRead,
  readData,
  sourceRecords,
  sourcesOf,
} from "../../../lib/clusters/data/index.js";
import { DATA } from "./folder.js";

const data = readData(DATA);
const SHENZHEN = "shenzhen-hong-kong-guangzhou";

/** The data with the figures of one metric of Beijing in 2025 replaced by others. */
function withFigures(...figures: readonly Partial<ClusterFigure>[]): ClusterData {
  const base = {
    edition: 2025,
    cluster: "beijing",
    metric: "size_rank",
    qualifier: "exact",
    source: "a",
  } as const;
  return {
    ...data,
    figures: figures.map((figure) => ({
      ...base,
      standing: "accepted",
      quantity: { value: 4, low: 4, high: 4, unit: "rank", sources: ["a"] },
      ...figure,
    })),
  };
}

describe("findCluster and clusterByName", () => {
  test.each([
    ["san-jose-san-francisco", "san-jose-san-francisco"],
    ["Tokyo-Yokohama", "tokyo-yokohama"],
    ["SHENZHEN HONG KONG GUANGZHOU", SHENZHEN],
    ["Shenzhen–Hong Kong", SHENZHEN],
    ["Greater Bay Area", SHENZHEN],
    ["silicon valley", "san-jose-san-francisco"],
    ["Sao Paulo", "sao-paulo"],
    ["Xi’an", "xian"],
    ["Cambridge", "cambridge"],
  ])("%j is %s", (name, id) => {
    expect(clusterByName(data, name).id).toBe(id);
  });

  test("no other name stands for two clusters", () => {
    for (const { id, name, aliases } of data.clusters) {
      for (const other of [id, name, ...aliases]) expect(findCluster(data, other)?.id, other).toBe(id);
    }
  });

  test("an unknown name is an error with the likeliest names", () => {
    expect(findCluster(data, "Atlantis")).toBeUndefined();
    expect(() => clusterByName(data, "Shenzen")).toThrow(
      'Found "Shenzen", expected the name of a cluster in clusters.csv. Did you mean "Shenzhen–Hong Kong–Guangzhou"?',
    );
    expect(() => clusterByName(data, "Zzzzzzzz")).toThrow(/in clusters\.csv\.$/);
    expect(() => clusterByName(data, "")).toThrow(/expected the name/);
  });
});

describe("acceptedFigure", () => {
  const key = { edition: 2025, cluster: "beijing", metric: "size_rank" };

  test("intersects what sources print and keeps all of them", () => {
    expect(acceptedFigure(data, { edition: 2025, cluster: SHENZHEN, metric: "pct_share" })).toEqual({
      value: 9,
      low: 8.95,
      high: 9.05,
      unit: "percent",
      sources: ["qqdbkk-2025", "yicai-2025-09"],
    });
  });

  test("rows that are contradicted or of low confidence are not accepted", () => {
    expect(acceptedFigure(data, { edition: 2025, cluster: "hangzhou", metric: "size_rank" })?.value).toBe(13);
    expect(acceptedFigure(data, { edition: 2025, cluster: "chengdu", metric: "size_rank" })).toBeUndefined();
    expect(acceptedFigure(withFigures({ standing: "contradicted" }), key)).toBeUndefined();
  });

  test("an unknown cluster, metric or edition has no figure", () => {
    for (const part of [{ edition: 1999 }, { cluster: "atlantis" }, { metric: "fame" }]) {
      expect(acceptedFigure(data, { ...key, ...part })).toBeUndefined();
    }
  });

  test("accepted rows that exclude each other are an error that names the figure and the sources", () => {
    const other = { value: 5, low: 5, high: 5, unit: "rank", sources: ["b"] };
    expect(() => acceptedFigure(withFigures({}, { quantity: other }), key)).toThrow(
      "beijing, size_rank, edition 2025: Figures contradict each other: 4 rank (a); 5 rank (b).",
    );
  });

  test("no accepted figures of the project exclude each other", () => {
    for (const { edition, cluster, metric } of data.figures) {
      expect(() => acceptedFigure(data, { edition, cluster, metric })).not.toThrow();
    }
  });
});

describe("lastRead", () => {
  test("is the latest day on which a source was read", () => {
    const [first] = data.sources;
    if (!first) throw new Error("there are no sources");
    const days = ["2025-12-31", "2026-01-02", "2026-01-01"];
    expect(lastRead({ ...data, sources: days.map((dateRead) => ({ ...first, dateRead })) })).toBe(
      "2026-01-02",
    );
    expect(() => lastRead({ ...data, sources: [] })).toThrow("Found no sources");
  });
});

describe("clusterByName", () => {
  test("takes the first-named city of one cluster for its name, but not that of two", () => {
    expect(clusterByName(data, "Shenzhen").id).toBe("shenzhen-hong-kong-guangzhou");
    expect(clusterByName(data, "tokyo").id).toBe("tokyo-yokohama");
    expect(clusterByName(data, "Shanghai").id).toBe("shanghai");
    const twice = { ...data, clusters: data.clusters.map((one) => ({ ...one, firstCity: "Springfield" })) };
    expect(() => clusterByName(twice, "Springfield")).toThrow('Found "Springfield"');
  });
});

describe("growthSeries", () => {
  test("gives one figure a period and edition, with all of its sources, in order", () => {
    const series = growthSeries(data, "global_rd_real", { edition: "GII 2025" });
    expect(series.map((row) => [row.year, row.quantity.value, row.projected])).toEqual([
      [2023, 4.4, false],
      [2024, 2.9, false],
      [2025, 2.3, true],
    ]);
    for (const { quantity } of series)
      expect(quantity.sources).toEqual(["afp-the-standard-2025-09", "soci-2025-09"]);
    expect(series.map(({ quantity }) => quantity.projected ?? false)).toEqual([false, false, true]);
  });

  test("keeps first estimates beside their revisions, older editions first", () => {
    const values = growthSeries(data, "global_rd_real")
      .filter((row) => row.year === 2019 || row.year === 2023)
      .map((row) => [row.year, row.edition, row.quantity.value]);
    expect(values).toEqual([
      [2019, "GII 2021", 8.5],
      [2019, "GII 2022", 6.1],
      [2023, "GII 2024", 3],
      [2023, "GII 2025", 4.4],
    ]);
  });

  test("narrows to an economy, the world unless another is named", () => {
    expect(growthSeries(data, "pct_filings_level").map((row) => row.economy)).not.toContain("CN");
    expect(
      growthSeries(data, "pct_filings_level", { economy: "CN" }).map((row) => row.quantity.value),
    ).toEqual([70017, 69610]);
    expect(growthSeries(data, "pct_filings_level", { economy: "AQ" })).toEqual([]);
  });

  test("keeps sectors apart", () => {
    const sectors = growthSeries(data, "corporate_rd_sector").map((row) => row.sector);
    expect(new Set(sectors).size).toBe(sectors.length);
  });

  test("every series can be read for every economy", () => {
    for (const { series, economy } of data.growth)
      expect(() => growthSeries(data, series, { economy })).not.toThrow();
  });

  test("an unknown series is an error with the likeliest one", () => {
    expect(() => growthSeries(data, "global_rd")).toThrow(/Did you mean "global_rd_real"\?/);
  });
});

describe("sourceRecords", () => {
  test("gives what a report cites, and the copy's address where the publisher's is not known", () => {
    const [article, table] = sourceRecords(data, ["wipo-gii-2023-appendix", "soci-2025-09"]);
    expect(article).toMatchObject({ id: "soci-2025-09", standing: "press", dateRead: "2026-11-22" });
    expect(table).toMatchObject({ licence: "CC-BY-4.0", standing: "official" });
    expect(table?.url).toMatch(/^https:\/\/fliphtml5\.com\//);
  });

  test("gives every source without a list, none for an empty list, and each once", () => {
    expect(sourceRecords(data)).toHaveLength(data.sources.length);
    expect(sourceRecords(data, [])).toEqual([]);
    expect(sourceRecords(data, ["geonames", "geonames"])).toHaveLength(1);
  });

  test("an unknown id is an error", () => {
    expect(() => sourceRecords(data, ["soci-2025"])).toThrow(
      /Found the source "soci-2025".*Did you mean "soci-2025-09"/,
    );
  });

  test("the sources of figures are found in one call", () => {
    const figures = clusterRecords(data, 2025).map((record) => record.rank);
    expect(sourceRecords(data, sourcesOf(figures)).length).toBeGreaterThan(10);
  });
});
