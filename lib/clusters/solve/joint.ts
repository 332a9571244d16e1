import { type ClusterRecord, METRICS, type Metric } from "../data/index.js";
import { finite, type Quantity } from "../figures/index.js";
import { Contradiction } from "./contradiction.js";
import { closePaths, type Figure, figuresOf, type Path, type Paths, relax } from "./path.js";

/** World totals that are known from elsewhere, in the units of the counts. */
export type WorldTotals = { readonly [M in Metric]?: Quantity };

/**
 * The unknowns, as logarithms: the origin (a count of one), the world totals T_m, which all clusters share, and
 * per cluster its counts N_cm and its population P_c. A share is N/T and a per-million figure N/P, so every
 * published figure bounds the difference of two of them.
 */
export const ORIGIN = 0;
export const HUBS = 1 + METRICS.length;
export const NODES = HUBS + METRICS.length + 1;
export const POPULATION = NODES - 1;
export const totalNode = (metric: Metric): number => 1 + METRICS.indexOf(metric);
export const countNode = (metric: Metric): number => HUBS + METRICS.indexOf(metric);

/** Clusters with what their figures say together about world totals and populations. */
export interface Joint {
  readonly records: readonly ClusterRecord[];
  readonly index: ReadonlyMap<string, number>;
  readonly totals: WorldTotals;
  /** Tightest bounds between the origin and the world totals, over all clusters. */
  readonly hubs: Paths;
  /** Tightest bounds between all unknowns of a cluster, by index; filled when asked for. */
  readonly closures: Map<number, Paths>;
}

/**
 * Solves all published figures together. The figures are difference constraints on logarithms, so the tightest
 * bounds are shortest paths; a cluster touches the others only through the origin and the world totals, so the
 * shortest paths come from one small table per cluster and one for the totals, exactly, in linear time.
 *
 * Missing figures, null and NaN bound nothing; a figure open on one side bounds one side. A figure that allows 0
 * gives no lower bound, one that allows nothing but 0 says that the count is 0. Throws `Contradiction` for figures
 * that cannot all be true, and a `RangeError` for an id that occurs twice.
 */
export function solveJoint(records: readonly ClusterRecord[], totals: WorldTotals = {}): Joint {
  const index = new Map<string, number>();
  for (const [at, record] of records.entries()) {
    if (index.has(record.id))
      throw new RangeError(`Cluster "${record.id}" occurs twice; each needs an id of its own.`);
    index.set(record.id, at);
  }
  const hubs: Paths = new Array(HUBS * HUBS).fill(undefined);
  for (const metric of METRICS) {
    const quantity = totals[metric];
    if (!quantity) continue;
    const figure: Figure = { cluster: "world", name: "World", kind: "worldTotal", metric, quantity };
    constrain(hubs, HUBS, totalNode(metric), ORIGIN, 1, figure);
  }
  for (const record of records) {
    const own = ownPaths(record);
    throwIfCycle(closePaths(own, NODES));
    for (let i = 0; i < HUBS; i++) {
      for (let j = 0; j < HUBS; j++) {
        const path = own[i * NODES + j];
        if (i !== j && path) relax(hubs, i * HUBS + j, path);
      }
    }
  }
  throwIfCycle(closePaths(hubs, HUBS));
  return { records, index, totals, hubs, closures: new Map() };
}

/** Position of a cluster in `joint.records`. Throws a `RangeError` for an id that is not there. */
export function position(joint: Joint, id: string): number {
  const at = joint.index.get(id);
  if (at === undefined) {
    const known = joint.records.slice(0, 8).map((record) => record.id);
    throw new RangeError(
      `No cluster has the id "${id}". The first of ${joint.records.length} are: ${known.join(", ")}.`,
    );
  }
  return at;
}

/** All shortest paths between the unknowns of one cluster, through every other cluster as well. */
export function closureOf(joint: Joint, at: number): Paths {
  const ready = joint.closures.get(at);
  if (ready) return ready;
  const record = joint.records[at];
  if (!record) throw new RangeError(`There is no cluster at position ${at}.`);
  const paths = ownPaths(record);
  for (let i = 0; i < HUBS; i++) {
    for (let j = 0; j < HUBS; j++) {
      const path = joint.hubs[i * HUBS + j];
      if (i !== j && path) relax(paths, i * NODES + j, path);
    }
  }
  throwIfCycle(closePaths(paths, NODES));
  joint.closures.set(at, paths);
  return paths;
}

/** The figure that says that a metric of a cluster is nothing but 0, if there is one. */
export function zeroFigure(record: ClusterRecord, metric: Metric): Figure | undefined {
  return figuresOfMetric(record, metric).find(isZero);
}

function ownPaths(record: ClusterRecord): Paths {
  const paths: Paths = new Array(NODES * NODES).fill(undefined);
  if (record.population) {
    const figure: Figure = { ...named(record), kind: "population", quantity: record.population };
    constrain(paths, NODES, POPULATION, ORIGIN, 1, figure);
  }
  for (const metric of METRICS) {
    const figures = figuresOfMetric(record, metric);
    const zero = figures.find(isZero);
    if (zero) {
      const positive = figures.find((figure) => (finite(figure.quantity.low) ?? 0) > 0);
      if (positive) throw new Contradiction([zero, positive]);
      continue;
    }
    for (const figure of figures) {
      if (figure.kind === "count") constrain(paths, NODES, countNode(metric), ORIGIN, 1, figure);
      else if (figure.kind === "share")
        constrain(paths, NODES, countNode(metric), totalNode(metric), 100, figure);
      else constrain(paths, NODES, countNode(metric), POPULATION, 1e6, figure);
    }
  }
  return paths;
}

function figuresOfMetric(record: ClusterRecord, metric: Metric): Figure[] {
  const known = record.figures[metric];
  const figures: Figure[] = [];
  for (const kind of ["count", "share", "perMillion"] as const) {
    const quantity = known?.[kind];
    if (quantity) figures.push({ ...named(record), kind, metric, quantity });
  }
  return figures;
}

function isZero(figure: Figure): boolean {
  const high = finite(figure.quantity.high);
  return high !== undefined && high <= 0;
}

function named(record: ClusterRecord): { readonly cluster: string; readonly name: string } {
  return { cluster: record.id, name: record.name };
}

/** States that the figure, divided by `unit`, is the ratio of the unknowns `above` and `below`. */
function constrain(
  paths: Paths,
  size: number,
  above: number,
  below: number,
  unit: number,
  figure: Figure,
): void {
  const low = finite(figure.quantity.low);
  const high = finite(figure.quantity.high);
  if (high !== undefined && high > 0) {
    relax(paths, below * size + above, { length: Math.log(high / unit), figure, limit: high });
  }
  if (low !== undefined && low > 0) {
    relax(paths, above * size + below, { length: -Math.log(low / unit), figure, limit: low });
  }
}

function throwIfCycle(cycle: Path | undefined): void {
  if (cycle) throw new Contradiction(figuresOf(cycle));
}
