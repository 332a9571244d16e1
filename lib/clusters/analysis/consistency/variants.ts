import { type Cluster, type ClusterRecord, FORMS, METRICS, type MetricFigures } from "../../data/index.js";
import type { Quantity } from "../../figures/index.js";

const PER_MILLION = " per million inhabitants";

/**
 * Records with one figure put in, in place of what stood there: to see what arithmetic has against it. `metric` is one
 * of the metrics of cluster_figures.csv that the analysis uses: a rank, or one of the three forms of a metric. A cluster without
 * a record gets one, at the end. Throws for other metrics.
 */
export function withFigure(
  records: readonly ClusterRecord[],
  cluster: Pick<Cluster, "id" | "name" | "economies">,
  metric: string,
  quantity: Quantity,
): ClusterRecord[] {
  const { id, name, economies } = cluster;
  const known = records.some((record) => record.id === id);
  const all = known ? records : [...records, { id, name, economies, figures: {} }];
  return all.map((record) => (record.id === id ? placed(record, metric, quantity) : record));
}

/**
 * The record as it would be had the per-million figures been counts: for sources that print such figures as absolute
 * numbers. Counts from elsewhere and per-million figures go; shares, ranks and population stay.
 */
export function asCounts(record: ClusterRecord): ClusterRecord {
  const figures = Object.fromEntries(
    METRICS.flatMap((metric) => {
      const known = record.figures[metric];
      return known === undefined ? [] : [[metric, misread(known)]];
    }),
  );
  return { ...record, figures };
}

function misread({ perMillion, ...others }: MetricFigures): MetricFigures {
  if (perMillion === undefined) return others;
  return { ...others, count: { ...perMillion, unit: perMillion.unit.replace(PER_MILLION, "") } };
}

function placed(record: ClusterRecord, metric: string, quantity: Quantity): ClusterRecord {
  if (metric === "size_rank") return { ...record, rank: quantity };
  if (metric === "intensity_rank") return { ...record, intensityRank: quantity };
  for (const name of METRICS) {
    const form = (["count", "share", "perMillion"] as const).find((key) => FORMS[name][key] === metric);
    if (form === undefined) continue;
    return {
      ...record,
      figures: { ...record.figures, [name]: { ...record.figures[name], [form]: quantity } },
    };
  }
  const known = METRICS.flatMap((name) => Object.values(FORMS[name]));
  throw new Error(
    `Found the metric "${metric}", expected one of: size_rank, intensity_rank, ${known.join(", ")}.`,
  );
}
