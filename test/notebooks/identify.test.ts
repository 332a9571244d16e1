import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { GENERATED_CENTRES, generatedWorld } from "../../lib/clusters/places/generated/index.js";
import type { PublishedRecord } from "../../lib/notebook/display/index.js";
import { FILES, summary, write } from "../clusters/places/identification/folder.js";
import { temporaryFolder, tsnb } from "../notebook/cli/tsnb.js";
import { inProcess, type Said } from "./in-process.js";
import { figureOf } from "./rows.js";

const root = resolve(import.meta.dirname, "../..");
const folder = temporaryFolder();
const report = inProcess("identify-report");
const finding = (said: Said): string => said.prose[0] ?? "";
const titleOf = ({ layout }: Said["charts"][number]): string =>
  (layout as { readonly title: { readonly text: string } }).title.text;

/** That a chart says of itself that what it shows is generated, wherever a reader may meet it. */
function expectGenerated(said: Said): void {
  for (const chart of said.charts) {
    const { alt, caption } = chart.layout?.meta ?? { alt: "" };
    for (const words of [titleOf(chart), alt, caption]) expect(words).toContain("generated");
  }
}

describe("the generated world of the notebook", () => {
  const said = inProcess("06-how-clusters-are-found")({});
  const rows = (name: string): readonly PublishedRecord[] => said.results.get(name) ?? [];
  const sweep = (varied: string) => rows("parameterSweep").filter((row) => row.varied === varied);

  it("has every true cluster found alone, but for those that are made to be joined", () => {
    const joined = rows("againstTruth").filter(({ outcome }) => outcome !== "found");
    expect(rows("againstTruth")).toHaveLength(GENERATED_CENTRES.length);
    expect(joined.map(({ centre, outcome }) => `${centre} ${outcome}`)).toEqual([
      "Maruvine joined",
      "Zephora joined",
      "Dovanti joined",
      "Fennaki joined",
    ]);
    expect(finding(said)).toContain("finds 14 one by one and joins four others into two");
    for (const { held, centre } of rows("againstTruth")) {
      expect(Number(held), String(centre)).toBeGreaterThan(0.94);
    }
  });

  it("has the compact pair joined by merging alone", () => {
    const counts = new Map(sweep("merge").map((row) => [row.at, figureOf(row, "clusters").value ?? 0]));
    expect(counts.get(0)).toBe((counts.get(5) ?? 0) + 1);
    expect(said.prose.join("\n")).toContain(
      "Dovanti and Fennaki are one only because clusters within 5 km of each other are merged",
    );
  });

  it("ranks the clusters as plain sums of the true expectations do, apart from chance", () => {
    const total = (metric: "pct" | "publications" | "ventureDeals") =>
      GENERATED_CENTRES.reduce((sum, { documents }) => sum + documents[metric], 0);
    const scores = new Map(
      GENERATED_CENTRES.map(({ name, documents }) => [
        name,
        (["pct", "publications", "ventureDeals"] as const).reduce(
          (sum, metric) => sum + (100 * documents[metric]) / total(metric),
          0,
        ),
      ]),
    );
    // Documents have places in other centres and in the country, which takes about a tenth away from each.
    for (const row of rows("identified")) {
      const truth = String(row.truth).split(" and ");
      const expected = truth.reduce((sum, name) => sum + (scores.get(name) ?? Number.NaN), 0);
      expect((figureOf(row, "score").value ?? 0) / expected, String(row.cluster)).toBeGreaterThan(0.7);
      expect((figureOf(row, "score").value ?? 0) / expected, String(row.cluster)).toBeLessThan(1.2);
    }
    expect(rows("identified").map(({ rank }) => (rank as { value: number }).value)).toEqual(
      rows("identified").map((_, at) => at + 1),
    );
  });

  it("has fewer clusters the higher the threshold, and as many at the rule in every sweep", () => {
    const counts = sweep("threshold").map((row) => figureOf(row, "clusters").value ?? 0);
    expect([...counts].sort((a, b) => b - a)).toEqual(counts);
    expect(counts[0]).toBeGreaterThan(counts.at(-1) ?? 0);
    const usual = rows("parameterSweep").filter((row) => row.usual);
    expect(usual.map(({ varied }) => varied)).toEqual(["radius", "threshold", "merge"]);
    expect(new Set(usual.map((row) => figureOf(row, "clusters").value)).size).toBe(1);
    for (const row of rows("parameterSweep")) {
      const { value, low, high } = figureOf(row, "assigned");
      expect([low, value, high]).toEqual([low, value, high].sort((a, b) => (a ?? 0) - (b ?? 0)));
    }
  });

  it("has the region of three centres fall into fewer clusters as the radius grows, and lead as one", () => {
    const radii = [...new Set(rows("region").map(({ radius }) => Number(radius)))];
    const parts = (radius: number) => rows("region").filter((row) => row.radius === radius);
    const groups = radii.map((radius) => new Set(parts(radius).map(({ cluster }) => cluster)).size);
    expect(groups).toEqual([...groups].sort((a, b) => b - a));
    expect([groups[0], groups.at(-1)]).toEqual([3, 1]);
    const best = (radius: number) =>
      Math.min(...parts(radius).map((row) => figureOf(row, "rank").value ?? Infinity));
    expect([best(radii[0] ?? 0), best(radii.at(-1) ?? 0)]).toEqual([2, 1]);
    expect(finding(said)).toContain(
      "Quillmar does, until a region of three centres becomes one cluster and overtakes it, at 18 to 25 km in five worlds",
    );
    expect(said.prose.join("\n")).toContain(
      "three clusters at 5 to 8 km, the best of them number 2 or number 3; two clusters at 10 to 20 km",
    );
  });

  it("says of every value in how many of its worlds the first five and the leader are others", () => {
    const row = (varied: string, at: number) => sweep(varied).find((each) => each.at === at);
    for (const each of rows("parameterSweep").filter(({ usual }) => usual)) {
      expect([each.firstFiveChangeIn, each.leaderChangesIn, each.worlds]).toEqual([0, 0, 5]);
    }
    expect(row("radius", 8)).toMatchObject({ firstFiveChangeIn: 5, leaderChangesIn: 0 });
    expect(row("radius", 20)).toMatchObject({ firstFiveChangeIn: 2, leaderChangesIn: 2 });
    expect(row("radius", 25)).toMatchObject({ firstFiveChangeIn: 5, leaderChangesIn: 5 });
    const prose = said.prose.join("\n");
    expect(prose).toContain("in all five worlds at 5 km, 8 km, 25 km and 30 km, in two at 20 km");
    expect(prose).toContain("four to six of the clusters found are small towns and no true clusters");
  });

  it("says on every chart and in every published row that it is generated", () => {
    expect(said.charts).toHaveLength(6);
    expectGenerated(said);
    for (const [name, published] of said.results) {
      for (const row of published) expect(row.generated, name).toBe(true);
    }
    expect(said.about.edition).toContain("generated");
  });

  it("tells the numbers of 2024 as reported, and none of 2025", () => {
    expect(said.tables[0]).toEqual([
      ["Number", "2024", "Here"],
      ["Radius (km)", "15", "15"],
      ["Inventors and authors within it", "4500", "450"],
      ["Merged when closer than (km)", "5", "5"],
    ]);
    expect(said.prose.join("\n")).toContain("For 2025 they were not found");
  });
});

describe("the report of an identification", () => {
  it("shows the generated world without a folder, and says so on every chart", () => {
    const said = report({});
    expectGenerated(said);
    expect(finding(said)).toContain("found among the generated records.**");
    expect(finding(said)).toContain("The records are simulated");
    expect(said.results.get("identifiedClusters")?.every((row) => row.generated === true)).toBe(true);
  });

  it("tells of a folder what its tables say, and nothing of a generated world", () => {
    const said = report({ dir: write(join(folder, "given")) });
    expect(finding(said)).toBe(
      "**=A leads the 2 clusters found among the records given.** Its score is 12.50 points; B follows with 10.00. Clusters hold 22.5% of PCT applications. ",
    );
    expect(said.prose.join("\n") + said.charts.map(titleOf).join("\n")).not.toMatch(/world/);
    expect(said.tables[0]?.slice(1)).toEqual([
      ["1", "=A", "12.50", "12.50", "–"],
      ["2", "B", "10.00", "10.00", "1"],
    ]);
    const prose = said.prose.join("\n");
    expect(prose).toContain("3 of 200 records have no place");
    expect(prose).toContain(
      "The rule is that of the edition of 2024, as it was reported, with the threshold chosen",
    );
    expect(prose).toContain("- A note.");
    expect(
      said.results.get("identifiedClusters")?.map(({ cluster, generated }) => [cluster, generated]),
    ).toEqual([
      ["a", false],
      ["b", false],
    ]);
  });

  it("counts those that share the first rank where there are more than three", () => {
    const ids = ["a", "b", "c", "d"];
    const table = (name: string, row: (id: string) => string) =>
      `${FILES[name]?.split("\n")[0]}\n${ids.map(row).join("\n")}\n`;
    const { features } = JSON.parse(FILES["clusters.geojson"] ?? "");
    const said = report({
      dir: write(join(folder, "level"), {
        "clusters.csv": table("clusters.csv", (id) => `${id},${id},10,20,60,20,2,2,1,20,,,`),
        "ranking.csv": table("ranking.csv", (id) => `1,${id},${id},12.5,12.5,,`),
        "shares.csv": table("shares.csv", (id) => `${id},${id},pct,20,12.5,`),
        "clusters.geojson": JSON.stringify({
          type: "FeatureCollection",
          features: ids.map((id) => ({ ...features[0], id })),
        }),
        "summary.json": summary(4, 8),
      }),
    });
    expect(finding(said)).toBe(
      "**4 of the 4 clusters found among the records given share the first rank.** Clusters hold 50.0% of PCT applications. ",
    );
  });

  it("does with a folder without clusters", () => {
    const header = (name: string) => `${FILES[name]?.split("\n")[0]}\n`;
    const said = report({
      dir: write(join(folder, "none"), {
        "clusters.csv": header("clusters.csv"),
        "ranking.csv": header("ranking.csv"),
        "shares.csv": header("shares.csv"),
        "clusters.geojson": '{"type":"FeatureCollection","features":[]}',
        "summary.json": summary(0, 0),
      }),
    });
    expect(finding(said)).toContain(
      "**No cluster was found among the records given.** Nowhere do 50 records of PCT applications lie within 15 km.",
    );
    expect(said.charts).toEqual([]);
    expect(said.prose.filter((text) => text === "There is no cluster to show.")).toHaveLength(2);
  });
});

describe("tsnb report on a folder of the command", () => {
  const notebook = join(root, "notebooks", "identify-report.ipynb");

  it("maps what the command found in a file of records", async () => {
    const { records } = generatedWorld({ seed: 2, scale: 0.05 });
    const lines = records.map(({ document, metric, latitude, longitude }) =>
      [document ?? "", metric, latitude ?? "", longitude ?? ""].join(","),
    );
    writeFileSync(join(folder, "records.csv"), `document,metric,latitude,longitude\n${lines.join("\n")}\n`);
    const command = join(root, "lib/clusters/bin/innovation-clusters.js");
    const found = spawnSync(
      process.execPath,
      [command, "identify", "records.csv", "--edition", "2024", "--threshold", "45", "--out", "found/"],
      { cwd: folder, encoding: "utf8" },
    );
    expect(found.status, found.stderr).toBe(0);
    const called = await tsnb(["report", notebook, "--out", folder, "-p", "dir=found/"], folder);
    expect(called.code, called.stderr).toBe(0);
    const results = JSON.parse(readFileSync(join(folder, "identify-report-found.results.json"), "utf8"));
    const ranking = readFileSync(join(folder, "found", "ranking.csv"), "utf8")
      .trim()
      .split("\n")
      .slice(1);
    expect(
      results.identifiedClusters.map(({ rank, cluster }: PublishedRecord) => `${rank},${cluster}`),
    ).toEqual(ranking.map((line) => line.split(",").slice(0, 2).join(",")));
    expect(readFileSync(join(folder, "identify-report-found.html"), "utf8")).toContain(
      "found among the records given",
    );
  });

  it("fails with one line that names folder and file, and writes nothing", async () => {
    const dir = write(join(folder, "broken"), { "ranking.csv": undefined });
    const out = join(folder, "nothing");
    const called = await tsnb(["report", notebook, "--out", out, "-p", `dir=${dir}`], folder);
    expect(called.code).toBe(2);
    expect(called.stderr).toContain(`ranking.csv in ${dir}: found no such file`);
    expect(called.stderr).toContain(`The folder was given with -p dir=${dir}`);
    expect(existsSync(out)).toBe(false);
  });
});
