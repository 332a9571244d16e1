import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confidence } from "../../../../lib/clusters/places/dbscan/confidence.js";
import { identify } from "../../../../lib/clusters/places/dbscan/identify.js";
import { matched } from "../../../../lib/clusters/places/dbscan/matched.js";
import type { DensityRule, Points } from "../../../../lib/clusters/places/dbscan/types.js";

const rule: DensityRule = { radius: 15, threshold: 100 };

/** Places (latitude, longitude, weight) as points. */
function pointsOf(places: readonly (readonly [number, number, number])[]): Points {
  return {
    latitude: places.map(([latitude]) => latitude),
    longitude: places.map(([, longitude]) => longitude),
    weight: places.map(([, , weight]) => weight),
  };
}

function sureness(points: Points, options: Parameters<typeof confidence>[3], by: DensityRule = rule) {
  return confidence(points, by, identify(points, by), options);
}

describe("confidence", () => {
  it("leaves out a point that has lost all its records: it links nothing, and nothing is said of it", () => {
    const points = pointsOf([
      [0, 0, 5000],
      [0.1, 0, 1],
      [0.2, 0, 4000],
    ]);
    const found = sureness(points, { seed: 1, keep: 0.5, replicates: 200 }, { radius: 12, threshold: 100 });
    expect(found.clusters).toHaveLength(1);
    const [heavier, link, lighter] = [...found.points];
    expect([heavier, link]).toEqual([1, 1]);
    // The link is there in half of the replicates; without it the lighter end is a cluster of its own.
    expect(lighter).toBeGreaterThan(0.4);
    expect(lighter).toBeLessThan(0.6);
    expect(found.clusters[0]?.membership).toBeCloseTo((5001 + 4000 * (lighter ?? 0)) / 9001, 12);
  });

  it("says nothing of a point that no replicate has kept", () => {
    const points = pointsOf([
      [0, 0, 5000],
      [0.05, 0, 1],
    ]);
    const found = sureness(points, { seed: 1, keep: 1e-2, replicates: 1 });
    expect([...found.points]).toEqual([1, Number.NaN]);
    expect(found.clusters).toEqual([{ label: 0, reappears: 1, membership: 1 }]);
  });

  it("is 1 for heavy clusters far apart, and NaN for noise", () => {
    const found = sureness(
      pointsOf([
        [10, 10, 5000],
        [10.01, 10, 4000],
        [40, 100, 3000],
        [-60, 0, 3],
      ]),
      { seed: 1 },
    );
    expect([...found.points]).toEqual([1, 1, 1, Number.NaN]);
    expect(found.clusters).toEqual([
      { label: 0, reappears: 1, membership: 1 },
      { label: 1, reappears: 1, membership: 1 },
    ]);
  });

  it("is clearly less for a cluster at the threshold", () => {
    const points = pointsOf(
      Array.from({ length: 101 }, (_, at): [number, number, number] => [10 + at / 10_000, 20, 1]),
    );
    const { clusters } = sureness(points, { seed: 2, replicates: 400 });
    expect(clusters).toHaveLength(1);
    // P(Binomial(101, 0.8) ≥ 80) = 0.64.
    expect(clusters[0]?.reappears).toBeGreaterThan(0.55);
    expect(clusters[0]?.reappears).toBeLessThan(0.73);
  });

  it("is lower for a border member whose only core point comes and goes", () => {
    // The third point is core as long as 400 of the 500 records around it are kept, which is half of the time.
    const points = pointsOf([
      [0, 0, 1000],
      [0, 0.1, 250],
      [0, 0.2, 250],
      [0, 0.3, 0],
    ]);
    const found = sureness(points, { seed: 3, replicates: 200 }, { radius: 12, threshold: 500 });
    expect([...found.points.subarray(0, 3)]).toEqual([1, 1, 1]);
    expect(found.points[3]).toBeGreaterThan(0.4);
    expect(found.points[3]).toBeLessThan(0.65);
  });

  it("keeps the fraction of a weight or loses it as one", () => {
    const found = sureness(
      pointsOf([[0, 0, 0.5]]),
      { seed: 4, replicates: 1000, keep: 0.5 },
      { radius: 1, threshold: 0.5 },
    );
    // Kept (half of the time) it weighs 0.5, and the threshold is 0.25.
    expect(found.clusters[0]?.reappears).toBeGreaterThan(0.45);
    expect(found.clusters[0]?.reappears).toBeLessThan(0.55);
  });

  it("counts one record to a point where there are no weights", () => {
    const points: Points = { latitude: [0, 0, 0], longitude: [0, 0, 0] };
    const found = sureness(points, { seed: 5, keep: 1 }, { radius: 1, threshold: 3 });
    expect([...found.points]).toEqual([1, 1, 1]);
  });

  it("gives points without weight the share of their place", () => {
    const found = sureness(
      pointsOf([
        [0, 0, 5000],
        [0, 0.01, 0],
      ]),
      { seed: 6 },
    );
    expect([...found.points]).toEqual([1, 1]);
  });

  it("finds a cluster that falls in two again once, as its heavier part", () => {
    // The middle one joins both sides as long as 400 of the 510 records around it are kept.
    const weights = [1000, 170, 170, 170, 900];
    const points = pointsOf(weights.map((weight, at): [number, number, number] => [0, at / 10, weight]));
    const found = sureness(points, { seed: 7, replicates: 300 }, { radius: 12, threshold: 500 });
    expect(found.clusters).toHaveLength(1);
    expect(found.clusters[0]?.reappears).toBe(1);
    expect(found.points[0]).toBe(1);
    expect(found.points[4]).toBeGreaterThan(0.7);
    expect(found.points[4]).toBeLessThan(0.9);
    expect(found.clusters[0]?.membership).toBeLessThan(1);
    expect(found.clusters[0]?.membership).toBeGreaterThan(found.points[4] ?? 1);
  });

  it("has nothing to say of no points, and of noise alone", () => {
    expect(sureness(pointsOf([]), { seed: 0 })).toMatchObject({ clusters: [], points: new Float64Array() });
    expect(sureness(pointsOf([[1, 1, 1]]), { seed: 0 }).clusters).toEqual([]);
  });

  const places = fc.array(
    fc.tuple(
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: -3, max: 3 }),
      fc.integer({ min: 0, max: 8 }),
    ),
    { minLength: 1, maxLength: 30 },
  );

  it("gives the same for the same seed and whatever the order of points", () => {
    fc.assert(
      fc.property(places, fc.integer({ min: 0, max: 1e6 }), (drawn, turn) => {
        const spots = drawn.map(([a, b, weight]): [number, number, number] => [
          a * 0.05,
          180 - Math.abs(b) * 0.05,
          weight / 2,
        ]);
        const by = { radius: 8, threshold: 6, merge: 3 };
        const plain = sureness(pointsOf(spots), { seed: 9, replicates: 5 }, by);
        expect(sureness(pointsOf(spots), { seed: 9, replicates: 5 }, by)).toEqual(plain);
        const order = spots.map((_, at) => (at * 7919 + turn) % 104_729).map((key, at) => ({ key, at }));
        order.sort((a, b) => a.key - b.key || a.at - b.at);
        const other = sureness(
          pointsOf(order.map(({ at }) => spots[at] ?? [0, 0, 0])),
          { seed: 9, replicates: 5 },
          by,
        );
        expect(other.clusters).toEqual(plain.clusters);
        expect([...other.points]).toEqual(order.map(({ at }) => plain.points[at]));
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  it("keeps every share from 0 to 1, and membership at most as high as reappearance", () => {
    fc.assert(
      fc.property(places, (drawn) => {
        const points = pointsOf(drawn.map(([a, b, weight]) => [a * 0.05, b * 0.05, weight]));
        const found = sureness(points, { seed: 1, replicates: 4 }, { radius: 8, threshold: 6 });
        for (const { reappears, membership } of found.clusters) {
          expect(reappears).toBeLessThanOrEqual(1);
          expect(membership).toBeGreaterThanOrEqual(0);
          expect(membership).toBeLessThanOrEqual(reappears + 1e-12);
        }
      }),
      { seed: 6, numRuns: 60 },
    );
  });

  it("depends on the seed", () => {
    const points = pointsOf(
      Array.from({ length: 101 }, (_, at): [number, number, number] => [10 + at / 10_000, 20, 1]),
    );
    expect(sureness(points, { seed: 1 }).clusters).not.toEqual(sureness(points, { seed: 2 }).clusters);
  });

  it("is 1 throughout where every record is kept", () => {
    const found = sureness(
      pointsOf([
        [0, 0, 100],
        [0, 0.1, 1],
      ]),
      { seed: 1, keep: 1, replicates: 2 },
    );
    expect([...found.points]).toEqual([1, 1]);
  });

  it("refuses replicates, chances, seeds and labels that cannot be", () => {
    const points = pointsOf([[0, 0, 100]]);
    for (const replicates of [0, 1.5, Number.NaN, 10_001]) {
      expect(() => sureness(points, { seed: 1, replicates })).toThrow(RangeError);
    }
    for (const keep of [0, -1, 1.1, Number.NaN])
      expect(() => sureness(points, { seed: 1, keep })).toThrow(RangeError);
    expect(() => sureness(points, { seed: -1 })).toThrow("seed");
    expect(() => confidence(points, rule, identify(pointsOf([]), rule), { seed: 1 })).toThrow(
      "Found 0 labels for 1 points",
    );
  });
});

describe("matched", () => {
  const pair = (first: number[], second: number[], weight: number[], clusters: number) => [
    ...matched(
      Int32Array.from(first),
      Int32Array.from(second),
      Float64Array.from(weight),
      Uint32Array.from(first.keys()),
      clusters,
    ),
  ];

  it("pairs by the largest common weight first, one to one", () => {
    expect(pair([0, 0, 1, 1], [0, 0, 0, 1], [1, 1, 5, 4], 2)).toEqual([-1, 0]);
    expect(pair([0, 0, 1], [1, 0, 0], [1, 3, 2], 2)).toEqual([0, -1]);
    expect(pair([0, 0, 1], [1, 0, 0], [3, 2, 4], 2)).toEqual([1, 0]);
  });

  it("takes the lower label first where weights are equal", () => {
    expect(pair([0, 1], [0, 0], [1, 1], 2)).toEqual([0, -1]);
    expect(pair([0, 0], [1, 0], [1, 1], 1)).toEqual([0]);
  });

  it("pairs nothing with noise or with what shares no weight", () => {
    expect(pair([0, -1, 1], [-1, 0, 0], [1, 1, 0], 2)).toEqual([-1, -1]);
    expect(pair([], [], [], 0)).toEqual([]);
  });
});
