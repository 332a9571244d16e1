import { describe, expect, it } from "vitest";
import { agreementChart } from "../../../lib/clusters/charts/index.js";
import type { Quantity } from "../../../lib/clusters/index.js";

const between = (low: number, high: number, source = "s"): Quantity => ({
  value: (low + high) / 2,
  low,
  high,
  unit: "x",
  sources: [source],
});
const say = (id: string, quantity: Quantity) => ({ id, name: id.toUpperCase(), quantity });
const labels = { unknown: "world total" };
interface Bars {
  readonly x: number[];
  readonly y: number[];
  readonly error_x: { readonly array: number[] };
}

describe("agreementChart", () => {
  const patents = {
    label: "Patents",
    statements: [say("a", between(90, 110)), say("b", between(100, 140, "t"))],
    common: between(100, 110),
  };

  it("draws every interval as its difference from the common value, in percent", () => {
    const [bars] = agreementChart([patents], labels).data as Bars[];
    const ends = (bars?.x ?? []).map((x, i) => [
      x - (bars?.error_x.array[i] ?? 0),
      x + (bars?.error_x.array[i] ?? 0),
    ]);
    expect(ends.flat().map((end) => 105 * (1 + end / 100))).toEqual(
      [90, 110, 100, 140].map((end) => expect.closeTo(end, 9)),
    );
    expect(bars?.y).toEqual([0, 1]);
  });

  it("says in its title that one value fits all, with sources and table", () => {
    const { layout } = agreementChart([patents], labels);
    expect(layout.title.text).toBe("One world total fits all 2 intervals");
    expect(layout.meta.sources).toEqual(["s", "t"]);
    expect(layout.meta.table.rows).toEqual([
      ["A", "Patents", 90, 110, 105, -14.29, 4.76],
      ["B", "Patents", 100, 140, 105, -4.76, 33.33],
    ]);
    expect(layout.meta.alt).toContain("2 intervals, holding 100 to 110 in common");
  });

  it("names the series that no value fits, and draws none of it", () => {
    const { common: _common, ...broken } = patents;
    const chart = agreementChart([{ ...broken, label: "Deals" }, patents], labels);
    expect(chart.layout.title.text).toBe("No one world total fits all clusters: Deals");
    expect((chart.data[0] as Bars).x).toEqual([]);
    expect((chart.data[1] as Bars).x).toHaveLength(2);
    expect(chart.layout.meta.table.rows).toHaveLength(4);
    expect(chart.layout.meta.table.rows[0]).toEqual(["A", "Deals", 90, 110, null, null, null]);
  });

  it("puts a cluster of several series on one row, and leaves out what is open on a side", () => {
    const deals = {
      label: "Deals",
      statements: [say("b", between(9, 11)), say("c", { value: 5, low: 5, unit: "x" })],
      common: between(9, 11),
    };
    const chart = agreementChart([patents, deals], labels);
    expect(((chart.data[1] as Bars).y ?? []).map(Math.round)).toEqual([1]);
    expect(chart.layout.meta.table.rows.at(-1)).toEqual(["C", "Deals", 5, null, 10, -50, null]);
  });

  it("has in its table what it draws, in the unit of its axis", () => {
    const { data, layout } = agreementChart([patents], labels);
    const [bars] = data as Bars[];
    const drawn = (bars?.x ?? []).map((x, i) => {
      const half = bars?.error_x.array[i] ?? 0;
      return [x - half, x + half].map((end) => expect.closeTo(end, 2));
    });
    expect(layout.meta.table.columns.slice(4)).toEqual([
      "Middle of what all allow",
      "Smallest, difference (%)",
      "Largest, difference (%)",
    ]);
    expect(layout.meta.table.rows.map((row) => row.slice(5))).toEqual(drawn);
  });

  it("keeps the marks of its legend large, and the legend under the chart", () => {
    const { layout } = agreementChart([patents], labels);
    expect(layout.legend).toEqual({ itemsizing: "constant", y: expect.any(Number) });
    expect((layout.legend as { y: number }).y).toBeLessThan(0);
  });

  it("cuts the few longest bars at the edge, and says so", () => {
    const many = Array.from({ length: 20 }, (_, i) => say(`c${i}`, between(99, 101)));
    const long = {
      label: "Patents",
      statements: [...many, say("d", between(99, 300))],
      common: between(99, 101),
    };
    const { layout } = agreementChart([long], labels);
    const range = (layout.xaxis as { range: number[] }).range;
    expect(range[1]).toBeLessThan(5);
    expect(layout.meta.caption).toContain("reach the edge");
    const { layout: usual } = agreementChart([{ ...long, statements: many }], labels);
    expect(usual.xaxis).not.toHaveProperty("range");
    expect(usual.meta.caption).not.toContain("edge");
  });

  it("says so where there is nothing, and speaks of a single interval as one", () => {
    expect(agreementChart([], labels).layout.title.text).toBe(
      "No cluster says anything about the world total",
    );
    const one = { ...patents, statements: [say("a", between(90, 110))] };
    expect(agreementChart([one], labels).layout.title.text).toBe("One world total fits the only interval");
  });
});
