import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import {
  compoundGrowth,
  constantPath,
  deflate,
  type Estimate,
  estimates,
  impliedInflation,
  latestEstimates,
  levelGap,
  levelPath,
  revisionRecord,
  revisions,
  steps,
} from "../../../../lib/clusters/analysis/growth/index.js";
import type { Quantity } from "../../../../lib/clusters/figures/quantity.js";
import { growthSeries, readData } from "../../../../lib/clusters/index.js";
import { exact, print } from "../../solve/records.js";

const projected = (quantity: Quantity): Quantity => ({ ...quantity, projected: true });
const world = [
  { year: 2023, rate: print("4.4", "percent", "gii") },
  { year: 2024, rate: print("2.9", "percent", "gii") },
  { year: 2025, rate: projected(print("2.3", "percent", "gii")) },
];
const missing: Quantity = { value: null, unit: "percent" };

describe("steps", () => {
  it("are in points and in percent of the earlier rate, with what rounding allows", () => {
    const [first, second] = steps(world);
    expect(first).toMatchObject({ from: 2023, to: 2024 });
    expect(first?.points.value).toBeCloseTo(-1.5);
    expect(first?.points.low).toBeCloseTo(-1.6);
    expect(first?.points.high).toBeCloseTo(-1.4);
    expect(first?.percent.value).toBeCloseTo(-34.09, 2);
    expect(second?.points.value).toBeCloseTo(-0.6);
  });

  it("stay projected where one end is", () => {
    const [first, second] = steps(world);
    expect(first?.points.projected).toBeUndefined();
    expect(second?.points.projected).toBe(true);
    expect(second?.percent.projected).toBe(true);
  });

  it("do not reach over a missing year, in any order of the input", () => {
    const gap = [world[2], world[0]].filter((point) => point !== undefined);
    expect(steps(gap)).toEqual([]);
    expect(steps([...world].reverse())).toEqual(steps(world));
    expect(steps([])).toEqual([]);
  });

  it("have no percentage of a rate that can be 0 or below, and are missing where a rate is", () => {
    const [fall] = steps([
      { year: 1, rate: exact(-1) },
      { year: 2, rate: exact(2) },
    ]);
    expect(fall?.points.value).toBe(3);
    expect(fall?.percent).toEqual({ value: null, unit: "percent" });
    const [none] = steps([
      { year: 1, rate: exact(1) },
      { year: 2, rate: missing },
    ]);
    expect(none?.points.value).toBeNull();
  });

  it("bound the change in percent also where growth turns negative", () => {
    const earlier: Quantity = { value: 3, low: 2, high: 4, unit: "percent" };
    for (const later of [
      { value: -2, low: -3, high: -1, unit: "percent" },
      { value: 0, low: -1, high: 1, unit: "percent" },
      { value: 2, low: 1, high: 3, unit: "percent" },
    ]) {
      const [step] = steps([
        { year: 1, rate: earlier },
        { year: 2, rate: later },
      ]);
      const corners = [later.low, later.high].flatMap((a) => [2, 4].map((b) => 100 * (a / b - 1)));
      expect(step?.percent.low).toBeCloseTo(Math.min(...corners));
      expect(step?.percent.high).toBeCloseTo(Math.max(...corners));
    }
  });

  it("refuse two rates for one year", () => {
    expect(() => steps([...world, { year: 2023, rate: exact(3) }])).toThrow("2023 has two");
  });
});

describe("levels", () => {
  it("grow from the base, and are projected from the first projection on", () => {
    const path = levelPath({ year: 2023 }, world);
    expect(path.map((point) => point.year)).toEqual([2023, 2024, 2025]);
    expect(path[2]?.level.value).toBeCloseTo(100 * 1.029 * 1.023);
    expect(path[2]?.level.low).toBeCloseTo(100 * 1.0285 * 1.0225);
    expect(path.map((point) => point.level.projected)).toEqual([undefined, undefined, true]);
  });

  it("are missing from the first missing year on", () => {
    const path = levelPath({ year: 2022, level: 10 }, [
      { year: 2023, rate: exact(10) },
      { year: 2025, rate: exact(10) },
    ]);
    expect(path.map((point) => point.level.value)).toEqual([10, 11, null, null]);
  });

  it("are just the base without later rates", () => {
    expect(levelPath({ year: 2025 }, world).map((point) => point.level.value)).toEqual([100]);
  });

  it("follow one constant rate", () => {
    const path = constantPath({ year: 2023 }, print("4.4", "percent"), 2);
    expect(path[2]?.level.value).toBeCloseTo(108.9936);
    expect(path[2]?.level.high).toBeCloseTo(100 * 1.0445 ** 2);
  });

  it("lie below the path of 4.4 percent by 2025: negative, projected, with what rounding allows", () => {
    const gap = levelGap({ year: 2023 }, world, print("4.4", "percent", "gii"));
    expect(gap.value).toBeCloseTo(100 * ((1.029 * 1.023) / 1.044 ** 2 - 1));
    expect(gap.value).toBeCloseTo(-3.42, 2);
    expect(gap.low).toBeCloseTo(100 * ((1.0285 * 1.0225) / 1.0445 ** 2 - 1));
    expect(gap.high).toBeCloseTo(100 * ((1.0295 * 1.0235) / 1.0435 ** 2 - 1));
    expect(gap).toMatchObject({ projected: true, sources: ["gii"], unit: "percent" });
  });

  it("have no gap where a year lacks a rate or none follows", () => {
    expect(levelGap({ year: 2022 }, world.slice(1), exact(4)).value).toBeNull();
    expect(levelGap({ year: 2025 }, world, exact(4)).value).toBeNull();
  });

  it("turn nominal into real, and back into the inflation between them", () => {
    expect(deflate(exact(6.3), exact(2.2)).value).toBeCloseTo(4.01, 2);
    expect(impliedInflation(exact(6.3), exact(4)).value).toBeCloseTo(2.21, 2);
    expect(deflate(missing, exact(2)).value).toBeNull();
  });

  it("have a compound rate, which levels of 0 and no years do not", () => {
    expect(compoundGrowth(exact(100), exact(121), 2).value).toBeCloseTo(10);
    expect(compoundGrowth(exact(0), exact(121), 2).value).toBeNull();
    expect(() => compoundGrowth(exact(1), exact(2), 0)).toThrow("positive number of years");
  });
});

describe("revisions", () => {
  const estimate = (year: number, edition: number, rate: Quantity): Estimate => ({ year, edition, rate });

  it("set the latest estimate against the first", () => {
    const [found] = revisions([
      estimate(2019, 2022, print("6.1", "percent", "later")),
      estimate(2019, 2021, print("8.5", "percent", "first")),
      estimate(2018, 2020, print("5.2", "percent")),
    ]);
    expect(found).toMatchObject({
      year: 2019,
      bound: "two-sided",
      first: { edition: 2021 },
      last: { edition: 2022 },
    });
    expect(found?.points.value).toBeCloseTo(-2.4);
    expect(found?.points.low).toBeCloseTo(-2.5);
    expect(found?.points.sources).toEqual(["first", "later"]);
  });

  it("read an estimate printed as under 3 as a limit", () => {
    for (const under of [
      { value: 3, high: 3, unit: "percent" },
      { value: null, high: 3, unit: "percent" },
    ]) {
      const [found] = revisions([estimate(2023, 2024, under), estimate(2023, 2025, print("4.4", "percent"))]);
      expect(found?.bound).toBe("at least");
      expect(found?.points.value).toBeCloseTo(1.4);
      expect(found?.points.low).toBeCloseTo(1.35);
      expect(found?.points.high).toBeUndefined();
    }
  });

  it("leave out years printed once and missing estimates, and refuse two in one edition", () => {
    expect(revisions([estimate(2020, 2021, exact(1)), estimate(2020, 2022, missing)])).toEqual([]);
    expect(() => revisions([estimate(2020, 2021, exact(1)), estimate(2020, 2021, exact(2))])).toThrow(
      "2021 has two",
    );
  });

  it("sum up to a record that leaves limits out of its means", () => {
    const found = revisions([
      estimate(2019, 2021, exact(8.5)),
      estimate(2019, 2022, exact(6.1)),
      estimate(2020, 2021, exact(1)),
      estimate(2020, 2022, exact(2)),
      estimate(2023, 2024, { value: 3, high: 3, unit: "percent" }),
      estimate(2023, 2025, exact(4.4)),
    ]);
    const record = revisionRecord(found);
    expect(record).toMatchObject({ count: 2, limits: 1 });
    expect(record.mean.value).toBeCloseTo(-0.7);
    expect(record.meanAbsolute.value).toBeCloseTo(1.7);
    expect([record.smallest, record.largest].map((value) => value?.toFixed(1))).toEqual(["-2.4", "1.4"]);
    expect(revisionRecord([])).toMatchObject({ count: 0, mean: { value: null }, smallest: null });
  });
});

describe("the published growth series", () => {
  const data = readData(fileURLToPath(new URL("../../../../data", import.meta.url)));

  it("stand today as 4.4, 2.9 and a projected 2.3 percent", () => {
    const points = latestEstimates(estimates(growthSeries(data, "global_rd_real"))).filter(
      ({ year }) => year >= 2023,
    );
    expect(points.map(({ year, rate }) => [year, rate.value, rate.projected === true])).toEqual([
      [2023, 4.4, false],
      [2024, 2.9, false],
      [2025, 2.3, true],
    ]);
  });

  it("were revised from 8.5 to 6.1 for 2019 and upwards from under 3 for 2023", () => {
    const found = revisions(estimates(growthSeries(data, "global_rd_real")));
    expect(found.find(({ year }) => year === 2019)?.points.value).toBeCloseTo(-2.4);
    expect(found.find(({ year }) => year === 2023)).toMatchObject({ bound: "at least" });
  });

  it("refuse an edition without a year", () => {
    expect(() => estimates([{ year: 2020, quantity: exact(1), edition: "GII" }])).toThrow('"GII"');
  });
});
