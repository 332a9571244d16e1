import { METRICS, type Metric } from "../data/index.js";
import type { Bounds } from "../figures/index.js";
import { closureOf, HUBS, type Joint, NODES, ORIGIN, POPULATION, position, totalNode } from "./joint.js";
import { type AtMost, extremes } from "./programme.js";
import { type Addend, representative } from "./score.js";

/** A cluster whose score enters a sum with a sign. */
export interface Contestant {
  readonly id: string;
  readonly sign: 1 | -1;
  readonly parts: readonly Addend[];
}

/**
 * Bounds of the signed sum of the contestants' scores over all worlds that the figures allow, by a linear programme
 * in the reciprocals of world totals and populations, each scaled to about 1. `undefined` where there is nothing to
 * solve or the solver found no answer.
 */
export function sumBounds(joint: Joint, contestants: readonly Contestant[]): Bounds | undefined {
  const unknowns = unknownsOf(joint, contestants);
  const constraints = links(joint, unknowns);
  const objective: [string, number][] = [];
  for (const { id, sign, parts } of contestants) {
    const head = unknowns.find((unknown) => unknown.cluster === id);
    for (const part of parts) {
      const size = representative(part.box);
      const name = `${id} ${part.metric}`;
      const total = unknowns.find((unknown) => unknown.node === totalNode(part.metric));
      objective.push([name, sign * part.weight * size]);
      constraints.push(...within(name, part.box, size));
      if (total) constraints.push(...within(name, part.ray, size, total));
      if (head) constraints.push(...within(name, part.perHead, size, head));
      if (head && total) constraints.push(...envelope(name, part.product, size, total, head));
    }
  }
  const scale = Math.max(0, ...objective.map(([, coefficient]) => Math.abs(coefficient)));
  if (!(scale > 0)) return undefined;
  const form = objective.map(([name, coefficient]) => [name, coefficient / scale] as const);
  const found = extremes(form, constraints);
  if (!found) return undefined;
  return {
    low: found.low === undefined ? undefined : found.low * scale,
    high: found.high === undefined ? undefined : found.high * scale,
  };
}

/** A world total or a population: the programme holds its reciprocal, times `e^shift`. */
interface Unknown {
  readonly name: string;
  readonly node: number;
  readonly cluster?: string;
  readonly at?: number;
  readonly shift: number;
  /** Reciprocal of one unit of the programme's variable; populations in millions. */
  readonly unit: number;
  /** Range of the programme's variable. */
  readonly low: number;
  readonly high: number;
}

/** The unknowns that a sum depends on; one that is open on a side is left out, which only widens the bounds. */
function unknownsOf(joint: Joint, contestants: readonly Contestant[]): Unknown[] {
  const found: Unknown[] = [];
  const used = (metric: Metric): boolean =>
    contestants.some(({ parts }) => parts.some((p) => p.metric === metric));
  const enter = (
    name: string,
    node: number,
    up?: number,
    down?: number,
    cluster?: string,
    at?: number,
  ): void => {
    if (up === undefined || down === undefined) return;
    const shift = (up - down) / 2;
    const unit = Math.exp(-shift) * (cluster === undefined ? 1 : 1e6);
    found.push({
      name,
      node,
      cluster,
      at,
      shift,
      unit,
      low: Math.exp(shift - up),
      high: Math.exp(shift + down),
    });
  };
  for (const metric of METRICS.filter(used)) {
    const node = totalNode(metric);
    const up = joint.hubs[ORIGIN * HUBS + node]?.length;
    enter(`total ${metric}`, node, up, joint.hubs[node * HUBS + ORIGIN]?.length);
  }
  for (const { id, parts } of contestants) {
    if (parts.every((part) => part.perHead.high === undefined)) continue;
    const at = position(joint, id);
    const paths = closureOf(joint, at);
    const up = paths[ORIGIN * NODES + POPULATION]?.length;
    enter(`population ${id}`, POPULATION, up, paths[POPULATION * NODES + ORIGIN]?.length, id, at);
  }
  return found;
}

/** Everything that the joint solution says of two unknowns, and of each alone. */
function links(joint: Joint, unknowns: readonly Unknown[]): AtMost[] {
  const constraints: AtMost[] = [];
  for (const a of unknowns) {
    constraints.push({ form: [[a.name, 1]], max: a.high }, { form: [[a.name, -1]], max: -a.low });
    for (const b of unknowns) {
      if (a === b) continue;
      const bound = distance(joint, a, b);
      if (bound === undefined) continue;
      constraints.push({
        form: [
          [a.name, 1],
          [b.name, -Math.exp(bound + a.shift - b.shift)],
        ],
        max: 0,
      });
    }
  }
  return constraints;
}

/** Largest difference of the logarithms, b − a. */
function distance(joint: Joint, a: Unknown, b: Unknown): number | undefined {
  if (a.at === undefined && b.at === undefined) return joint.hubs[a.node * HUBS + b.node]?.length;
  if (a.at === undefined) return closureOf(joint, b.at ?? 0)[a.node * NODES + b.node]?.length;
  const from = closureOf(joint, a.at);
  if (b.at === undefined) return from[a.node * NODES + b.node]?.length;
  const to = closureOf(joint, b.at);
  let best: number | undefined;
  for (let hub = 0; hub < HUBS; hub++) {
    const first = from[a.node * NODES + hub]?.length;
    const second = to[hub * NODES + b.node]?.length;
    if (first === undefined || second === undefined) continue;
    best = Math.min(best ?? Infinity, first + second);
  }
  return best;
}

/** The part, in units of `size`, lies within the bounds, times an unknown's reciprocal if one is given. */
function within(name: string, { low, high }: Bounds, size: number, unknown?: Unknown): AtMost[] {
  const constraints: AtMost[] = [];
  for (const [bound, sign] of [
    [high, 1],
    [low, -1],
  ] as const) {
    if (bound === undefined) continue;
    const ends = (sign * bound * (unknown?.unit ?? 1)) / size;
    if (unknown) {
      constraints.push({
        form: [
          [name, sign],
          [unknown.name, -ends],
        ],
        max: 0,
      });
    } else {
      constraints.push({ form: [[name, sign]], max: ends });
    }
  }
  return constraints;
}

/** McCormick's envelope of a bound times the product of two reciprocals. */
function envelope(name: string, { low, high }: Bounds, size: number, u: Unknown, q: Unknown): AtMost[] {
  const constraints: AtMost[] = [];
  const plane = (bound: number, sign: 1 | -1, uAt: number, qAt: number): void => {
    const factor = (sign * bound * u.unit * q.unit) / size;
    constraints.push({
      form: [
        [name, sign],
        [u.name, -factor * qAt],
        [q.name, -factor * uAt],
      ],
      max: -factor * uAt * qAt,
    });
  };
  if (low !== undefined) {
    plane(low, -1, u.low, q.low);
    plane(low, -1, u.high, q.high);
  }
  if (high !== undefined) {
    plane(high, 1, u.high, q.low);
    plane(high, 1, u.low, q.high);
  }
  return constraints;
}
