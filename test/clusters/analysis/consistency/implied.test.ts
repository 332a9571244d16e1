import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ClusterRecord, MetricFigures } from "../../../../lib/clusters/index.js";
import {
  impliedPopulations,
  impliedTotals,
  overlap,
  published,
  sumCheck,
} from "../../../../lib/clusters/index.js";

const figure = (text: string, unit: string, source = "s") => published(text, { unit, source });
const cluster = (id: string, pct: MetricFigures): ClusterRecord => ({
  id,
  name: id,
  economies: [],
  figures: { pct },
});

describe("impliedTotals", () => {
  it("divides a count by its share, with the interval that both digits leave", () => {
    const share = figure("9.0", "percent", "a");
    const [found] = impliedTotals(
      [cluster("x", { count: figure("117542", "applications", "b"), share })],
      "pct",
    );
    expect(found?.quantity.value).toBeCloseTo(117542 / 0.09, 6);
    expect(found?.quantity.low).toBeCloseTo(117541.5 / 0.0905, 6);
    expect(found?.quantity.high).toBeCloseTo(117542.5 / 0.0895, 6);
    expect(found?.quantity).toMatchObject({ unit: "applications", sources: ["a", "b"] });
  });

  it("leaves out a cluster without both, and a share that may be 0", () => {
    const count = figure("10", "applications");
    const none = [
      cluster("count only", { count }),
      cluster("share only", { share: figure("1", "percent") }),
      cluster("may be nothing", { count, share: figure("0.0", "percent") }),
      cluster("open", { count, share: { value: 5, low: 5, unit: "percent" } }),
      cluster("null", { count, share: { value: null, unit: "percent" } }),
      cluster("NaN", {
        count,
        share: { value: Number.NaN, low: Number.NaN, high: Number.NaN, unit: "percent" },
      }),
    ];
    expect(impliedTotals(none, "pct")).toEqual([]);
    expect(impliedTotals([], "pct")).toEqual([]);
  });

  it("always holds the true total, and so does the overlap of all", () => {
    const truth = fc.record({
      total: fc.integer({ min: 1e5, max: 1e7 }),
      parts: fc.array(fc.double({ min: 0.002, max: 0.5, noNaN: true }), { minLength: 1, maxLength: 6 }),
    });
    fc.assert(
      fc.property(truth, ({ total, parts }) => {
        const records = parts.map((part, i) =>
          cluster(`c${i}`, {
            count: figure((part * total).toFixed(0), "applications"),
            share: figure((100 * part).toFixed(1), "percent"),
          }),
        );
        const found = overlap(impliedTotals(records, "pct").map((each) => each.quantity));
        expect(found?.low).toBeLessThanOrEqual(total * (1 + 1e-9));
        expect(found?.high).toBeGreaterThanOrEqual(total * (1 - 1e-9));
      }),
    );
  });
});

describe("impliedPopulations", () => {
  it("divides each count by its figure per million, metric by metric", () => {
    const record: ClusterRecord = {
      ...cluster("x", {
        count: figure("50813", "applications"),
        perMillion: figure("8132", "applications per million inhabitants"),
      }),
    };
    const both: ClusterRecord = {
      ...record,
      figures: {
        ...record.figures,
        publications: { perMillion: figure("9044", "publications per million inhabitants") },
        ventureDeals: {
          count: figure("16296", "deals"),
          perMillion: figure("2608", "deals per million inhabitants"),
        },
      },
    };
    const found = impliedPopulations([both]);
    expect(found.map((each) => each.metric)).toEqual(["pct", "ventureDeals"]);
    expect(found[0]?.quantity.low).toBeCloseTo((50812.5 / 8132.5) * 1e6, 3);
    expect(found[0]?.quantity.high).toBeCloseTo((50813.5 / 8131.5) * 1e6, 3);
    expect(found[0]?.quantity.unit).toBe("persons");
  });
});

describe("overlap", () => {
  const between = (low: number, high: number) => ({ value: (low + high) / 2, low, high, unit: "x" });
  it("is what all intervals have in common, a single point where they touch", () => {
    expect(overlap([between(1, 5), between(3, 9), between(2, 4)])).toMatchObject({
      value: 3.5,
      low: 3,
      high: 4,
    });
    expect(overlap([between(1, 2), between(2, 3)])).toMatchObject({ low: 2, high: 2 });
  });
  it("is nothing where two exclude each other", () => {
    expect(overlap([between(1, 2), between(3, 4)])).toBeUndefined();
  });
  it("passes over missing and open figures, and is missing where all are", () => {
    expect(overlap([{ value: null, unit: "x" }, between(1, 2)])).toMatchObject({ low: 1, high: 2 });
    expect(
      overlap([
        { value: null, unit: "x" },
        { value: 3, low: 3, unit: "x" },
      ]),
    ).toEqual({ value: null, unit: "x" });
  });
  it("refuses an empty list", () => {
    expect(() => overlap([])).toThrow("at least one");
  });
});

describe("sumCheck", () => {
  const shares = (...texts: string[]) => texts.map((text) => figure(text, "percent"));
  const total = (text: string) => figure(text, "percent");
  it("tells a sum of printed values from one that was added before rounding", () => {
    expect(sumCheck(shares("10.1", "1.5"), total("11.6"))).toMatchObject({ agrees: true, plain: true });
    expect(sumCheck(shares("10.1", "1.5"), total("11.7"))).toMatchObject({ agrees: true, plain: false });
  });
  it("finds a total that no rounding explains", () => {
    expect(sumCheck(shares("10.1", "1.5"), total("11.8"))).toMatchObject({ agrees: false, plain: false });
  });
  it("is not misled by binary fractions", () => {
    expect(sumCheck(shares("0.1", "0.2"), total("0.3")).plain).toBe(true);
  });
  it("refuses a figure that is missing or open", () => {
    expect(() => sumCheck([{ value: null, unit: "percent" }], total("1"))).toThrow("without both ends");
    expect(() => sumCheck([{ value: 1, low: 1, unit: "percent" }], total("1"))).toThrow("without both ends");
  });
});
