import { type ClusterRecord, METRICS, type Metric } from "../../data/index.js";
import {
  add,
  divide,
  inherit,
  intersect,
  intervalOf,
  midpoint,
  type Quantity,
  scale,
} from "../../figures/index.js";
import { UNITS } from "../../solve/index.js";

/** What the figures of one cluster alone say about an unknown that others know as well. */
export interface Implied {
  readonly id: string;
  readonly name: string;
  readonly metric: Metric;
  /** With the interval that the printed digits leave, and the sources of both figures. */
  readonly quantity: Quantity;
}

/**
 * World total of a metric as each cluster implies it by itself: its count over its share. Clusters without both, or
 * whose share is open on a side or may be 0, are left out; the order is that of the records.
 */
export function impliedTotals(records: readonly ClusterRecord[], metric: Metric): Implied[] {
  return records.flatMap(({ id, name, figures }) => {
    const { count, share } = figures[metric] ?? {};
    const quantity = quotient(count, share, 100, UNITS[metric]);
    return quantity ? [{ id, name, metric, quantity }] : [];
  });
}

/**
 * Population of a cluster in persons as each of its metrics implies it: the count over the figure per million. Metrics
 * without both are left out; all clusters in the order of the records, their metrics in the order of WIPO's tables.
 */
export function impliedPopulations(records: readonly ClusterRecord[]): Implied[] {
  return records.flatMap(({ id, name, figures }) =>
    METRICS.flatMap((metric) => {
      const { count, perMillion } = figures[metric] ?? {};
      const quantity = quotient(count, perMillion, 1e6, "persons");
      return quantity ? [{ id, name, metric, quantity }] : [];
    }),
  );
}

/**
 * What several intervals of one unknown leave possible together, with the middle as value; nothing where two of them
 * exclude each other. Quantities that are missing or open on a side say nothing; if all are, the result is missing.
 * Throws where the list is empty.
 */
export function overlap(quantities: readonly Quantity[]): Quantity | undefined {
  const [first] = quantities;
  if (first === undefined) throw new Error("Found no figure, expected at least one.");
  const known = quantities.filter((quantity) => intervalOf(quantity) !== undefined);
  const intervals = known.flatMap((quantity) => intervalOf(quantity) ?? []);
  const [start, ...rest] = intervals;
  if (start === undefined) return { value: null, unit: first.unit, ...inherit(quantities) };
  try {
    const common = rest.reduce((met, next) => intersect(met, next), start);
    return { value: midpoint(common), ...common, unit: first.unit, ...inherit(known) };
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** A printed sum beside what its printed parts add up to. */
export interface SumCheck {
  /** The parts added, each anywhere within its rounding; the value is the sum of the printed values. */
  readonly sum: Quantity;
  readonly printed: Quantity;
  /** True where some parts that round to what is printed have a sum that rounds to what is printed. */
  readonly agrees: boolean;
  /** True where the printed values add up to the printed sum; false beside `agrees` means: added before rounding. */
  readonly plain: boolean;
}

/** Whether a printed sum follows from its parts. Throws where a figure is missing or open on a side. */
export function sumCheck(parts: readonly Quantity[], printed: Quantity): SumCheck {
  const bounds = [...parts, printed].map((quantity) => {
    const found = intervalOf(quantity);
    if (!found || quantity.value === null) {
      throw new Error(
        `Found the figure ${quantity.value} ${quantity.unit} without both ends, expected a rounded one.`,
      );
    }
    return found;
  });
  const total = bounds.slice(0, -1).reduce((sum, next) => add(sum, next), { low: 0, high: 0 });
  const value = parts.reduce((sum, part) => sum + (part.value ?? 0), 0);
  const sum = { value, ...total, unit: printed.unit, ...inherit(parts) };
  return {
    sum,
    printed,
    agrees: overlap([sum, printed]) !== undefined,
    plain: Math.abs(value - (printed.value ?? 0)) < 1e-9,
  };
}

function quotient(
  above: Quantity | undefined,
  below: Quantity | undefined,
  factor: number,
  unit: string,
): Quantity | undefined {
  const [a, b] = [intervalOf(above), intervalOf(below)];
  if (!above || !below || !a || !b || b.low <= 0) return undefined;
  const bounds = scale(divide(a, b), factor);
  const plain =
    above.value === null || below.value === null ? Number.NaN : (factor * above.value) / below.value;
  return {
    value: Number.isFinite(plain) ? plain : midpoint(bounds),
    ...bounds,
    unit,
    ...inherit([above, below]),
  };
}
