import { METRICS, type Metric } from "../data/index.js";
import { type Bounds, finite, midpoint, type Quantity } from "../figures/index.js";
import { between, perMillion, population, quantity, share, type TracedBounds, worldTotal } from "./bounds.js";
import { countNode, type Joint, ORIGIN, POPULATION, position, totalNode, zeroFigure } from "./joint.js";

/** Size adds shares of the world, in percent; intensity adds them per million inhabitants. */
export type Measure = "size" | "intensity";

/** Weight of each metric; an absent metric has none and is not needed. */
export type Weights = { readonly [M in Metric]?: number };

/**
 * One addend of a score. With u = 1/T and q = 1/P it lies in `box`, in `ray`·u, and for intensity in `perHead`·q;
 * `product` bounds it by u·q.
 */
export interface Addend {
  readonly metric: Metric;
  readonly weight: number;
  readonly value: number | null;
  readonly box: Bounds;
  readonly ray: Bounds;
  readonly perHead: Bounds;
  readonly product: Bounds;
  readonly evidence: TracedBounds;
}

/**
 * Metrics that a set of weights uses. Throws a `RangeError` for a weight of no metric that there is, for one that is not
 * finite, and where all are 0 or absent.
 */
export function usedMetrics(weights: Weights): Metric[] {
  const unknown = Object.keys(weights).find((name) => !METRICS.some((metric) => metric === name));
  if (unknown !== undefined) {
    throw new RangeError(`Found a weight of "${unknown}"; expected weights of ${METRICS.join(", ")} only.`);
  }
  for (const metric of METRICS) {
    const weight = weights[metric];
    if (weight !== undefined && !Number.isFinite(weight)) {
      throw new RangeError(`The weight of ${metric} is ${weight}; expected a finite number.`);
    }
  }
  const used = METRICS.filter((metric) => (weights[metric] ?? 0) !== 0);
  if (used.length === 0) throw new RangeError("At least one metric needs a weight other than 0.");
  return used;
}

/** The addends of a cluster's score under the weights, in the order of the metrics. */
export function addends(joint: Joint, id: string, measure: Measure, weights: Weights): Addend[] {
  const at = position(joint, id);
  return usedMetrics(weights).map((metric) => {
    const weight = weights[metric] ?? 0;
    const part =
      measure === "size" ? sizeAddend(joint, id, at, metric) : intensityAddend(joint, id, at, metric);
    return { metric, weight, ...part };
  });
}

type Part = Omit<Addend, "metric" | "weight">;

function sizeAddend(joint: Joint, id: string, at: number, metric: Metric): Part {
  const record = joint.records[at];
  const zero = record && zeroFigure(record, metric);
  if (zero) return nothing(zero);
  const evidence = between(joint, at, totalNode(metric), countNode(metric), 100);
  return {
    value: share(joint, id, metric).value,
    box: evidence,
    ray: times(between(joint, at, ORIGIN, countNode(metric), 1), 100),
    perHead: {},
    product: {},
    evidence,
  };
}

function intensityAddend(joint: Joint, id: string, at: number, metric: Metric): Part {
  const record = joint.records[at];
  const zero = record && zeroFigure(record, metric);
  if (zero) return nothing(zero);
  const rates = between(joint, at, POPULATION, countNode(metric), 1e6);
  const shares = between(joint, at, totalNode(metric), countNode(metric), 100);
  const totals = between(joint, at, ORIGIN, totalNode(metric), 1);
  const persons = between(joint, at, ORIGIN, POPULATION, 1);
  const byRate = quotient(times(rates, 100), totals);
  const byShare = quotient(shares, times(persons, 1e-6));
  const low = largest(byRate.low, byShare.low);
  const high = smallest(byRate.high, byShare.high);
  return {
    value: intensityValue(joint, id, metric),
    box: { low, high },
    ray: times(rates, 100),
    perHead: shares,
    product: times(between(joint, at, ORIGIN, countNode(metric), 1), 100),
    evidence: {
      low,
      high,
      figures: [
        ...(low === byRate.low || high === byRate.high ? [...rates.figures, ...totals.figures] : []),
        ...(low === byShare.low || high === byShare.high ? [...shares.figures, ...persons.figures] : []),
      ],
      direct: false,
    },
  };
}

/** Percentage points per million: by the per-million figure over the world total, else share over population. */
function intensityValue(joint: Joint, id: string, metric: Metric): number | null {
  const rate = finite(perMillion(joint, id, metric).value);
  const total = finite(worldTotal(joint, metric).value);
  if (rate !== undefined && total !== undefined) return (100 * rate) / total;
  const part = finite(share(joint, id, metric).value);
  const persons = finite(population(joint, id).value);
  return part === undefined || persons === undefined || persons <= 0 ? null : part / (persons / 1e6);
}

/** The sum of the addends as plain intervals; every addend may be anywhere in its joint bounds. Null where one is missing. */
export function sumOf(parts: readonly Addend[], unit: string): Quantity {
  let low: number | undefined = 0;
  let high: number | undefined = 0;
  let value: number | null = 0;
  for (const { weight, box, value: part } of parts) {
    // Nobody has less than nothing of a metric.
    const least = box.low ?? 0;
    const [from, to] = weight > 0 ? [least, box.high] : [box.high, least];
    low = low === undefined || from === undefined ? undefined : low + weight * from;
    high = high === undefined || to === undefined ? undefined : high + weight * to;
    value = value === null || part === null ? null : value + weight * part;
  }
  const figures = parts.flatMap((part) => part.evidence.figures);
  const bounds = { ...(value === null ? {} : { low, high }), figures, direct: false };
  return quantity(bounds, unit, value ?? undefined, []);
}

function nothing(zero: TracedBounds["figures"][number]): Part {
  const none = { low: 0, high: 0 };
  const evidence = { ...none, figures: [zero], direct: true };
  return { value: 0, box: none, ray: none, perHead: none, product: none, evidence };
}

function times({ low, high }: Bounds, factor: number): Bounds {
  return {
    low: low === undefined ? undefined : low * factor,
    high: high === undefined ? undefined : high * factor,
  };
}

function quotient(a: Bounds, b: Bounds): Bounds {
  return {
    low: a.low === undefined || b.high === undefined ? undefined : a.low / b.high,
    high: a.high === undefined || b.low === undefined ? undefined : a.high / b.low,
  };
}

function largest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.max(a, b);
}

function smallest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined ? b : b === undefined ? a : Math.min(a, b);
}

/** A number near a bounded value, to scale by; 1 where nothing is known. */
export function representative({ low, high }: Bounds): number {
  if (low !== undefined && high !== undefined && high > 0) return midpoint({ low, high });
  return high || low || 1;
}
