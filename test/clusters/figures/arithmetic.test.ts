import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  difference,
  exact,
  inPercent,
  missing,
  monotone,
  negated,
  type Quantity,
  ratio,
  scaled,
  sum,
} from "../../../lib/clusters/figures/index.js";

const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });
/** A quantity, some ends of which are open, with two values that it allows: one of them its own. */
const known = fc
  .tuple(
    fc.tuple(number, number, number),
    fc.boolean(),
    fc.boolean(),
    fc.double({ min: 0, max: 1, noNaN: true }),
  )
  .map(([numbers, openLow, openHigh, at]) => {
    const [low = 0, value = 0, high = 0] = [...numbers].sort((a, b) => a - b);
    const quantity: Quantity = {
      value,
      ...(openLow ? {} : { low }),
      ...(openHigh ? {} : { high }),
      unit: "x",
    };
    return { quantity, inside: Math.min(high, Math.max(low, low + at * (high - low))) };
  });

const holds = ({ low, high }: Quantity, value: number): boolean =>
  !Number.isFinite(value) || (value >= (low ?? -Infinity) && value <= (high ?? Infinity));

describe("the interval of an operation holds every result of values inside", () => {
  it.each<
    [
      string,
      (a: Quantity, b: Quantity, factor: number) => Quantity,
      (a: number, b: number, factor: number) => number,
    ]
  >([
    ["scaled", (a, _, factor) => scaled(a, factor), (a, _, factor) => factor * a],
    ["negated", (a) => negated(a), (a) => -1 * a],
    ["inPercent", (a) => inPercent(a), (a) => 100 * a],
    ["sum", (a, b) => sum([a, b]), (a, b) => 0 + a + b],
    ["difference", (a, b) => difference(a, b), (a, b) => a - b],
    ["ratio", (a, b) => ratio(a, b), (a, b) => a / b],
    ["monotone", (a) => monotone("x", Math.atan, [a, 1]), (a) => Math.atan(a)],
  ])("%s", (_, operation, plain) => {
    fc.assert(
      fc.property(known, known, number, (a, b, factor) => {
        const result = operation(a.quantity, b.quantity, factor);
        expect(holds(result, plain(a.inside, b.inside, factor))).toBe(true);
        if (result.value !== null) expect(holds(result, result.value)).toBe(true);
      }),
    );
  });
});

describe("evidence", () => {
  const a: Quantity = { value: 6, low: 5, high: 7, unit: "x", sources: ["b", "a"] };
  const b: Quantity = { value: 2, low: 2, high: 3, unit: "x", sources: ["c", "a"], projected: true };
  it.each<[string, Quantity, Partial<Quantity>]>([
    ["sum", sum([a, b]), { value: 8, low: 7, high: 10, unit: "x" }],
    ["difference", difference(a, b), { value: 4, low: 2, high: 5, unit: "x" }],
    ["ratio", ratio(a, b), { value: 3, low: 5 / 3, high: 3.5, unit: "1" }],
  ])(
    "of both is in the %s: sources without repetition, and the mark of a projection",
    (_, result, expected) => {
      expect(result).toEqual({ ...expected, sources: ["a", "b", "c"], projected: true });
    },
  );
  it("of one is kept: sign, factor and unit change", () => {
    expect(negated(a)).toEqual({ value: -6, low: -7, high: -5, unit: "x", sources: ["a", "b"] });
    expect(scaled(b, -0.5, "y")).toMatchObject({
      value: -1,
      low: -1.5,
      high: -1,
      unit: "y",
      projected: true,
    });
    expect(inPercent({ value: 0.25, low: 0.25, unit: "1" })).toEqual({ value: 25, low: 25, unit: "percent" });
  });
});

it("an exact figure is its own interval, and names each source once", () => {
  const figure = { value: 3, low: 3, high: 3, unit: "x" };
  expect(exact(3, "x", ["b", "a", "b"])).toEqual({ ...figure, sources: ["a", "b"] });
  expect(exact(3, "x")).toEqual(figure);
});

describe("what is missing", () => {
  const there = exact(3, "x", ["b", "a", "b"]);
  it("stays missing", () => {
    expect(sum([there, missing("x")]).value).toBeNull();
    expect(difference(missing("x"), there).value).toBeNull();
    expect(ratio(there, missing("x"))).toEqual({ value: null, unit: "1", sources: ["a", "b"] });
    expect(negated(missing("x"))).toEqual(missing("x"));
  });
  it("is a ratio to 0, and a ratio to what can be 0 has no bounds", () => {
    expect(ratio(there, exact(0, "x")).value).toBeNull();
    expect(ratio(there, { value: 1, low: -1, high: 2, unit: "x" })).toEqual({
      value: 3,
      unit: "1",
      sources: ["a", "b"],
    });
  });
});

describe("what cannot be calculated is refused", () => {
  it.each<[string, () => unknown, string]>([
    ["units", () => sum([exact(1, "x"), exact(1, "y")]), 'got "x" and "y"'],
    ["units of a difference", () => difference(exact(1, "x"), exact(1, "y")), 'got "x" and "y"'],
    ["nothing", () => sum([]), "got none"],
    ["a factor", () => scaled(exact(1, "x"), Number.NaN), "got NaN"],
    ["an exact figure", () => exact(Infinity, "x"), "got Infinity"],
  ])("%s", (_, call, message) => {
    expect(call).toThrow(RangeError);
    expect(call).toThrow(message);
  });
});
