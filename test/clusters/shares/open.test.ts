import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { openClusters, rank, readData } from "../../../lib/clusters/index.js";
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

  test("a table in which no cluster has every share is an error, one cluster that has them is enough", () => {
    const head = "cluster,pct_share,publication_share\n";
    expect(() => open(`${head}A,1.0,\nB,,1.0\n`)).toThrow(
      "found no cluster with a share of each of PCT applications, publications, expected at least one.",
    );
    expect(open(`${head}A,1.0,1.0\nB,,1.0\n`).weights).toEqual({ pct: 1, publications: 1 });
  });

  test("figures that contradict each other are an error that names the file and the figures", () => {
    const text = "cluster,pct_share,pct_applications\nA,10.0,1000\nB,10.0,5000\n";
    expect(() => open(text)).toThrow(
      /mine\.csv: found figures that cannot all be true, beyond rounding: .*count of PCT applications 5000.*Correct the wrong one/u,
    );
  });

  test("a missing file is an error that names it", () => {
    expect(() => openClusters(data, { table: join(folder, "none.csv") })).toThrow(
      "none.csv: found no such file",
    );
  });
});
