import type { Quantity } from "../figures/index.js";

/** The three metrics of the ranking; venture capital deals joined with the edition of 2025. */
export type Metric = "pct" | "publications" | "ventureDeals";

/** The metrics in the order in which WIPO's tables print them. */
export const METRICS: readonly Metric[] = ["pct", "publications", "ventureDeals"];

/** What the metrics are called where nothing stands before them. */
export const METRIC_NAMES: { readonly [M in Metric]: string } = {
  pct: "PCT applications",
  publications: "Publications",
  ventureDeals: "Venture capital deals",
};

/** The same inside of a sentence. */
export const METRIC_WORDS: { readonly [M in Metric]: string } = {
  pct: "PCT applications",
  publications: "publications",
  ventureDeals: "venture capital deals",
};

/** What is known of one metric of one cluster; what is absent is missing, never zero. */
export interface MetricFigures {
  /** Fractional count over the window of the edition: "applications", "publications" or "deals". */
  readonly count?: Quantity;
  /** Share of the world total, in "percent". */
  readonly share?: Quantity;
  /** Count per million inhabitants over the window of the edition: "… per million inhabitants". */
  readonly perMillion?: Quantity;
}

/** One cluster in one edition (or one row of the user's own table): the single input shape of the analysis. */
export interface ClusterRecord {
  /** Id of data/clusters.csv, or the name as the user's table has it. */
  readonly id: string;
  readonly name: string;
  /** ISO 3166-1 alpha-2 codes; empty where the user's table has none. */
  readonly economies: readonly string[];
  readonly population?: Quantity;
  /** Published rank by size and by intensity, unit "rank"; 1 is the best. */
  readonly rank?: Quantity;
  readonly intensityRank?: Quantity;
  readonly figures: { readonly [M in Metric]?: MetricFigures };
}
