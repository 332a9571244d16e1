import { describe, expect, it } from "vitest";
import { formatNumber, formatQuantity } from "../../../lib/notebook/display/index.js";

describe("formatNumber", () => {
  it("groups thousands from ten thousand on, so that years stay years", () => {
    expect(formatNumber(2025)).toBe("2025");
    expect(formatNumber(117542)).toBe("117,542");
  });
  it("writes a true minus sign, and a plus only where asked", () => {
    expect(formatNumber(-2.1, 1)).toBe("−2.1");
    expect(formatNumber(2.1, 1, true)).toBe("+2.1");
  });
  it("never writes minus zero", () => {
    expect(formatNumber(-0.04, 1)).toBe("0.0");
  });
  it("rounds to tens and thousands with negative decimals", () => {
    expect(formatNumber(1309456, -2)).toBe("1,309,500");
  });
  it.each([Number.NaN, Number.POSITIVE_INFINITY])("refuses %s", (value) => {
    expect(() => formatNumber(value)).toThrow("no figure to print");
  });
});

describe("formatQuantity", () => {
  it("leaves out an interval that the printed digits already say", () => {
    expect(formatQuantity({ value: 9, low: 8.95, high: 9.05, unit: "percent" })).toBe("9.0%");
    expect(formatQuantity({ value: 117542, low: 117541.5, high: 117542.5, unit: "applications" })).toBe(
      "117,542",
    );
  });
  it("shows a wider interval, its ends rounded outwards", () => {
    expect(formatQuantity({ value: 0.4712, low: 0.3149, high: 0.6301, unit: "1" })).toBe("0.47 (0.31–0.64)");
    expect(formatQuantity({ value: 13000, low: 12500, high: 13500, unit: "applications" })).toBe(
      "13,000 (12,500–13,500)",
    );
  });
  it("takes an interval as narrow as floating-point noise for none", () => {
    expect(formatQuantity({ value: 100, low: 99.99999999999999, high: 100, unit: "percent" })).toBe("100%");
    expect(formatQuantity({ value: 0.3, low: 0.1 + 0.2 - 1e-16, high: 0.1 + 0.2, unit: "1" })).toBe("0.3");
    expect(formatQuantity({ value: 0, low: -1e-30, high: 1e-30, unit: "percent" })).toBe("0%");
  });
  it("does not let an end above zero look like zero", () => {
    expect(formatQuantity({ value: 63, low: 9, high: 116, unit: "1" })).toBe("63 (9–116)");
    expect(formatQuantity({ value: 0.4, low: 0.0004, high: 0.9, unit: "1" })).toContain("(0.0004–");
    expect(formatQuantity({ value: 60, low: 0, high: 120, unit: "1" })).toBe("60 (0–120)");
  });
  it("keeps ranks and other whole numbers whole", () => {
    expect(formatQuantity({ value: 2, low: 1, high: 3, unit: "rank" })).toBe("2 (1–3)");
    expect(formatQuantity({ value: null, low: 9, high: 12, unit: "rank" })).toBe("9–12");
    expect(formatQuantity({ value: 2.5, low: 2, high: 3, unit: "rank" })).toBe("2.5 (2.0–3.0)");
  });
  it("writes an interval below zero with words, not with a dash that looks like a minus", () => {
    expect(formatQuantity({ value: -3.4, low: -3.61, high: -3.2, unit: "percent" })).toBe(
      "−3.40% (−3.61 to −3.20)",
    );
  });
  it("keeps a projection marked, with and without an interval", () => {
    expect(formatQuantity({ value: 2.3, unit: "percent", projected: true })).toBe("2.3% (projected)");
    expect(formatQuantity({ value: 2.3, low: 2.25, high: 2.35, unit: "percent", projected: true })).toBe(
      "2.3% (projected)",
    );
    expect(formatQuantity({ value: 2.3, low: 2, high: 2.5, unit: "percent", projected: true })).toContain(
      "(projected, ",
    );
  });
  it("says that a missing figure is missing", () => {
    expect(formatQuantity({ value: null, unit: "percent" })).toBe("not published");
  });
  it("gives what is known of a figure that is only bounded", () => {
    expect(formatQuantity({ value: null, high: 3, unit: "percent" })).toBe("under 3%");
    expect(formatQuantity({ value: null, low: 11, unit: "percent" })).toBe("over 11%");
    expect(formatQuantity({ value: 3, high: 3, unit: "percent" })).toBe("under 3%");
    expect(formatQuantity({ value: 15, low: 12, unit: "1" })).toBe("15 (over 12)");
    expect(formatQuantity({ value: null, low: 18, high: 19, unit: "percent" })).toBe("18–19%");
  });
  it("prints an exact integer without digits after the point", () => {
    expect(formatQuantity({ value: 24, low: 24, high: 24, unit: "clusters" }, { unit: true })).toBe(
      "24 clusters",
    );
  });
});
