import { describe, expect, it } from "vitest";
import { breakEven, differenceByWeight } from "../../../../lib/clusters/analysis/weights/index.js";
import { cluster, EDITION_2025, withShares } from "../../solve/records.js";

const venture = { metric: "ventureDeals" } as const;

describe("the break-even weight", () => {
  it("is where the scores are equal, alone and as a fraction of all weights", () => {
    const flip = breakEven(withShares({ a: [5, 1, 4], b: [6, 2, 0] }), "a", "b", venture);
    if (flip.outcome !== "flips") throw new Error(flip.outcome);
    expect(flip.weight).toMatchObject({ unit: "1", sources: ["a", "b"] });
    expect(flip.weight.value).toBeCloseTo(0.5);
    expect(flip.fraction.value).toBeCloseTo(0.2);
    expect([flip.below, flip.above]).toEqual(["b", "a"]);
  });

  it("has an interval that holds every break-even that rounding allows", () => {
    const flip = breakEven(EDITION_2025, "shenzhen", "tokyo", venture);
    if (flip.outcome !== "flips") throw new Error(flip.outcome);
    expect(flip.weight.low).toBeLessThan(flip.weight.value ?? 0);
    expect(flip.weight.high).toBeGreaterThan(flip.weight.value ?? 1);
    expect(flip.fraction.low).toBeCloseTo((flip.weight.low ?? 0) / (2 + (flip.weight.low ?? 0)));
    // At the ends of the interval the order is not certain, beyond it is.
    const [before, after] = differenceByWeight(EDITION_2025, "shenzhen", "tokyo", {
      ...venture,
      at: [(flip.weight.low ?? 0) - 0.001, (flip.weight.high ?? 0) + 0.001],
    });
    expect(before?.difference.high).toBeLessThan(0);
    expect(after?.difference.low).toBeGreaterThan(0);
  });

  it("is the same whichever cluster is named first", () => {
    const there = breakEven(EDITION_2025, "shenzhen", "tokyo", venture);
    const back = breakEven(EDITION_2025, "tokyo", "shenzhen", venture);
    if (there.outcome !== "flips" || back.outcome !== "flips") throw new Error("Both flip.");
    expect(back.weight.value).toBeCloseTo(there.weight.value ?? 0);
    expect([back.below, back.above]).toEqual([there.below, there.above]);
  });

  it("does not exist where one leads in both parts, or the metric makes no difference", () => {
    expect(breakEven(withShares({ a: [5, 1, 4], b: [4, 1, 0] }), "a", "b", venture)).toMatchObject({
      outcome: "never",
      leader: "a",
    });
    expect(breakEven(withShares({ a: [4, 1, 0], b: [5, 1, 4] }), "a", "b", venture)).toMatchObject({
      leader: "b",
    });
    expect(breakEven(withShares({ a: [5, 1, 4], b: [4, 1, 4] }), "a", "b", venture)).toMatchObject({
      leader: "a",
    });
  });

  it("is undecided for clusters that rounding cannot tell apart, equal ones, and missing shares", () => {
    const close = [
      cluster("a", { pct: { share: "1.0" }, publications: { share: "1.0" }, ventureDeals: { share: "2.0" } }),
      cluster("b", { pct: { share: "1.0" }, publications: { share: "1.1" }, ventureDeals: { share: "1.0" } }),
    ];
    expect(breakEven(close, "a", "b", venture).outcome).toBe("undecided");
    expect(breakEven(withShares({ a: [1, 1, 1], b: [1, 1, 1] }), "a", "b", venture).outcome).toBe(
      "undecided",
    );
    expect(breakEven(withShares({ a: [1, 1], b: [1, 2, 3] }), "a", "b", venture)).toMatchObject({
      outcome: "undecided",
      why: expect.stringContaining("missing"),
    });
  });

  it("takes other weights of the others, and refuses to leave no other", () => {
    const flip = breakEven(withShares({ a: [5, 1, 4], b: [6, 2, 0] }), "a", "b", {
      ...venture,
      weights: { pct: 2 },
    });
    expect(flip.outcome === "flips" && flip.weight.value).toBeCloseTo(0.5);
    expect(flip.outcome === "flips" && flip.fraction.value).toBeCloseTo(0.2);
    expect(() =>
      breakEven(EDITION_2025, "tokyo", "seoul", { ...venture, weights: { ventureDeals: 1 } }),
    ).toThrow("weight");
  });

  it("is refused between a cluster and itself", () => {
    expect(() => breakEven(EDITION_2025, "tokyo", "tokyo", venture)).toThrow("two different clusters");
  });
});
