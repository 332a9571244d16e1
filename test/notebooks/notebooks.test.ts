import { existsSync, statSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Quantity } from "../../lib/notebook/display/index.js";
import { violationsOf } from "../support/axe.js";
import { hasBrowser, openBrowser } from "../support/browser.js";
import { PEER } from "./peer.js";
import { GENERATED, makeReports, NAMES, type PublishedRow, type Reports } from "./reports.js";
import { figureOf } from "./rows.js";

let reports: Reports;
beforeAll(() => {
  reports = makeReports();
}, 300_000);
afterAll(() => reports.remove());

const byName = (rows: readonly PublishedRow[], name: string, key: string) =>
  new Map(rows.map((row) => [row[name] as string, figureOf(row, key)]));

function expectPeer(
  found: ReadonlyMap<string, Quantity>,
  peer: { readonly [name: string]: readonly [number, number] },
) {
  expect([...found.keys()]).toEqual(Object.keys(peer));
  for (const [name, [low, high]] of Object.entries(peer)) {
    const { value, low: least, high: most } = found.get(name) ?? { value: null };
    expect(least, name).toBeGreaterThanOrEqual(low);
    expect(most, name).toBeLessThanOrEqual(high);
    expect(value, name).toBeGreaterThanOrEqual(least ?? Number.NaN);
    expect(value, name).toBeLessThanOrEqual(most ?? Number.NaN);
    // Not wider than the peer's and not much narrower either.
    expect(((most ?? 0) - (least ?? 0)) / (high - low), name).toBeGreaterThan(0.9);
  }
}

describe("the notebooks", () => {
  it("run without a failed cell", () => {
    expect(reports.log).not.toContain("failed");
    expect(reports.status).toBe(0);
  });

  it("give the published order of the five under three metrics, and that of 2024 under two", () => {
    const scores = reports.result<PublishedRow[]>("01-methodology-change", "scores");
    const order = (key: string) =>
      [...scores]
        .sort((a, b) => (figureOf(a, key).value ?? 0) - (figureOf(b, key).value ?? 0))
        .map((row) => row.cluster);
    expect(order("rankThree")).toEqual(Object.keys(PEER.threeMetric));
    expect(order("rankTwo")).toEqual(Object.keys(PEER.twoMetric));
    for (const row of scores) {
      for (const key of ["rankTwo", "rankThree"]) {
        const { value, low, high } = figureOf(row, key);
        expect([low, high]).toEqual([value, value]);
      }
    }
  });

  it("give the scores and world totals that an independent program gives", () => {
    const scores = reports.result<PublishedRow[]>("01-methodology-change", "scores");
    expectPeer(byName(scores, "cluster", "threeMetric"), PEER.threeMetric);
    const two = byName(scores, "cluster", "twoMetric");
    expectPeer(
      new Map(Object.keys(PEER.twoMetric).map((name) => [name, two.get(name) as Quantity])),
      PEER.twoMetric,
    );
    const totals = reports.result<PublishedRow[]>("03-cluster-comparisons", "worldTotals");
    expectPeer(byName(totals, "metric", "total"), PEER.worldTotals);
    const people = reports.result<PublishedRow[]>("03-cluster-comparisons", "populations");
    expectPeer(byName(people, "cluster", "population"), PEER.populations);
  });

  it("give intensities that an independent program gives, in the published order", () => {
    const rows = reports.result<PublishedRow[]>("03-cluster-comparisons", "intensity");
    expectPeer(byName(rows, "cluster", "intensity"), PEER.intensity);
    const published = rows.flatMap((row) =>
      row.publishedRank === null ? [] : [figureOf(row, "publishedRank").value],
    );
    expect(published).toEqual([1, 18, 19, 28, 62, 74, 85, 99]);
  });

  it("put the flip of the top spot at about half the weight of the other metrics", () => {
    const weight = reports.result("01-methodology-change", "breakEvenVentureWeight");
    // By counts alone: (17,587/T_pct − 77,862/T_publications) / (1,762/T_deals) over all totals allowed.
    expect(weight.low).toBeGreaterThanOrEqual(0.495);
    expect(weight.high).toBeLessThanOrEqual(0.5445);
    expect(weight.value).toBeCloseTo(0.519, 2);
    const share = reports.result("01-methodology-change", "breakEvenVentureShare");
    expect(share.value).toBeCloseTo((weight.value ?? 0) / (2 + (weight.value ?? 0)), 12);
  });

  it("keep the projection marked through steps and levels", () => {
    const growth = reports.result<PublishedRow[]>("02-rd-slowdown", "growth");
    const last = growth.at(-1) as PublishedRow;
    expect([last.year, figureOf(last, "rate").value, figureOf(last, "rate").projected]).toEqual([
      2025,
      2.3,
      true,
    ]);
    expect(growth.filter((row) => figureOf(row, "rate").projected)).toHaveLength(1);
    const steps = reports.result<PublishedRow[]>("02-rd-slowdown", "steps");
    const [before, projected] = steps.slice(-2) as [PublishedRow, PublishedRow];
    expect(figureOf(before, "points").value).toBeCloseTo(-1.5, 12);
    expect(figureOf(projected, "points").value).toBeCloseTo(-0.6, 12);
    expect([figureOf(before, "points").projected ?? false, figureOf(projected, "points").projected]).toEqual([
      false,
      true,
    ]);
    const gap = reports.result("02-rd-slowdown", "levelGap2025");
    expect(gap.value).toBeCloseTo(100 * ((1.029 * 1.023) / 1.044 ** 2 - 1), 10);
    expect(gap.low).toBeCloseTo(100 * ((1.0285 * 1.0225) / 1.0445 ** 2 - 1), 10);
    expect(gap.high).toBeCloseTo(100 * ((1.0295 * 1.0235) / 1.0435 ** 2 - 1), 10);
    expect(gap.projected).toBe(true);
  });

  it.each(NAMES)("begin with a fact in previews of %s, not with an answer to what is not there", (name) => {
    const [, description = ""] = /<meta name="description" content="([^"]*)"/.exec(reports.html(name)) ?? [];
    expect(description.length).toBeGreaterThan(40);
    expect(description).not.toMatch(/^(?:Yes|No)\b/u);
  });

  it("name the new leader and what made it one before anything else", () => {
    expect(reports.html("01-methodology-change")).toContain(
      'content="Shenzhen–Hong Kong–Guangzhou is first because venture capital deals now count. Add up',
    );
  });

  it("leave the missing year of growth missing", () => {
    const growth = reports.result<PublishedRow[]>("02-rd-slowdown", "growth");
    expect(growth.map((row) => row.year)).toEqual([2016, 2017, 2018, 2019, 2020, 2021, 2023, 2024, 2025]);
    const steps = reports.result<PublishedRow[]>("02-rd-slowdown", "steps");
    expect(steps.some((row) => row.from === 2021 || row.to === 2022)).toBe(false);
  });

  it("publish revisions with the side on which they are bounded", () => {
    const rows = reports.result<PublishedRow[]>("02-rd-slowdown", "revisions");
    const of2019 = rows.find((row) => row.year === 2019) as PublishedRow;
    expect(figureOf(of2019, "points").value).toBeCloseTo(-2.4, 12);
    const of2023 = rows.find((row) => row.year === 2023) as PublishedRow;
    expect([of2023.bound, figureOf(of2023, "points").low, figureOf(of2023, "points").high]).toEqual([
      "at least",
      expect.closeTo(1.35, 12),
      undefined,
    ]);
  });
});

describe.skipIf(!hasBrowser)("a report in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  async function open(name: (typeof NAMES)[number] | "index", width = 1000) {
    const page = await browser.newPage({ viewport: { width, height: 800 } });
    const complaints: string[] = [];
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("request", (request) => {
      const address = request.url();
      if (!/^(file|data|blob):/.test(address)) complaints.push(`asked for ${address}`);
    });
    await page.goto(`file://${reports.folder}/${name}.html`);
    return { page, complaints };
  }

  async function charts(page: Page) {
    await page.waitForFunction(() => document.querySelectorAll("figure .main-svg").length > 0);
    for (const figure of await page.locator("figure").all()) {
      await figure.scrollIntoViewIfNeeded();
      await figure.locator(".main-svg").first().waitFor();
    }
    return page.locator("figure").count();
  }

  it.each([
    ["01-methodology-change", 3],
    ["02-rd-slowdown", 3],
    ["03-cluster-comparisons", 6],
    ["04-how-sure-is-the-ranking", 8],
    ["05-sources-and-conflicts", 2],
    ["06-how-clusters-are-found", 6],
    ["cluster-card-shenzhen-hong-kong-guangzhou", 1],
    ["identify-report", 2],
  ] as const)("%s draws its %i charts and asks for nothing", async (name, count) => {
    const { page, complaints } = await open(name);
    expect(await charts(page)).toBe(count);
    expect(complaints).toEqual([]);
    await page.close();
  });

  it.each(NAMES)("%s opens with its title and its finding", async (name) => {
    const { page } = await open(name);
    const text = await page.locator("main").innerText();
    const title = await page.locator("h1").innerText();
    const finding = await page.locator(".finding").first().innerText();
    expect(text.trimStart().startsWith(title)).toBe(true);
    expect(text.indexOf(finding)).toBeLessThan(title.length + 40);
    const edition = GENERATED.includes(name) ? "generated records" : "Global Innovation Index 2025";
    for (const said of [edition, "22 November 2026", "later editions", "Sources"]) {
      expect(text.toLowerCase()).toContain(said.toLowerCase());
    }
    await page.close();
  });

  it.each(["index", ...NAMES] as const)(
    "%s breaks no rule of axe-core's, light on a wide screen or dark on a phone",
    async (name) => {
      for (const [colorScheme, width] of [
        ["light", 1280],
        ["dark", 390],
      ] as const) {
        const { page } = await open(name, width);
        await page.emulateMedia({ colorScheme });
        await page.locator(".plot.drawn").first().waitFor();
        await page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true })");
        expect(await violationsOf(page), `${colorScheme}, ${width}`).toEqual([]);
        await page.close();
      }
    },
  );

  it.each(NAMES)("%s has at most two million bytes, and says what made it", async (name) => {
    expect(statSync(`${reports.folder}/${name}.html`).size).toBeLessThanOrEqual(2_000_000);
    const { page } = await open(name);
    const foot = await page.locator(".foot").innerText();
    for (const said of ["What made this report", "Data:", "Code:", "Node ", "packages"])
      expect(foot).toContain(said);
    await page.close();
  });

  it.each(NAMES)("%s fits a phone without scrolling sideways", async (name) => {
    const { page } = await open(name, 360);
    await charts(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    await page.close();
  });

  it("every link from a number leads to a source on the page", async () => {
    for (const name of NAMES) {
      const { page } = await open(name);
      const dead = await page.evaluate(() =>
        Array.from(document.querySelectorAll<HTMLAnchorElement>('a[href^="#"]'))
          .map((link) => decodeURIComponent(link.hash.slice(1)))
          .filter((id) => !document.getElementById(id)),
      );
      expect(dead, name).toEqual([]);
      expect(await page.locator('a[href^="#source-"]').count(), name).toBeGreaterThan(
        GENERATED.includes(name) ? 0 : 10,
      );
      await page.close();
    }
  });

  it("every link leads somewhere, and one to another report to a file beside it", async () => {
    for (const name of NAMES) {
      const { page } = await open(name);
      expect(await page.locator("a:not([href]):not([id])").allInnerTexts(), name).toEqual([]);
      const files = await page.evaluate(() =>
        Array.from(document.querySelectorAll<HTMLAnchorElement>("a[href$='.html']"))
          .filter((link) => link.protocol === "file:")
          .map((link) => link.pathname),
      );
      expect(
        files.filter((file) => !existsSync(decodeURIComponent(file))),
        name,
      ).toEqual([]);
      await page.close();
    }
  });

  it("draws the outlines of the world from the file itself", async () => {
    const { page } = await open("03-cluster-comparisons");
    await charts(page);
    const map = page.locator("figure", { has: page.locator(".geo") });
    expect(await map.locator(".geo .countries path, .geo .land path").count()).toBeGreaterThan(0);
    await page.close();
  });

  it("the index leads to every report, with finding and first chart", async () => {
    const { page, complaints } = await open("index");
    for (const name of NAMES) await page.locator(`a[href="${name}.html"]`).first().waitFor();
    await page.waitForFunction(() => document.querySelectorAll(".main-svg").length >= 6);
    expect(await page.locator(".finding").count()).toBe(NAMES.length);
    await page.locator(`a[href="${NAMES[1]}.html"]`).first().click();
    expect(await page.locator("h1").innerText()).toContain("R&D");
    expect(complaints).toEqual([]);
    await page.close();
  });
});
