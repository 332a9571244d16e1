import fc from "fast-check";
import { expect, test } from "vitest";
import { identify, type Points } from "../../../../lib/clusters/places/dbscan/index.js";
import { EARTH_RADIUS_KM } from "../../../../lib/clusters/places/geo/index.js";
import { naive } from "./naive.js";

type Place = readonly [latitude: number, longitude: number, weight: number];

const columns = (places: readonly Place[]): Points => ({
  latitude: places.map(([latitude]) => latitude),
  longitude: places.map(([, longitude]) => longitude),
  weight: places.map(([, , weight]) => weight),
});

/** Whole weights, zero among them, and quarters, whose sums are exact in any order. */
const weight = fc.oneof(
  fc.integer({ min: 0, max: 6 }),
  fc.integer({ min: 0, max: 20 }).map((n) => n / 4),
);

/** Points of a small lattice: many equal distances, and the same place more than once. */
const lattice = (south: number, west: number, step: number) =>
  fc
    .tuple(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }), weight)
    .map(([row, column, heavy]): Place => {
      const latitude = Math.max(-90, Math.min(90, south + row * step));
      const longitude = west + column * step;
      return [latitude, longitude > 180 ? longitude - 360 : longitude, heavy];
    });
const anywhere = fc
  .tuple(
    fc.double({ min: -90, max: 90, noNaN: true }),
    fc.double({ min: -180, max: 180, noNaN: true }),
    weight,
  )
  .map(([latitude, longitude, heavy]): Place => [latitude, longitude, heavy]);
/** Places that a hurried method forgets. */
const corner = fc
  .tuple(
    fc.constantFrom(-90, -89.99, -45, 0, 45, 89.99, 90),
    fc.constantFrom(-180, -179.99, -90, 0, 90, 179.99, 180),
    weight,
  )
  .map(([latitude, longitude, heavy]): Place => [latitude, longitude, heavy]);

const distance = (...usual: number[]) =>
  fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(...usual) },
    fc.constantFrom(0.001, 0.5, 111.2, 5000, 10007.5, 15000, Math.PI * EARTH_RADIUS_KM, 25000),
  );
const rule = (...usual: number[]) =>
  fc.record({
    radius: distance(...usual),
    threshold: fc.oneof(fc.integer({ min: 1, max: 25 }), fc.double({ min: 0.1, max: 40, noNaN: true })),
    merge: fc.oneof(fc.constant(0), distance(...usual)),
  });

/** Kinds of worlds: what lies in them, and distances that decide something there (in km, some of them exact steps of the lattice). */
const WORLDS: readonly (readonly [string, fc.Arbitrary<Place>, number[]])[] = [
  [
    "a lattice on the equator",
    lattice(-0.03, 10, 0.01),
    [1.1, 1.2, 1.5731, 2.5, (0.01 * Math.PI * EARTH_RADIUS_KM) / 180],
  ],
  ["a lattice in middle latitudes", lattice(52, 13, 0.01), [0.68, 0.7, 1.12, 1.4, 3]],
  ["a lattice across the antimeridian", lattice(-17, 179.97, 0.01), [1.07, 1.12, 1.6, 2.3]],
  ["a coarse lattice across the antimeridian", lattice(-30, 165, 5), [500, 556, 600, 800, 1200]],
  ["a lattice at the south pole", lattice(-90, -180, 0.005), [0.56, 0.6, 1.2, 2]],
  [
    "meridians at the north pole",
    lattice(89.94, 0, 0.01).map(([n, e, w]): Place => [n, (e * 5100) % 180, w]),
    [1.2, 2.3, 5],
  ],
  ["the whole globe", anywhere, [800, 2000, 4000, 9000]],
  ["corners of the globe", corner, [1.2, 1.6, 3, 7000]],
  [
    "clumps and scatter",
    fc.oneof(lattice(40, -180, 0.02), lattice(40, 179.9, 0.02), anywhere),
    [2.3, 3, 6, 15],
  ],
];

test.each(WORLDS)("agrees with a naive reference on 200 sets of %s", (_, place, distances) => {
  fc.assert(
    fc.property(fc.array(place, { maxLength: 40, size: "max" }), rule(...distances), (places, each) => {
      const points = columns(places);
      const found = identify(points, each);
      const expected = naive(points, each);
      expect([...found.core]).toEqual(expected.core);
      expect([...found.labels]).toEqual(expected.labels);
      expect(found.clusters.map((cluster) => cluster.weight)).toEqual(expected.weights);
      expect(found.clusters.map((cluster) => cluster.merged)).toEqual(expected.merged);
    }),
    { seed: 6, numRuns: 200 },
  );
});

test.each(WORLDS)(
  "finds the same whatever the order of %s, with fractional weights",
  (_, place, distances) => {
    const thirds = place.map(([north, east, heavy]): Place => [north, east, heavy / 3]);
    const sets = fc.array(fc.tuple(thirds, fc.nat()), { maxLength: 60, size: "max" });
    fc.assert(
      fc.property(sets, rule(...distances), (keyed, each) => {
        const places = keyed.map(([one]) => one);
        // Thirds add up to whole thresholds, or a little beside them in another order.
        const whole = { ...each, threshold: Math.ceil(each.threshold) };
        const order = keyed.map(([, key], index) => ({ key, index })).sort((a, b) => a.key - b.key);
        const first = identify(columns(places), whole);
        const second = identify(columns(order.flatMap(({ index }) => places.slice(index, index + 1))), whole);
        expect(second.clusters).toEqual(first.clusters);
        expect([...second.labels]).toEqual(order.map(({ index }) => first.labels[index]));
        expect([...second.core]).toEqual(order.map(({ index }) => first.core[index]));
      }),
      { seed: 7, numRuns: 100 },
    );
  },
);

test("agrees with the naive reference where hundreds of points share few places, and buckets are made smaller", () => {
  const many = fc.array(fc.oneof(lattice(47, 8, 0.003), lattice(47.01, 8.01, 0.0005)), {
    ...{ minLength: 150, maxLength: 250, size: "max" as const },
  });
  const threshold = fc.integer({ min: 20, max: 700 });
  fc.assert(
    fc.property(many, fc.constantFrom(0.4, 1, 1.7), threshold, (places, radius, each) => {
      const found = identify(columns(places), { radius, threshold: each, merge: 0.3 });
      const expected = naive(columns(places), { radius, threshold: each, merge: 0.3 });
      expect([...found.core]).toEqual(expected.core);
      expect([...found.labels]).toEqual(expected.labels);
    }),
    { seed: 8, numRuns: 20 },
  );
});
