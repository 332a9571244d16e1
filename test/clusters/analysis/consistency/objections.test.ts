import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  asCounts,
  type ClusterRecord,
  clusterRecords,
  objections,
  published,
  readData,
  withFigure,
} from "../../../../lib/clusters/index.js";

const data = readData(fileURLToPath(new URL("../../../../data", import.meta.url)));
const records = clusterRecords(data, 2025);
const cluster = (id: string) => {
  const found = data.clusters.find((each) => each.id === id);
  if (!found) throw new Error(`no cluster ${id}`);
  return found;
};
const rank = (value: number) => ({ value, low: value, high: value, unit: "rank" });

describe("objections", () => {
  it.each([2017, 2018, 2019, 2020, 2021, 2022, 2023, 2024, 2025])(
    "has none to the accepted figures of %i",
    (edition) => {
      expect(objections(clusterRecords(data, edition), edition)).toEqual([]);
    },
  );

  it("names the figures that exclude each other", () => {
    const copied = published("115773", { unit: "publications", source: "faz-2025-11" });
    const [found, ...others] = objections(
      withFigure(records, cluster("san-jose-san-francisco"), "publications", copied),
      2025,
    );
    expect(others).toEqual([]);
    expect(found?.kind).toBe("figures");
    const figures = found?.kind === "figures" ? found.figures : [];
    expect(new Set(figures.map(({ cluster: id }) => id))).toEqual(new Set(["san-jose-san-francisco"]));
    expect(figures.map(({ quantity }) => quantity.value)).toContain(115773);
  });

  it("finds a rank held by two", () => {
    expect(objections(withFigure(records, cluster("madrid"), "size_rank", rank(48)), 2025)).toMatchObject([
      { kind: "shared rank", measure: "size", rank: 48, clusters: [{ id: "madrid" }, { id: "moscow" }] },
    ]);
  });

  it("finds a rank above a cluster that certainly scores higher", () => {
    const read = records.map((record) => (record.id === "barcelona" ? asCounts(record) : record));
    expect(objections(read, 2025)).toMatchObject([
      { kind: "order", measure: "size", ranked: { id: "barcelona" }, above: { id: "sao-paulo" } },
    ]);
  });

  it("finds swapped ranks by intensity", () => {
    const swapped = records.map((record): ClusterRecord => {
      if (record.id === "seoul") return { ...record, intensityRank: rank(19) };
      return record.id === "london" ? { ...record, intensityRank: rank(28) } : record;
    });
    expect(objections(swapped, 2025)).toMatchObject([
      { kind: "order", measure: "intensity", ranked: { id: "seoul" }, above: { id: "london" } },
    ]);
  });

  it("has none to a wrong rank that nobody else holds: arithmetic cannot know", () => {
    expect(objections(withFigure(records, cluster("hangzhou"), "size_rank", rank(18)), 2025)).toEqual([]);
  });

  it("has none to equal scores in either order, to missing scores, and to an empty table", () => {
    const twin = (id: string, place: number): ClusterRecord => ({
      id,
      name: id,
      economies: [],
      rank: rank(place),
      figures: { pct: { share: { value: 1, low: 1, high: 1, unit: "percent" } } },
    });
    expect(objections([twin("a", 1), twin("b", 2)], { pct: 1 })).toEqual([]);
    expect(objections([twin("a", 1), twin("b", 2)], 2025)).toEqual([]);
    expect(objections([], 2025)).toEqual([]);
  });

  it("does not know the weights of an edition to come", () => {
    expect(() => objections(records, 2031)).toThrow("not known");
  });
});

describe("withFigure", () => {
  it("replaces one figure of one cluster and leaves all others", () => {
    const share = published("9.0", { unit: "percent" });
    const changed = withFigure(records, cluster("london"), "pct_share", share);
    const london = changed.find(({ id }) => id === "london");
    const before = records.find(({ id }) => id === "london");
    expect(london?.figures.pct).toEqual({ ...before?.figures.pct, share });
    expect(london?.figures.publications).toBe(before?.figures.publications);
    expect(changed.filter((record, at) => record !== records[at]).map(({ id }) => id)).toEqual(["london"]);
  });
  it("gives a record to a cluster that has none", () => {
    const changed = withFigure([], cluster("shanghai"), "intensity_rank", rank(12));
    expect(changed).toMatchObject([{ id: "shanghai", intensityRank: { value: 12 }, figures: {} }]);
  });
  it("refuses what the analysis does not use, and lists what it does", () => {
    expect(() => withFigure(records, cluster("london"), "rank_change", rank(1))).toThrow(
      /"rank_change".*pct_share/,
    );
  });
});

describe("asCounts", () => {
  const madrid = records.find(({ id }) => id === "madrid");
  if (!madrid) throw new Error("Madrid is in the data.");
  it("reads per-million figures as counts, with their sources", () => {
    const { count, perMillion } = asCounts(madrid).figures.pct ?? {};
    expect(count).toEqual({ ...madrid.figures.pct?.perMillion, unit: "applications" });
    expect(perMillion).toBeUndefined();
  });
  it("leaves shares, ranks and a metric without per-million figures as they are", () => {
    const share = published("1.0", { unit: "percent" });
    const record: ClusterRecord = { ...madrid, figures: { ventureDeals: { share } } };
    expect(asCounts(record)).toEqual(record);
  });
});
