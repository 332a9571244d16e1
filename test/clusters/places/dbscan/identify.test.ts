import { describe, expect, it } from "vitest";
import { identify, type Points } from "../../../../lib/clusters/places/dbscan/index.js";
import { distanceKm, EARTH_RADIUS_KM } from "../../../../lib/clusters/places/geo/index.js";

/** Kilometres of a degree of latitude. */
const DEGREE_KM = (EARTH_RADIUS_KM * Math.PI) / 180;

const at = (...places: (readonly [latitude: number, longitude: number, weight?: number])[]): Points => ({
  latitude: places.map(([latitude]) => latitude),
  longitude: places.map(([, longitude]) => longitude),
  weight: places.map(([, , weight = 1]) => weight),
});
const labels = (points: Points, radius: number, threshold: number, merge?: number) => [
  ...identify(points, { radius, threshold, merge }).labels,
];

describe("identify", () => {
  it("finds nothing among no points", () => {
    const found = identify(at(), { radius: 15, threshold: 4500, merge: 5 });
    expect(found).toEqual({ labels: new Int32Array(), core: new Uint8Array(), clusters: [] });
  });

  it("makes a cluster of one point that is heavy enough by itself, and noise of one that is not", () => {
    const one = at([35.68, 139.76, 12]);
    expect(identify(one, { radius: 1, threshold: 12 }).clusters).toEqual([
      {
        ...{ label: 0, weight: 12, members: 1, cores: 1, merged: 1 },
        ...{ latitude: expect.closeTo(35.68, 12), longitude: expect.closeTo(139.76, 12) },
      },
    ]);
    const noise = identify(one, { radius: 1, threshold: 12.000001 });
    expect([...noise.labels, ...noise.core, noise.clusters.length]).toEqual([-1, 0, 0]);
  });

  it("leaves everything as noise where nothing is dense", () => {
    const found = identify(at([0, 0], [10, 10], [-40, 170]), { radius: 100, threshold: 2 });
    expect([...found.labels]).toEqual([-1, -1, -1]);
    expect(found.clusters).toEqual([]);
  });

  it("counts each point as 1 where there are no weights", () => {
    const points = { latitude: [0, 0.001, 5], longitude: [0, 0, 5] };
    expect([...identify(points, { radius: 1, threshold: 2 }).labels]).toEqual([0, 0, -1]);
  });

  it("counts points at one place one by one, and gives them one label", () => {
    const points = at([10, 20], [10, 20], [10, 20], [50, 20], [50, 20]);
    expect(labels(points, 1, 3)).toEqual([0, 0, 0, -1, -1]);
    expect(identify(points, { radius: 1, threshold: 3 }).clusters[0]).toMatchObject({
      weight: 3,
      members: 3,
    });
  });

  it("counts a point at exactly the radius, and none beyond it", () => {
    const points = at([0, 0], [0.25, 0]);
    const apart = 0.25 * DEGREE_KM;
    expect(labels(points, apart, 2)).toEqual([0, 0]);
    expect(labels(points, apart * (1 - 1e-12), 2)).toEqual([-1, -1]);
  });

  it("takes weights of zero: they add nothing, and are core points among heavy ones", () => {
    const points = at([0, 0, 0], [0.01, 0, 5], [40, 0, 0]);
    const found = identify(points, { radius: 2, threshold: 5 });
    expect([...found.labels]).toEqual([0, 0, -1]);
    expect([...found.core]).toEqual([1, 1, 0]);
    expect(found.clusters[0]).toMatchObject({ weight: 5, members: 2, latitude: expect.closeTo(0.01, 12) });
  });

  it("decides by the correctly rounded sum, whatever the order of the weights", () => {
    // Ten times 0.1 is 1 when added exactly and rounded once; added one by one it is 0.9999999999999999.
    const tenths = Array.from({ length: 10 }, (_, index) => [0, index / 1000, 0.1] as const);
    expect(identify(at(...tenths), { radius: 5, threshold: 1 }).core).toEqual(new Uint8Array(10).fill(1));
    expect(identify(at(...tenths), { radius: 5, threshold: 1 + Number.EPSILON }).clusters).toEqual([]);
    // 1e16 + 1 is 1e16 when added first; the two ones together are not lost.
    for (const order of [
      [1e16, 1, 1],
      [1, 1e16, 1],
      [1, 1, 1e16],
    ]) {
      const points = at(...order.map((weight, index) => [0, index / 1000, weight] as const));
      const found = identify(points, { radius: 5, threshold: 1e16 + 2 });
      expect([...found.core]).toEqual([1, 1, 1]);
      expect(found.clusters[0]?.weight).toBe(1e16 + 2);
    }
  });

  /** A light point and, a degree and two degrees off it, core points that are so by the outer ones. */
  const between = (latitude: number, longitude: number, north: number, east: number): Points =>
    at(
      [latitude, longitude, 1],
      ...[1, 2].map((step) => [step * north, 30 + step * east, step === 2 ? 9 : 1] as const),
      ...[1, 2].map((step) => [-step * north, 30 - step * east, step === 2 ? 5 : 1] as const),
    );
  const reach = 1.2 * DEGREE_KM;

  it("gives a border point to the nearest core point, not to the heaviest cluster", () => {
    expect(identify(between(0.1, 30, 1, 0), { radius: reach, threshold: 5 }).core).toEqual(
      new Uint8Array([0, 1, 1, 1, 1]),
    );
    expect(labels(between(0.1, 30, 1, 0), reach, 5)).toEqual([0, 0, 0, 1, 1]);
    expect(labels(between(-0.1, 30, 1, 0), reach, 5)).toEqual([1, 0, 0, 1, 1]);
  });

  it("gives a border point between equally near core points to the southernmost, then to the westernmost", () => {
    expect(labels(between(0, 30, 1, 0), reach, 5)).toEqual([1, 0, 0, 1, 1]);
    expect(labels(between(0, 30, -1, 0), reach, 5)).toEqual([0, 0, 0, 1, 1]);
    expect(labels(between(0, 30, 0, 1), reach, 5)).toEqual([1, 0, 0, 1, 1]);
    expect(labels(between(0, 30, 0, -1), reach, 5)).toEqual([0, 0, 0, 1, 1]);
    // Across the antimeridian the westernmost is the one at −179°, reckoned from −180°.
    const across = [at([0, 180, 1], [0, 179], [0, 178, 5], [0, -179], [0, -178, 9])];
    across.push(at([0, -180, 1], [0, 179], [0, 178, 5], [0, -179], [0, -178, 9]));
    for (const points of across) expect(labels(points, reach, 5)).toEqual([0, 1, 1, 0, 0]);
    // Half a millimetre nearer is as near; two millimetres nearer are nearer.
    const millimetre = 1e-6 / DEGREE_KM;
    expect(labels(between(0.25 * millimetre, 30, 1, 0), reach, 5)).toEqual([1, 0, 0, 1, 1]);
    expect(labels(between(millimetre, 30, 1, 0), reach, 5)).toEqual([0, 0, 0, 1, 1]);
  });

  it("leaves clusters apart that have only a border point between them", () => {
    expect(labels(between(0, 30, 1, 0), reach, 3)).toEqual([0, 0, 0, 0, 0]);
    expect(labels(between(0, 30, 1, 0), reach, 4)).toEqual([1, 0, 0, 1, 1]);
  });

  it("takes 180° and −180°, and every longitude of a pole, for one place", () => {
    expect(labels(at([5, 180], [5, -180], [5, 179.999], [5, -179.999]), 0.5, 4)).toEqual([0, 0, 0, 0]);
    expect(labels(at([90, 0], [90, 123], [90, -180], [-90, 0], [-90, 55]), 0.001, 2)).toEqual(
      [1, 1, 1, 0, 0].map((label) => 1 - label),
    );
    const [cluster] = identify(at([5, 179, 1], [5, -179, 1]), { radius: 500, threshold: 2 }).clusters;
    expect(cluster?.longitude).toBe(-180);
  });

  it("holds the whole Earth within half its circumference", () => {
    const points = at([90, 0], [-90, 0], [0, 0], [0, 180], [12, -77]);
    expect(labels(points, Math.PI * EARTH_RADIUS_KM, 5)).toEqual([0, 0, 0, 0, 0]);
    expect(labels(points, 1e9, 5.5)).toEqual([-1, -1, -1, -1, -1]);
  });
});

describe("the clusters", () => {
  it("come with the heaviest first, and of equally heavy ones that with the southernmost, then westernmost member", () => {
    const points = at([10, 5, 3], [10, -5, 3], [-3, 100, 3], [60, 0, 8]);
    expect(labels(points, 1, 3)).toEqual([3, 2, 1, 0]);
    // A member that is no core point counts, too.
    expect(labels(at([10, 5, 4], [0, 50, 3], [-0.5, 50, 1], [-0.2, 0, 4]), 60, 4)).toEqual([2, 0, 0, 1]);
  });

  it("lie at the weighted mean of their members on the sphere", () => {
    const [cluster] = identify(at([0, 10, 3], [0, 11, 1]), { radius: 200, threshold: 4 }).clusters;
    expect(cluster?.longitude).toBeCloseTo(10.25, 3);
    expect(cluster?.latitude).toBeCloseTo(0, 12);
    const [pole] = identify(at([89, 0], [89, 90], [89, 180], [89, -90]), {
      radius: 300,
      threshold: 4,
    }).clusters;
    expect(pole?.latitude).toBeCloseTo(90, 6);
  });

  it("lie at the plain mean where members weigh nothing", () => {
    // A point without weight, and on both sides of it heavy ones that make it a core point, but each have a nearer one.
    const side = [
      [1, 3],
      [1.9, 1],
      [2.8, 1],
    ] as const;
    const points = at(
      [7, 50, 0],
      ...[1, -1].flatMap((way) => side.map(([off, heavy]) => [7 + way * off, 50, heavy] as const)),
    );
    const found = identify(points, { radius: 1.05 * DEGREE_KM, threshold: 5 });
    expect([...found.labels]).toEqual([2, 1, 1, 1, 0, 0, 0]);
    expect(found.clusters[2]).toEqual({
      ...{ label: 2, weight: 0, members: 1, cores: 1, merged: 1 },
      ...{ latitude: expect.closeTo(7, 12), longitude: expect.closeTo(50, 12) },
    });
  });

  it("of a sum that needs exact addition have its correctly rounded weight", () => {
    const weights = Array.from({ length: 1000 }, (_, index) => [0, index / 1e5, 0.1] as const);
    const forwards = identify(at(...weights), { radius: 5, threshold: 1 }).clusters;
    const backwards = identify(at(...[...weights].reverse()), { radius: 5, threshold: 1 }).clusters;
    expect(forwards[0]?.weight).toBe(100.00000000000001 - 1.4210854715202004e-14);
    expect(backwards).toEqual(forwards);
  });
});

describe("distanceKm", () => {
  it("measures along great circles of the mean Earth", () => {
    expect(distanceKm(0, 0, 0, 90)).toBeCloseTo((Math.PI / 2) * EARTH_RADIUS_KM, 6);
    expect(distanceKm(10, 20, 10, 20)).toBe(0);
    expect(distanceKm(0, 179.5, 0, -179.5)).toBeCloseTo(DEGREE_KM, 9);
    expect(distanceKm(90, 0, -90, 33)).toBeCloseTo(Math.PI * EARTH_RADIUS_KM, 6);
    expect(distanceKm(0, 0, 0, 180)).toBeCloseTo(Math.PI * EARTH_RADIUS_KM, 6);
  });
});
