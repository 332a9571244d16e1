import type { ClusterRecord, Metric, MetricFigures } from "../../../lib/clusters/data/record.js";
import { rounded } from "../../../lib/clusters/figures/index.js";
import type { Quantity } from "../../../lib/clusters/figures/quantity.js";

/** Figures as printed: the decimals of the text are the rounding. */
export type Printed = { readonly count?: string; readonly share?: string; readonly perMillion?: string };

export function print(text: string, unit: string, source?: string): Quantity {
  const decimals = text.split(".")[1]?.length ?? 0;
  return {
    value: Number(text),
    ...rounded(Number(text), decimals),
    unit,
    ...(source ? { sources: [source] } : {}),
  };
}

export function exact(value: number, unit = "percent", source?: string): Quantity {
  return { value, low: value, high: value, unit, ...(source ? { sources: [source] } : {}) };
}

/** A cluster record; every figure has the source "ID metric kind". */
export function cluster(
  id: string,
  figures: { readonly [M in Metric]?: Printed },
  population?: Quantity,
): ClusterRecord {
  const units = {
    count: "fractional counts",
    share: "percent",
    perMillion: "per million inhabitants",
  } as const;
  const read = (metric: string, printed: Printed): MetricFigures =>
    Object.fromEntries(
      (["count", "share", "perMillion"] as const).flatMap((kind) => {
        const text = printed[kind];
        return text === undefined ? [] : [[kind, print(text, units[kind], `${id} ${metric} ${kind}`)]];
      }),
    );
  return {
    id,
    name: id,
    economies: [],
    ...(population ? { population } : {}),
    figures: Object.fromEntries(
      Object.entries(figures).map(([metric, printed]) => [metric, read(metric, printed)]),
    ),
  };
}

/** Clusters with exact shares, for ranking by hand. */
export function withShares(shares: { readonly [id: string]: readonly (number | null)[] }): ClusterRecord[] {
  const metrics = ["pct", "publications", "ventureDeals"] as const;
  return Object.entries(shares).map(([id, values]) => ({
    id,
    name: id,
    economies: [],
    figures: Object.fromEntries(
      values.flatMap((value, at) => {
        const metric = metrics[at];
        return value === null || !metric ? [] : [[metric, { share: exact(value, "percent", id) }]];
      }),
    ),
  }));
}

/** A part of the figures published for 2025, as far as the arithmetic needs them. */
export const EDITION_2025: readonly ClusterRecord[] = [
  cluster("shenzhen", {
    pct: { count: "117542", share: "9.0", perMillion: "2292" },
    publications: { count: "193635", share: "2.4", perMillion: "3775" },
    ventureDeals: { count: "6916", share: "2.9", perMillion: "135" },
  }),
  cluster("tokyo", {
    pct: { count: "135129", share: "10.3", perMillion: "3707" },
    publications: { count: "115773", perMillion: "3176" },
    ventureDeals: { count: "5154", share: "2.2", perMillion: "141" },
  }),
  cluster("san-jose", {
    pct: { count: "50813", perMillion: "8132" },
    publications: { perMillion: "9044" },
    ventureDeals: { count: "16296", share: "6.9", perMillion: "2608" },
  }),
  cluster("beijing", {
    pct: { share: "3.8", perMillion: "2555" },
    publications: { share: "4.0", perMillion: "17031" },
    ventureDeals: { perMillion: "345" },
  }),
  cluster("seoul", {
    pct: { share: "5.4", perMillion: "2699" },
    publications: { perMillion: "5393" },
    ventureDeals: { share: "3.1", perMillion: "279" },
  }),
  cluster("london", {
    pct: { perMillion: "671" },
    publications: { perMillion: "5497" },
    ventureDeals: { perMillion: "1001" },
  }),
];
