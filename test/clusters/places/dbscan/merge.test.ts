import { describe, expect, it } from "vitest";
import { identify, type Points } from "../../../../lib/clusters/places/dbscan/index.js";
import { EARTH_RADIUS_KM } from "../../../../lib/clusters/places/geo/index.js";

const DEGREE_KM = (EARTH_RADIUS_KM * Math.PI) / 180;

/** Heavy places on the equator, at whole kilometres. */
const along = (kilometres: readonly number[], weights: readonly number[] = []): Points => ({
  latitude: kilometres.map(() => 0),
  longitude: kilometres.map((each) => each / DEGREE_KM),
  weight: kilometres.map((_, index) => weights[index] ?? 10),
});

describe("merging", () => {
  it("makes one of clusters whose nearest members are near, and says how many it joined", () => {
    const points = along([0, 3, 20]);
    expect(identify(points, { radius: 1, threshold: 10 }).clusters).toHaveLength(3);
    const { labels, clusters } = identify(points, { radius: 1, threshold: 10, merge: 5 });
    expect([...labels]).toEqual([0, 0, 1]);
    expect(clusters.map(({ merged, weight }) => [merged, weight])).toEqual([
      [2, 20],
      [1, 10],
    ]);
  });

  it("goes on along a chain, farther than its distance", () => {
    const chain = along(Array.from({ length: 30 }, (_, index) => 4 * index));
    const { clusters } = identify(chain, { radius: 1, threshold: 10, merge: 4.0001 });
    expect(clusters.map(({ merged }) => merged)).toEqual([30]);
    const gap = along([0, 4, 8, 13, 17]);
    expect([...identify(gap, { radius: 1, threshold: 10, merge: 4.5 }).labels]).toEqual([0, 0, 0, 1, 1]);
  });

  it("counts clusters at exactly the distance as near", () => {
    const points: Points = { latitude: [0, 0.25], longitude: [7, 7] };
    expect(identify(points, { radius: 1, threshold: 1, merge: 0.25 * DEGREE_KM }).clusters).toHaveLength(1);
    expect(
      identify(points, { radius: 1, threshold: 1, merge: 0.25 * DEGREE_KM * (1 - 1e-12) }).clusters,
    ).toHaveLength(2);
  });

  it("takes members that are no core points into account, and no noise", () => {
    // Core points up to 0 and from 30 on, border points at 9 and 21; the noise at 15 is near both.
    const points = along([-9, 0, 9, 15, 21, 30, 39], [10, 1, 1, 1, 1, 1, 10]);
    const rule = { radius: 10, threshold: 11 };
    expect([...identify(points, { ...rule, merge: 11.9 }).labels]).toEqual([0, 0, 0, -1, 1, 1, 1]);
    expect([...identify(points, { ...rule, merge: 12.1 }).labels]).toEqual([0, 0, 0, -1, 0, 0, 0]);
  });

  it("joins clusters farther apart than the radius, and ones across the antimeridian", () => {
    const points: Points = { latitude: [0, 0], longitude: [179.6, -179.6] };
    expect(identify(points, { radius: 1, threshold: 1, merge: 88 }).clusters).toHaveLength(2);
    expect(identify(points, { radius: 1, threshold: 1, merge: 89 }).clusters).toHaveLength(1);
  });

  it("orders clusters by what they weigh together", () => {
    const { labels } = identify(along([0, 50, 53], [15, 10, 10]), { radius: 1, threshold: 10, merge: 5 });
    expect([...labels]).toEqual([1, 0, 0]);
  });

  it("does nothing at 0", () => {
    const points = along([0, 3]);
    expect(identify(points, { radius: 1, threshold: 10, merge: 0 })).toEqual(
      identify(points, { radius: 1, threshold: 10 }),
    );
  });
});
