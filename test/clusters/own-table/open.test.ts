import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import {
  clusterRecords,
  METRICS,
  openClusters,
  rank,
  readData,
  share,
  solveJoint,
  worldTotal,
} from "../../../lib/clusters/index.js";
import { DATA } from "../data/folder.js";

const folder = mkdtempSync(join(tmpdir(), "open-"));
afterAll(() => rmSync(folder, { recursive: true }));
const data = readData(DATA);
const file = join(folder, "mine.csv");
const open = (text: string, edition?: number) => {
  writeFileSync(file, text);
  return openClusters(data, { table: file, ...(edition === undefined ? {} : { edition }) });
};

describe("openClusters", () => {
  test("gives the project's clusters of 2025 with the weights of that edition, unless told otherwise", () => {
    const opened = openClusters(data);
    expect(opened).toMatchObject({ edition: 2025, own: false, notes: [] });
    expect(opened.weights).toEqual({ pct: 1, publications: 1, ventureDeals: 1 });
    expect(rank(opened.joint, { weights: opened.weights })[0]?.id).toBe("shenzhen-hong-kong-guangzhou");
    expect(openClusters(data, { edition: 2023 }).weights).toEqual({ pct: 1, publications: 1 });
  });

  test("reads a table of the user's own in place of them, and says which edition it is", () => {
    const opened = open(
      "cluster,edition,pct_share,publication_share\nTokyo-Yokohama,2023,10.1,1.5\nB,2023,9,2\n",
    );
    expect(opened).toMatchObject({ own: true, edition: 2023, weights: { pct: 1, publications: 1 } });
    expect(opened.records.map(({ id }) => id)).toEqual(["tokyo-yokohama", "B"]);
    expect(rank(opened.joint, opened)[0]?.score.sources).toEqual(["own-table"]);
    expect(opened.sources.at(-1)).toEqual({ id: "own-table", title: "Your own table, mine.csv" });
  });

  test("leaves a metric without any share out of the weights, and says so", () => {
    const opened = open("cluster,pct_share,publications\nA,1.0,100\nB,2.0,200\n");
    expect(opened.weights).toEqual({ pct: 1 });
    expect(opened.notes).toContain("Ranks go without publications: no share of them is given or follows.");
    expect(opened.notes).toContain(
      "Ranks go without venture capital deals: no share of them is given or follows.",
    );
  });

  test("takes an edition after the latest one known for the latest", () => {
    expect(
      open("cluster,edition,pct_share,publication_share,venture_deal_share\nA,2031,1,1,1\n"),
    ).toMatchObject({
      edition: 2031,
      weights: { pct: 1, publications: 1, ventureDeals: 1 },
    });
  });

  test("a table without any share is an error that says what would help", () => {
    expect(() => open("cluster,publications\nA,100\n")).toThrow(
      `${file}: found no share of the world that is given or follows, expected shares in percent`,
    );
  });

  test("the way out fits the table: per-million figures, a year of which no total is known", () => {
    expect(() => open("cluster,pct_per_million\nA,100\n")).toThrow(
      "Counts and per-million figures alone do not say what part of the world they are. " +
        'Give a share beside the count of at least one cluster, or say the edition in a column "edition".',
    );
    expect(() => open("cluster,edition,pct_applications\nA,2024,100\n")).toThrow(
      "No world total of 2024 is known that would make them shares.",
    );
    // Without a population, a figure per million inhabitants is no part of a total.
    expect(() => open("cluster,edition,pct_per_million\nA,2025,100\n")).toThrow("no share of the world");
  });

  test("a table in which no cluster has every share is an error, one cluster that has them is enough", () => {
    const head = "cluster,pct_share,publication_share\n";
    expect(() => open(`${head}A,1.0,\nB,,1.0\n`)).toThrow(
      "found no cluster with a share of each of PCT applications, publications, expected at least one.",
    );
    expect(open(`${head}A,1.0,1.0\nB,,1.0\n`).weights).toEqual({ pct: 1, publications: 1 });
  });

  test("counts of a stated edition are parts of the world totals that follow from the project's figures", () => {
    const ours = solveJoint(clusterRecords(data, 2025));
    const opened = open(
      "cluster,edition,pct_applications,publications\nA,2025,13000,80000\nB,2025,2600,9000\n",
    );
    expect(opened.weights).toEqual({ pct: 1, publications: 1 });
    for (const metric of ["pct", "publications"] as const) {
      const total = worldTotal(ours, metric);
      expect(worldTotal(opened.joint, metric)).toMatchObject({ low: total.low, high: total.high });
      expect(share(opened.joint, "A", metric).value).toBeCloseTo(
        (metric === "pct" ? 1_300_000 : 8_000_000) / (total.value ?? 0),
        10,
      );
    }
    expect(share(opened.joint, "A", "pct").sources).toEqual(
      expect.arrayContaining(["own-table", ...(worldTotal(ours, "pct").sources ?? [])]),
    );
    expect(opened.notes).toContain(
      "Shares of publications are of the world total of 2025 that follows from the project's own figures.",
    );
    expect(opened.notes).toContain(
      "Ranks go without venture capital deals: no share of them is given or follows.",
    );
  });

  test("the editions and metrics whose world totals follow are those that data/README.md names", () => {
    const editions = [...new Set(data.figures.map(({ edition }) => edition))].sort();
    const known = editions.flatMap((edition) => {
      const ours = solveJoint(clusterRecords(data, edition));
      const metrics = METRICS.filter((metric) => worldTotal(ours, metric).value !== null);
      return metrics.length === 0 ? [] : [[edition, ...metrics]];
    });
    expect(known).toEqual([
      [2023, "pct", "publications"],
      [2025, "pct", "publications", "ventureDeals"],
    ]);
  });

  test("so are figures per million beside a population; shares of the table's own come first", () => {
    const opened = open(
      "cluster,edition,population,pct_per_million,publications,publication_share\nA,2025,1000000,1300,1000,2.0\n",
    );
    expect(share(opened.joint, "A", "pct").value).toBeCloseTo(0.0993, 4);
    expect(worldTotal(opened.joint, "publications").value).toBeCloseTo(50_000, -2);
    expect(opened.notes.filter((note) => note.startsWith("Shares of"))).toEqual([
      "Shares of PCT applications are of the world total of 2025 that follows from the project's own figures.",
    ]);
  });

  test("figures beyond such a world total are an error", () => {
    expect(() => open("cluster,edition,pct_applications\nA,2025,900000\nB,2025,900000\n")).toThrow(
      /mine\.csv: found PCT applications that add up to 137\.\d percent of the world total of 2025, expected at most 100\. Correct/u,
    );
  });

  test("rows of two editions are an error that a reader of the table can mend", () => {
    expect(() => open("cluster,edition,pct_share\nA,2025,1\nB,2024,1\n")).toThrow(
      'column "edition": found the editions 2025, 2024, expected a single one. Keep the rows of one edition.',
    );
  });

  test("figures that contradict each other are an error that names the file and the figures", () => {
    const text = "cluster,pct_share,pct_applications\nA,10.0,1000\nB,10.0,5000\n";
    expect(() => open(text)).toThrow(
      /mine\.csv: found figures that cannot all be true, beyond rounding: .*count of PCT applications 5000.*Correct the wrong one/u,
    );
  });

  describe("ranks of the table's own", () => {
    const rankNote = (rows: string) =>
      open(`cluster,rank,pct_share\n${rows}`).notes.filter((note) => note.includes("rank "));

    test("that the scores contradict are said, with the first of them", () => {
      expect(rankNote("A,1,3.0\nX,2,2.0\nC,3,2.5\nD,4,2.2\nE,5,1\n")).toEqual([
        "The column rank differs from the order of the scores for 3 clusters, first for X (2, by score 4).",
      ]);
    });

    test("with gaps are compared among themselves, without those that have no rank or no score", () => {
      expect(rankNote("A,5,3.0\nB,9,2.0\nC,20,2.5\nD,,7\nE,1,\n")).toEqual([
        "The column rank differs from the order of the scores for 2 clusters, first for B (9, by score 20).",
      ]);
      expect(rankNote("A,5,3.0\nB,9,2.0\nC,20,1.5\nD,,7\nE,1,\n")).toEqual([]);
    });

    test("that rounding or a tie can explain are not", () => {
      expect(rankNote("A,1,2.0\nB,2,2.1\nC,3,1.0\nD,4,1.0\n")).toEqual([]);
      expect(rankNote("A,1,2.0\nB,1,1.0\nC,3,0.5\n")).toEqual([]);
    });

    test("are certain by counts of which only the world total is uncertain", () => {
      expect(
        open("cluster,rank,pct_applications,pct_share\nA,1,1000,\nB,2,1010,\nC,3,30,0.1\n").notes.at(-1),
      ).toBe(
        "The column rank differs from the order of the scores for 2 clusters, first for A (1, by score 2).",
      );
    });
  });

  test("a missing file is an error that names it", () => {
    expect(() => openClusters(data, { table: join(folder, "none.csv") })).toThrow(
      "none.csv: found no such file",
    );
  });
});
