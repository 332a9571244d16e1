import { join, resolve } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { acceptedFigure, readData } from "../../lib/clusters/index.js";
import type { Quantity } from "../../lib/notebook/display/index.js";
import { inProcess, type Said } from "./in-process.js";
import { PEER } from "./peer.js";
import { figureOf } from "./rows.js";

const root = resolve(import.meta.dirname, "../..");
const data = readData(join(root, "data"));
const card = inProcess("cluster-card");

const finding = (said: Said): string => said.prose[0] ?? "";
/** The edition of the scores. */
const basisOf = (said: Said): number => Number(said.results.get("rankIntervals")?.[0]?.edition);

describe("the card of every cluster", () => {
  let cards: ReadonlyMap<string, Said>;
  beforeAll(() => {
    cards = new Map(data.clusters.map(({ id }) => [id, card({ cluster: id })]));
  }, 240_000);

  it("is made, with a title, a name for its file and a citation of its own", () => {
    for (const { id, name } of data.clusters) {
      const about = cards.get(id)?.about;
      expect(about).toMatchObject({ title: `Cluster card: ${name}`, variant: id });
      expect(about?.cite).toContain(name);
    }
  });

  it("says what it has in one to three sentences, and never shows a missing value as a word", () => {
    for (const [id, said] of cards) {
      expect(finding(said).split("\n").length, id).toBeLessThanOrEqual(3);
      for (const text of [...said.prose, ...said.tables.flat(2)]) {
        expect(text, id).not.toMatch(/undefined|NaN|Infinity|\bnull\b|\[object|not published$/);
        expect(text, id).not.toMatch(/[^\n] {2}|\.\.| \.| ,|\(\)/);
      }
      for (const text of said.prose) {
        expect(text, id).not.toBe("");
        for (const line of text.split("\n")) expect(line, id).toMatch(/^(\*\*|- |\p{Lu}).*[.?]$/u);
      }
    }
  });

  it("opens with the size rank of its latest edition, where one was found", () => {
    for (const [id, said] of cards) {
      const editions = data.figures.filter((row) => row.cluster === id && row.standing === "accepted");
      const edition = Math.max(...editions.map((row) => row.edition));
      const rank = acceptedFigure(data, { edition, cluster: id, metric: "size_rank" });
      expect(said.about.edition, id).toBe(`Global Innovation Index ${edition}`);
      const found = /is number (\d+) by size/.exec(finding(said))?.[1];
      expect(found, id).toBe(rank ? String(rank.value) : undefined);
      expect(finding(said).includes("No figure of"), id).toBe(edition < 2025);
    }
  });

  it("holds each rank in its interval, and the interval among so many", () => {
    for (const [id, said] of cards) {
      const rows = said.results.get("rankIntervals") ?? [];
      for (const entry of rows) {
        const { value, low = Number.NaN, high = Number.NaN } = figureOf(entry, "rank");
        expect(low, id).toBeGreaterThanOrEqual(1);
        expect(value, id).toBeGreaterThanOrEqual(low);
        expect(value, id).toBeLessThanOrEqual(high);
        expect(high, id).toBeLessThanOrEqual(Number(entry.among));
      }
      const [near, any] = ["Score, each weight", "Score, any weights"].map((start) =>
        rows.find(({ condition }) => String(condition).startsWith(start)),
      );
      if (!near && !any) continue;
      // Three quarters and five quarters of an equal part.
      const [least, most] = basisOf(said) === 2025 ? [25, 41.7] : [37.5, 62.5];
      expect(near?.condition, id).toContain(`(${least.toFixed(1)}–${most}% of the whole)`);
      expect(figureOf(any, "rank").low, id).toBeLessThanOrEqual(figureOf(near, "rank").low ?? 0);
      expect(figureOf(any, "rank").high, id).toBeGreaterThanOrEqual(figureOf(near, "rank").high ?? 99);
    }
  });

  it("sets beside each other by score only clusters that are neighbours by published rank, too", () => {
    let pairs = 0;
    for (const [id, said] of cards) {
      for (const { place, against } of said.results.get("flipConditions") ?? []) {
        const other = data.clusters.find(({ name }) => name === against)?.id ?? "";
        const [own, next] = [id, other].map(
          (cluster) => acceptedFigure(data, { edition: basisOf(said), cluster, metric: "size_rank" })?.value,
        );
        expect(Number(next) - Number(own), id).toBe(place === "above" ? -1 : 1);
        pairs += 1;
      }
    }
    expect(pairs).toBeGreaterThan(100);
    for (const [id, place, other] of [
      ["seoul", "below", "São Paulo"],
      ["sao-paulo", "above", "Seoul"],
    ] as const) {
      const text = cards.get(id)?.prose.join("\n");
      expect(text).toContain(
        `The next ${place} among the 6 compared, ${other}, is not the next by published rank: the scores of 43 clusters between them are not known`,
      );
      expect(text).not.toContain(`Next ${place} among`);
      expect(text).not.toContain("No weight of a single metric");
    }
  });

  it("says among how many, wherever it names the next by score, by intensity or by profile", () => {
    for (const [id, said] of cards) {
      for (const line of said.prose.flatMap((text) => text.split("\n"))) {
        if (
          /\*\*Next (above|below)|next (above|below)|larger for it|smaller for it|cosine|No weight/.test(line)
        ) {
          expect(line, id).toMatch(/among the \d+ compared/i);
        }
        expect(line, id).not.toMatch(/is number \d+( \([\d–]+\))? of \d+\b/);
      }
      for (const chart of said.charts) {
        const { title, meta } = chart.layout as {
          title: { text: string };
          meta: { alt: string; caption: string };
        };
        expect(title.text, id).toContain("size rank");
        expect(meta.alt, id).toMatch(/^Line of published size ranks by edition\. /);
        expect(meta.caption, id).toContain("may have been redrawn");
      }
    }
  });

  it("finds the same likeness from either side, and misses none that is closer", () => {
    const lists = new Map(
      [...cards].flatMap(([id, said]) => {
        const [, among, edition = said.about.edition?.slice(-4), list = ""] =
          /among the (\d+) compared(?: in (\d+))?: ([^\n]*\(\d\.\d{3}\))\.(?=\n|$)/.exec(
            said.prose.join("\n"),
          ) ?? [];
        const alike = [...list.matchAll(/(?:^|, | and )(.+?) \(([\d.]+)\)/g)].map(
          ([, name, likeness]) => [name, Number(likeness)] as const,
        );
        return among === undefined ? [] : [[id, { edition, among, alike: new Map(alike) }] as const];
      }),
    );
    for (const [id, { edition, among, alike }] of lists) {
      expect(alike.size, id).toBe(3);
      const name = data.clusters.find((cluster) => cluster.id === id)?.name ?? "";
      for (const [other, likeness] of alike) {
        const back = lists.get(data.clusters.find((cluster) => cluster.name === other)?.id ?? "");
        if (back?.edition !== edition) continue;
        expect(back?.among, id).toBe(among);
        const said = back?.alike.get(name);
        if (said === undefined)
          expect(likeness, id).toBeLessThanOrEqual(Math.min(...(back?.alike.values() ?? [])));
        else expect(likeness, id).toBe(said);
      }
    }
    expect([...(lists.get("barcelona")?.alike.keys() ?? [])]).toEqual(["Mexico City", "São Paulo", "Madrid"]);
    expect(lists.get("london")).toMatchObject({ edition: "2025", among: "14" });
    expect(lists.get("hangzhou")?.edition).toBe("2023");
  });

  it("speaks of the others of an economy as far as they were found", () => {
    const home = (id: string) =>
      cards
        .get(id)
        ?.prose.join("\n")
        .split("\n")
        .find((line) => line.includes("In the same economy"));
    expect(home("seoul")).toBe(
      "- **In the same economy** (Republic of Korea): no other cluster with a size rank of 2025 that was found.",
    );
    expect(home("london")).toContain("; found without one: Cambridge, Manchester and Oxford.");
    expect(home("hangzhou")).toContain("(China), found with a size rank of 2025: Shenzhen");
  });

  it("prints no end of an interval as 0 where the gap to another is certain", () => {
    for (const [id, said] of cards) {
      const flips = said.results.get("flipConditions") ?? [];
      expect(
        flips.every(({ closes }) => closes === null || Number((closes as Quantity).low) > 0),
        id,
      ).toBe(true);
      for (const line of said.tables.flat()) {
        if (line.length === 3 && /^(PCT|Scientific|Venture)/.test(String(line[0])))
          expect(line.join(" | "), id).not.toMatch(/\(0(\.0+)?–/);
      }
    }
    const needed = cards
      .get("hangzhou")
      ?.tables.flat()
      .find((line) => line[1]?.startsWith("0.9977"));
    // A gap of 0.00013 to 0.00154 points of some 7.46 million publications.
    expect(needed?.[2]).toBe("63 (9–116)");
  });

  it("gives the scores that an independent program gives", () => {
    let checked = 0;
    for (const { id, name } of data.clusters) {
      const peer = PEER.threeMetric[name as keyof typeof PEER.threeMetric];
      if (!peer) continue;
      const [, low, high] =
        /score of [\d.]+ points \(([\d.]+)–([\d.]+)\)/.exec(finding(cards.get(id) as Said)) ?? [];
      // Printed to two decimals, outwards.
      expect(Number(low), name).toBeCloseTo(Math.floor(peer[0] * 100) / 100, 9);
      expect(Number(high), name).toBeCloseTo(Math.ceil(peer[1] * 100) / 100, 9);
      checked += 1;
    }
    expect(checked).toBe(5);
  });

  it("shows nothing but dashes for what is missing: rank alone, per million alone, another edition", () => {
    const cells = (id: string) => cards.get(id)?.results.get("card") ?? [];
    expect(cells("ningde").map((entry) => figureOf(entry, "perMillion").value)).toEqual([13_000, null, null]);
    expect(cells("london").map((entry) => figureOf(entry, "share").value)).toEqual([null, null, null]);
    expect(cells("vienna").map((entry) => figureOf(entry, "count").value)).toEqual([null, null, null]);
    expect(cells("frankfurt-mannheim").map(({ metric, edition }) => [metric, edition])).toEqual([
      ["PCT applications", 2017],
    ]);
    for (const id of ["ningde", "vienna", "frankfurt-mannheim"]) {
      expect(cards.get(id)?.results.get("flipConditions"), id).toEqual([]);
      expect(cards.get(id)?.prose.join("\n"), id).toContain("cannot be said without its share");
    }
  });

  it("shows what was printed and not used, with its standing", () => {
    const text = (id: string) => cards.get(id)?.prose.join("\n");
    expect(text("madrid")).toContain("Also printed, not used (contradicted): size rank 44 for 2024");
    expect(text("chengdu")).toContain("Also printed, not used (low confidence): size rank 29 for 2025");
    expect(text("vienna")).not.toContain("not used");
    // 21 is printed by WIPO, too, and stands in the history.
    expect(text("london")).not.toContain("not used");
  });
});
