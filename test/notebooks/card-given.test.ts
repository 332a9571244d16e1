import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import type { PublishedRecord } from "../../lib/notebook/display/index.js";
import { temporaryFolder, tsnb } from "../notebook/cli/tsnb.js";
import { inProcess, type Said } from "./in-process.js";
import { figureOf, rowOf } from "./rows.js";
import { strangeTable } from "./tables.js";

const notebook = resolve(import.meta.dirname, "../../notebooks/cluster-card.ipynb");
const folder = temporaryFolder();
const card = inProcess("cluster-card");
const SHENZHEN = "Shenzhen–Hong Kong–Guangzhou";
const finding = (said: Said): string => said.prose[0] ?? "";

function own(text: string, cluster: string): Said {
  const path = join(folder, "mine.csv");
  writeFileSync(path, text);
  return card({ cluster, table: path });
}

describe("the card of a table of one's own", () => {
  it("knows a strange name, and takes the first of the ranking without one", () => {
    const said = own(strangeTable(), 'a/b "c" - ü');
    expect(said.about).toMatchObject({ variant: 'A/B "C" – Ü', edition: "Your own table, mine.csv" });
    expect(finding(said)).toContain('**A/B "C" – Ü is number 42 by size** in your own table.');
    expect(said.results.get("rankIntervals")?.[0]?.among).toBe(100);
    expect(own(strangeTable(), "").about.title).toBe("Cluster card: Cluster 0");
  });

  it("takes a cluster by the names that the project knows, with its history marked as the project's", () => {
    const said = own(strangeTable(), "Tokyo Yokohama");
    expect(finding(said)).toContain("**Tokyo-Yokohama is number 4 by size**");
    expect(said.prose.join("\n")).toContain("from the project’s data, not from your table");
  });

  it("names those that a cluster is level with, and leaves gaps behind ties out", () => {
    const said = own(
      "cluster,rank,pct_share,publication_share\nA,1,2.0,1.0\nB,2,1.0,2.0\nC,2,1.0,2.0\nD,4,0,0\n",
      "B",
    );
    expect(finding(said)).toContain("number 1 (1–3) of the 4 clusters");
    expect(finding(said)).toContain("level with A and C");
    expect(said.prose.join("\n")).toContain("1 A; 2 B and C; 4 D.");
    expect(said.results.get("flipConditions")?.every(({ closes }) => closes === null)).toBe(true);
  });

  it("leaves a pair out where the ranks given have others between them whose scores are not known", () => {
    const table = (rank: number) =>
      `cluster,rank,pct_share,publication_share\nA,1,4.0,1.0\nB,2,3.0,1.0\nC,3,2.0,\nD,${rank},1.0,1.0\n`;
    const against = (said: Said) => [
      ...new Set(said.results.get("flipConditions")?.map((each) => each.against)),
    ];
    const text = own(table(4), "B").prose.join("\n");
    expect(text).toContain(
      "next below among the 3 compared, D, is not the next by the ranks of your table: the score of one cluster between them is not known",
    );
    expect(against(own(table(4), "B"))).toEqual(["A"]);
    expect(against(own(table(9), "D"))).toEqual([]);
    expect(own(table(9), "D").prose.join("\n")).toContain(
      "the scores of 6 clusters between them are not known",
    );
    // Where all between have scores, the order by score alone makes neighbours.
    expect(against(own(strangeTable(), "Cluster 50")).length).toBe(2);
    expect(against(own(table(4).replace("C,3,2.0,", "C,3,2.0,1.0"), "B"))).toEqual(["A", "C"]);
  });

  it("says once, and last, how the table was read", () => {
    const { prose } = own(strangeTable(), "");
    expect(prose.filter((text) => text.includes("Read by their headings"))).toEqual([prose.at(-1)]);
  });

  it("does with one metric, with one cluster, and without a share", () => {
    const one = "cluster,pct_share\nA,1.0\nB,2.0\nC,\n";
    expect(finding(own(one, "A"))).toContain(
      "number 2 of the 2 clusters whose share of PCT applications is known",
    );
    expect(finding(own(one, "C"))).toContain(
      "cannot be computed, as its share of PCT applications is not known",
    );
    expect(finding(own("cluster,pct_share\nOnly,1.0\n", ""))).toContain("no other cluster has one");
  });

  it("names the nearest for a cluster that it does not have, be it one of the project's", () => {
    expect(() => own(strangeTable(), "Cluster 1O")).toThrow(
      /of the 100 clusters given\. Did you mean "Cluster 1/,
    );
    expect(() => own(strangeTable(), "Seoul")).toThrow(
      'Found "Seoul", expected the name of one of the 100 clusters',
    );
  });
});

describe("tsnb report on the card", () => {
  const report = (...parameters: readonly string[]) =>
    tsnb(["report", notebook, "--out", folder, ...parameters.flatMap((each) => ["-p", each])], folder);
  const results = (id: string): Readonly<Record<string, readonly PublishedRecord[]>> =>
    JSON.parse(readFileSync(join(folder, `cluster-card-${id}.results.json`), "utf8"));

  it("makes the card of the first-ranked cluster, whose weight of deals at the flip is that of the first notebook", async () => {
    const called = await report();
    expect(called.code, called.stderr).toBe(0);
    const { flipConditions } = results("shenzhen-hong-kong-guangzhou");
    const deals = rowOf(flipConditions, "metric", "Venture capital deals");
    expect(deals).toMatchObject({ place: "below", against: "Tokyo–Yokohama", outcome: "flips" });
    // By counts alone: (17,587/T_pct − 77,862/T_publications) / (1,762/T_deals) over all totals allowed.
    expect(figureOf(deals, "weight").low).toBeGreaterThanOrEqual(0.495);
    expect(figureOf(deals, "weight").high).toBeLessThanOrEqual(0.5445);
    const html = readFileSync(join(folder, "cluster-card-shenzhen-hong-kong-guangzhou.html"), "utf8");
    expect(html).toContain(`Cluster card: ${SHENZHEN}`);
  });

  it("takes a name of a cluster without shares, and says what is missing", async () => {
    const called = await report("cluster=göteborg");
    expect(called.code, called.stderr).toBe(0);
    const { card: figures, flipConditions } = results("gothenburg");
    expect(figures?.map((entry) => figureOf(entry, "share").value)).toEqual([null, null, null]);
    expect(flipConditions).toEqual([]);
  });

  it("takes a table from where the user stands", async () => {
    writeFileSync(join(folder, "hundred.csv"), strangeTable());
    const called = await report("table=hundred.csv", 'cluster=A/B "C" – Ü');
    expect(called.code, called.stderr).toBe(0);
    const { rankIntervals } = results("a-b-c-ü");
    const simulated = rankIntervals?.find((entry) => entry.simulated);
    expect(figureOf(simulated, "rank").high).toBeGreaterThan(figureOf(simulated, "rank").low ?? 100);
  });

  it("fails for an unknown cluster with the nearest names", async () => {
    const called = await report("cluster=Shenzen");
    expect(called.code).toBe(2);
    expect(called.stderr).toContain(`Found "Shenzen", expected the name of a cluster`);
    expect(called.stderr).toContain(`Did you mean "${SHENZHEN}"?`);
  });
});
