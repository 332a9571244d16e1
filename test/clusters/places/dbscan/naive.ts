import type { DensityRule, Points } from "../../../../lib/clusters/places/dbscan/index.js";

/** What `identify` promises, worked out pair by pair with nothing clever in it; weights are to be whole numbers or quarters. */
export interface Naive {
  readonly labels: number[];
  readonly core: number[];
  readonly weights: number[];
  readonly merged: number[];
}

const RADIUS = 6371.0088;
const RADIANS = Math.PI / 180;

export function naive(points: Points, { radius, threshold, merge = 0 }: DensityRule): Naive {
  const count = points.latitude.length;
  const all = Array.from({ length: count }, (_, point) => point);
  const weight = all.map((point) => points.weight?.[point] ?? (points.weight ? 0 : 1));
  const lat = all.map((point) => (points.latitude[point] ?? 0) * RADIANS);
  const lon = all.map((point) => {
    const degrees = points.longitude[point] ?? 0;
    const pole = Math.abs(points.latitude[point] ?? 0) === 90;
    return pole ? 0 : (degrees === 180 ? -180 : degrees) * RADIANS;
  });
  const hav = (angle: number) => Math.sin(0.5 * angle) * Math.sin(0.5 * angle);
  const apart = (a: number, b: number): number => {
    const [north, south] = [lat[a] ?? 0, lat[b] ?? 0];
    const across = Math.sin(0.5 * ((lon[a] ?? 0) - (lon[b] ?? 0)));
    return hav(north - south) + Math.cos(north) * Math.cos(south) * across * across;
  };
  const within = (a: number, b: number, km: number): boolean =>
    km >= Math.PI * RADIUS || apart(a, b) <= hav(km / RADIUS);
  const sum = (members: number[]) => members.reduce((total, point) => total + (weight[point] ?? 0), 0);

  const core = all.map((a) => (sum(all.filter((b) => within(a, b, radius))) >= threshold ? 1 : 0));
  const cores = all.filter((point) => core[point] === 1);
  let labels = all.map((point) => (core[point] === 1 ? point : -1));
  const unite = (members: number[], km: number) => {
    for (let changed = true; changed; ) {
      changed = false;
      for (const a of members)
        for (const b of members) {
          const [one, two] = [labels[a] ?? 0, labels[b] ?? 0];
          if (one === two || !within(a, b, km)) continue;
          labels = labels.map((label) => (label === two ? one : label));
          changed = true;
        }
    }
  };
  unite(cores, radius);

  for (const point of all.filter((each) => core[each] === 0)) {
    const near = cores.filter((each) => within(point, each, radius));
    const chord = (each: number) => 2 * Math.sqrt(apart(point, each)) * RADIUS;
    const least = Math.min(...near.map(chord));
    const [first] = near
      .filter((each) => chord(each) <= least + 1e-6)
      .sort((a, b) => (lat[a] ?? 0) - (lat[b] ?? 0) || (lon[a] ?? 0) - (lon[b] ?? 0));
    if (first !== undefined) labels[point] = labels[first] ?? -1;
  }

  const before = [...labels];
  const members = all.filter((point) => (labels[point] ?? -1) >= 0);
  if (merge > 0) unite(members, merge);
  const groups = [...new Set(members.map((point) => labels[point] ?? 0))].map((label) => {
    const own = members
      .filter((point) => labels[point] === label)
      .sort((a, b) => (lat[a] ?? 0) - (lat[b] ?? 0) || (lon[a] ?? 0) - (lon[b] ?? 0));
    return { own, weight: sum(own), first: own[0] ?? 0 };
  });
  groups.sort(
    (a, b) =>
      b.weight - a.weight ||
      (lat[a.first] ?? 0) - (lat[b.first] ?? 0) ||
      (lon[a.first] ?? 0) - (lon[b.first] ?? 0),
  );
  return {
    labels: all.map((point) => groups.findIndex(({ own }) => own.includes(point))),
    core,
    weights: groups.map((group) => group.weight),
    merged: groups.map(({ own }) => new Set(own.map((point) => before[point])).size),
  };
}
