import { Adder } from "d3-array";
import { DEGREE } from "../geo/index.js";
import { before } from "./borders.js";
import type { Grid } from "./grid.js";
import type { DensityCluster, Identified } from "./types.js";

/**
 * Describes clusters and puts them in order: the heaviest first, equally heavy ones by their southernmost, then westernmost member.
 * @param labels in the order of the grid, numbers from 0 to below `count`, or −1
 * @param whole for each label the label of the cluster that it was merged into
 */
export function describe(grid: Grid, cores: Uint8Array, labels: Int32Array, whole: Int32Array): Identified {
  const groups = grouped(labels, whole);
  const parts = new Int32Array(whole.length);
  for (const label of whole) parts[label] = (parts[label] as number) + 1;
  const found = [];
  for (let group = 0; group < whole.length; group++) {
    const members = groups.members.subarray(groups.start[group], groups.start[group + 1]);
    if (members.length > 0)
      found.push({ members, merged: parts[group] as number, ...summary(grid, cores, members) });
  }
  found.sort((a, b) => b.weight - a.weight || (before(grid, a.first, b.first) ? -1 : 1));
  const result = {
    labels: new Int32Array(grid.places.count).fill(-1),
    core: new Uint8Array(grid.places.count),
  };
  cores.forEach((core, at) => {
    result.core[grid.rows[at] as number] = core;
  });
  const clusters = found.map(({ members, first: _, ...rest }, label): DensityCluster => {
    for (const at of members) result.labels[grid.rows[at] as number] = label;
    return { label, members: members.length, ...rest };
  });
  return { ...result, clusters };
}

/** The positions of the members of each merged cluster, one after the other. */
function grouped(labels: Int32Array, whole: Int32Array): { start: Int32Array; members: Int32Array } {
  const start = new Int32Array(whole.length + 1);
  for (const label of labels)
    if (label >= 0) start[(whole[label] as number) + 1] = (start[(whole[label] as number) + 1] as number) + 1;
  for (let group = 0; group < whole.length; group++)
    start[group + 1] = (start[group + 1] as number) + (start[group] as number);
  const next = start.slice();
  const members = new Int32Array(start[whole.length] as number);
  labels.forEach((label, at) => {
    if (label < 0) return;
    const group = whole[label] as number;
    const place = next[group] as number;
    members[place] = at;
    next[group] = place + 1;
  });
  return { start, members };
}

function summary(grid: Grid, cores: Uint8Array, members: Int32Array) {
  let count = 0;
  let first = members[0] as number;
  const weight = new Adder();
  for (const at of members) {
    count += cores[at] as number;
    if (before(grid, at, first)) first = at;
    weight.add(grid.weight[at] as number);
  }
  return { weight: weight.valueOf(), cores: count, ...middle(grid, members, weight.valueOf() > 0), first };
}

/** Degrees of the weighted mean of members, or of the plain mean where they weigh nothing. */
function middle({ x, y, z, weight }: Grid, members: Int32Array, weighs: boolean) {
  const [east, out, up] = [new Adder(), new Adder(), new Adder()];
  for (const at of members) {
    const heavy = weighs ? (weight[at] as number) : 1;
    out.add(heavy * rounded(x[at] as number));
    east.add(heavy * rounded(y[at] as number));
    up.add(heavy * rounded(z[at] as number));
  }
  const [dx, dy, dz] = [out.valueOf(), east.valueOf(), up.valueOf()];
  const longitude = Math.atan2(dy, dx) / DEGREE;
  return {
    latitude: Math.atan2(dz, Math.hypot(dx, dy)) / DEGREE,
    longitude: longitude >= 180 ? -180 : longitude,
  };
}

/** To some nanometres of the Earth: what is next to 0 would take parts of an `Adder` that it does not have. */
function rounded(coordinate: number): number {
  return coordinate + 3 - 3;
}
