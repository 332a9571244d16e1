import type { Metric } from "../data/index.js";
import { type Bounds, finite, midpoint, type Quantity } from "../figures/index.js";
import {
  closureOf,
  countNode,
  HUBS,
  type Joint,
  NODES,
  ORIGIN,
  POPULATION,
  position,
  totalNode,
  zeroFigure,
} from "./joint.js";
import { type Figure, figuresOf, type Path } from "./path.js";

/** What counts, shares and per-million figures of a metric are counted in. */
export const UNITS: { readonly [M in Metric]: string } = {
  pct: "applications",
  publications: "publications",
  ventureDeals: "deals",
};

/**
 * World total of a metric over the window of the edition: exact joint bounds from everything published, with the
 * sources they follow from. The value is the given total, or the middle; null where a side is open.
 */
export function worldTotal(joint: Joint, metric: Metric): Quantity {
  const node = totalNode(metric);
  const bounds = ends(joint.hubs[ORIGIN * HUBS + node], joint.hubs[node * HUBS + ORIGIN], 1);
  return quantity(bounds, UNITS[metric], finite(joint.totals[metric]?.value), []);
}

/** Population of a cluster in persons, as WIPO must have used it: exact joint bounds. Value as for `worldTotal`. */
export function population(joint: Joint, id: string): Quantity {
  const at = position(joint, id);
  const printed = joint.records[at]?.population;
  return quantity(between(joint, at, ORIGIN, POPULATION, 1), "persons", finite(printed?.value), []);
}

/** Count of a cluster in a metric: exact joint bounds; the value is the published count, or the middle. */
export function count(joint: Joint, id: string, metric: Metric): Quantity {
  const at = position(joint, id);
  const zero = zeroOf(joint, at, metric, UNITS[metric]);
  if (zero) return zero;
  const printed = joint.records[at]?.figures[metric]?.count;
  const bounds = between(joint, at, ORIGIN, countNode(metric), 1);
  return fromZero(quantity(bounds, UNITS[metric], finite(printed?.value), []));
}

/**
 * Share of a cluster in the world total, in percent: exact joint bounds. The value is not rounded: the published
 * count over the middle of the world total where both are known, else the middle of the bounds.
 */
export function share(joint: Joint, id: string, metric: Metric): Quantity {
  const at = position(joint, id);
  const zero = zeroOf(joint, at, metric, "percent");
  if (zero) return zero;
  const figures = joint.records[at]?.figures[metric];
  const bounds = between(joint, at, totalNode(metric), countNode(metric), 100);
  const counted = finite(figures?.count?.value);
  const total = counted === undefined ? undefined : finite(worldTotal(joint, metric).value);
  if (counted !== undefined && total !== undefined) {
    return fromZero(quantity(bounds, "percent", (100 * counted) / total, figures?.count?.sources ?? []));
  }
  return fromZero(quantity(bounds, "percent", printedValue(bounds, figures?.share), []));
}

/** Figure per million inhabitants: exact joint bounds; the value is the published figure, or the middle. */
export function perMillion(joint: Joint, id: string, metric: Metric): Quantity {
  const at = position(joint, id);
  const unit = `${UNITS[metric]} per million inhabitants`;
  const zero = zeroOf(joint, at, metric, unit);
  if (zero) return zero;
  const printed = joint.records[at]?.figures[metric]?.perMillion;
  const bounds = between(joint, at, POPULATION, countNode(metric), 1e6);
  return fromZero(quantity(bounds, unit, finite(printed?.value), []));
}

/** Ends of an interval with the figures each follows from. */
export interface TracedBounds extends Bounds {
  readonly figures: readonly Figure[];
  /** True where both ends are the printed ones of a single figure. */
  readonly direct: boolean;
}

/**
 * Bounds of unknown `above` over unknown `below`, for a cluster, in the unit in which such figures are printed: 1 of it is
 * `1 / unit` of the plain ratio. Ends that are printed are given as printed.
 */
export function between(joint: Joint, at: number, below: number, above: number, unit: number): TracedBounds {
  const paths = closureOf(joint, at);
  return ends(paths[below * NODES + above], paths[above * NODES + below], unit);
}

function ends(up: Path | undefined, down: Path | undefined, unit: number): TracedBounds {
  const high = up && (up.limit ?? unit * Math.exp(up.length));
  let low = down && (down.limit ?? unit * Math.exp(-down.length));
  if (low !== undefined && high !== undefined && low > high) low = high;
  const direct = up?.figure !== undefined && up.figure === down?.figure;
  return { low, high, figures: figuresOf(up, down), direct };
}

/** A quantity within bounds; a value outside of them, by rounding or by being one-sided, is moved to the nearer end. */
export function quantity(
  bounds: TracedBounds,
  unit: string,
  estimate: number | undefined,
  more: readonly string[],
): Quantity {
  const { low, high } = bounds;
  const middle = low === undefined || high === undefined ? undefined : midpoint({ low, high });
  const value = estimate ?? middle;
  const sources = bounds.figures.flatMap((figure) => figure.quantity.sources ?? []).concat(more);
  const projected = bounds.figures.some((figure) => figure.quantity.projected);
  return {
    value: value === undefined ? null : Math.min(Math.max(value, low ?? value), high ?? value),
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
    unit,
    ...(sources.length > 0 ? { sources: [...new Set(sources)].sort() } : {}),
    ...(projected ? { projected } : {}),
  };
}

/** Nothing is counted less than 0 times: the lower end of what has a value and an upper end only, as a printed 0.0 has. */
function fromZero(found: Quantity): Quantity {
  const { value, low, high } = found;
  return value === null || low !== undefined || high === undefined ? found : { ...found, low: 0 };
}

/** The printed value, where the joint bounds say no more than the print or are open; else nothing. */
function printedValue(bounds: TracedBounds, printed: Quantity | undefined): number | undefined {
  const open = bounds.low === undefined || bounds.high === undefined;
  return bounds.direct || open ? finite(printed?.value) : undefined;
}

function zeroOf(joint: Joint, at: number, metric: Metric, unit: string): Quantity | undefined {
  const record = joint.records[at];
  const zero = record && zeroFigure(record, metric);
  return zero && quantity({ low: 0, high: 0, figures: [zero], direct: true }, unit, 0, []);
}
