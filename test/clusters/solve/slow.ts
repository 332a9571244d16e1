import { type ClusterRecord, METRICS } from "../../../lib/clusters/data/record.js";
import type { Quantity } from "../../../lib/clusters/figures/quantity.js";

/** Bellman and Ford from the origin over every cluster's unknowns, written down as naively as possible. */
export function slowWorldTotal(
  records: readonly ClusterRecord[],
  wanted: string,
): { low?: number; high?: number } {
  const edges: [string, string, number][] = [];
  const state = (above: string, below: string, unit: number, { low, high }: Quantity): void => {
    if (high !== undefined) edges.push([below, above, Math.log(high / unit)]);
    if (low !== undefined && low > 0) edges.push([above, below, -Math.log(low / unit)]);
  };
  for (const { id, figures, population: census } of records) {
    if (census) state(`${id} persons`, "one", 1, census);
    for (const metric of METRICS) {
      const known = figures[metric];
      if (known?.count) state(`${id} ${metric}`, "one", 1, known.count);
      if (known?.share) state(`${id} ${metric}`, metric, 100, known.share);
      if (known?.perMillion) state(`${id} ${metric}`, `${id} persons`, 1e6, known.perMillion);
    }
  }
  const distance = (from: string, to: string): number | undefined => {
    const best = new Map([[from, 0]]);
    for (let round = 0; round < 60; round++) {
      for (const [a, b, length] of edges) {
        const start = best.get(a);
        if (start !== undefined && start + length < (best.get(b) ?? Infinity)) best.set(b, start + length);
      }
    }
    return best.get(to);
  };
  const [up, down] = [distance("one", wanted), distance(wanted, "one")];
  return {
    low: down === undefined ? undefined : Math.exp(-down),
    high: up === undefined ? undefined : Math.exp(up),
  };
}
