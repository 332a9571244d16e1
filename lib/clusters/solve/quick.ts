import { METRICS, type Metric } from "../data/index.js";
import type { Bounds } from "../figures/index.js";
import { HUBS, type Joint, ORIGIN, totalNode } from "./joint.js";
import type { Addend } from "./score.js";

/** Ranges of the reciprocals of world totals, for those that are bounded on both sides. */
export type Reciprocals = { readonly [M in Metric]?: { readonly low: number; readonly high: number } };

/** Reads the ranges once, for many comparisons. */
export function reciprocals(joint: Joint): Reciprocals {
  return Object.fromEntries(
    METRICS.flatMap((metric) => {
      const node = totalNode(metric);
      const up = joint.hubs[ORIGIN * HUBS + node]?.length;
      const down = joint.hubs[node * HUBS + ORIGIN]?.length;
      return up === undefined || down === undefined
        ? []
        : [[metric, { low: Math.exp(-up), high: Math.exp(down) }]];
    }),
  );
}

/**
 * Bounds of the difference of two scores without a linear programme: each metric by itself, at the worst world total
 * that both share. Valid, but wider than the programme's where one metric's total is tied to another's. Thousands of
 * clusters need it, as most of their pairs are decided by it.
 */
export function quickDifference(ranges: Reciprocals, a: readonly Addend[], b: readonly Addend[]): Bounds {
  let low: number | undefined = 0;
  let high: number | undefined = 0;
  for (const metric of METRICS) {
    const first = a.find((part) => part.metric === metric);
    const second = b.find((part) => part.metric === metric);
    const up = largest(ranges[metric], first, second);
    const down = largest(ranges[metric], second, first);
    high = high === undefined || up === undefined ? undefined : high + up;
    low = low === undefined || down === undefined ? undefined : low - down;
  }
  return { low, high };
}

/** Largest value of the first part less the second: concave and piecewise linear in u, so at an end or a kink. */
function largest(
  range: { readonly low: number; readonly high: number } | undefined,
  first: Addend | undefined,
  second: Addend | undefined,
): number | undefined {
  const top = ceiling(first, 1);
  const bottom = ceiling(second, -1);
  if (!range) return sum(top.box, bottom.box);
  const candidates = [range.low, range.high, kink(top), kink(bottom)].filter(
    (u): u is number => u !== undefined && u >= range.low && u <= range.high,
  );
  let best: number | undefined;
  for (const u of candidates) {
    const value = sum(at(top, u), at(bottom, u));
    if (value === undefined) return undefined;
    best = best === undefined ? value : Math.max(best, value);
  }
  return best;
}

/** Upper limits of a signed, weighted part: a number, and a multiple of u. */
interface Ceiling {
  readonly box?: number;
  readonly ray?: number;
}

function ceiling(part: Addend | undefined, sign: 1 | -1): Ceiling {
  if (!part) return { box: 0 };
  const factor = sign * part.weight;
  const end = ({ low, high }: Bounds): number | undefined => (factor > 0 ? high : low);
  const [box, ray] = [end(part.box), end(part.ray)];
  return {
    box: box === undefined ? undefined : factor * box,
    ray: ray === undefined ? undefined : factor * ray,
  };
}

function kink({ box, ray }: Ceiling): number | undefined {
  return box === undefined || !ray ? undefined : box / ray;
}

function at({ box, ray }: Ceiling, u: number): number | undefined {
  if (ray === undefined) return box;
  return box === undefined ? ray * u : Math.min(box, ray * u);
}

function sum(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? undefined : a + b;
}
