import { describe, expect, it } from "vitest";
import {
  add,
  certainlyGreater,
  divide,
  hull,
  intersect,
  interval,
  intervalOf,
  midpoint,
  multiply,
  rounded,
  scale,
  subtract,
} from "../../../lib/clusters/figures/index.js";

describe("interval", () => {
  it("reads a figure printed as 9.0 as 8.95 to 9.05", () => {
    expect(rounded(9, 1)).toEqual({ low: 8.95, high: 9.05 });
    expect(rounded(117542, 0)).toEqual({ low: 117541.5, high: 117542.5 });
  });

  it("refuses ends that are out of order, NaN or infinite, and names them", () => {
    expect(() => interval(2, 1)).toThrow("[2, 1]");
    expect(() => interval(Number.NaN, 1)).toThrow("[NaN, 1]");
    expect(() => interval(0, Infinity)).toThrow("[0, Infinity]");
  });

  it("takes a quantity that is missing, NaN or open on a side as no interval", () => {
    expect(intervalOf(undefined)).toBeUndefined();
    expect(intervalOf({ low: 1 })).toBeUndefined();
    expect(intervalOf({ low: Number.NaN, high: 1 })).toBeUndefined();
    expect(intervalOf({ low: 0, high: 1 })).toEqual({ low: 0, high: 1 });
  });

  it("adds, subtracts, multiplies and scales with the signs minded", () => {
    expect(add(interval(1, 2), interval(10, 20))).toEqual({ low: 11, high: 22 });
    expect(subtract(interval(1, 2), interval(10, 20))).toEqual({ low: -19, high: -8 });
    expect(multiply(interval(-1, 2), interval(-3, 4))).toEqual({ low: -6, high: 8 });
    expect(scale(interval(1, 2), -3)).toEqual({ low: -6, high: -3 });
  });

  it("divides, and refuses a divisor that can be 0", () => {
    expect(divide(interval(1, 2), interval(4, 8))).toEqual({ low: 0.125, high: 0.5 });
    expect(divide(interval(1, 2), interval(-8, -4))).toEqual({ low: -0.5, high: -0.125 });
    expect(() => divide(interval(1, 2), interval(0, 4))).toThrow("contains 0");
  });

  it("intersects what agrees, and names both statements where nothing is left", () => {
    expect(intersect(interval(1, 3), interval(2, 4))).toEqual({ low: 2, high: 3 });
    expect(intersect(interval(1, 2), interval(2, 3))).toEqual({ low: 2, high: 2 });
    expect(() => intersect(interval(1, 2), interval(3, 4), ["the count", "the share"])).toThrow(
      "the count says [1, 2], the share says [3, 4]",
    );
  });

  it("lets statements touch that differ by floating-point noise alone", () => {
    expect(intersect(interval(0, 0.3), interval(0.1 + 0.2, 1)).low).toBeCloseTo(0.3);
  });

  it("is certain of an order only where the intervals are apart by more than noise", () => {
    expect(certainlyGreater(interval(2, 3), interval(0, 1))).toBe(true);
    expect(certainlyGreater(interval(1, 3), interval(0, 1))).toBe(false);
    expect(certainlyGreater(interval(0.1 + 0.2, 1), interval(0, 0.3))).toBe(false);
  });

  it("spans both with a hull and finds the middle", () => {
    expect(hull(interval(0, 1), interval(3, 4))).toEqual({ low: 0, high: 4 });
    expect(midpoint(interval(1, 4))).toBe(2.5);
  });
});
