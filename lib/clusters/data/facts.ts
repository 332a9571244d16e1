import type { Qualifier, Quantity } from "../figures/index.js";

/** Our judgement of a figure: only accepted ones are computed with. */
export type Standing = "accepted" | "contradicted" | "low confidence";

/** A row of sources.csv, in the shape in which reports cite it. */
export interface Source {
  readonly id: string;
  readonly publisher: string;
  readonly title: string;
  /** ISO date, month or year of publication, as far as known. */
  readonly date?: string;
  readonly url?: string;
  /** Address of the copy that was read, where it is not the publisher's. */
  readonly readAt?: string;
  readonly dateRead: string;
  readonly language: string;
  readonly licence: string;
  /** "official", "national office", "press" or "secondary". */
  readonly standing: string;
  readonly note?: string;
}

/** A row of economies.csv. */
export interface Economy {
  /** ISO 3166-1 alpha-2 code, or the key of a group such as "world". */
  readonly code: string;
  readonly name: string;
  readonly kind: "economy" | "group";
}

/** A row of clusters.csv; coordinates are those of the first-named city, in degrees (WGS 84). */
export interface Cluster {
  readonly id: string;
  readonly name: string;
  readonly economies: readonly string[];
  readonly aliases: readonly string[];
  readonly firstCity: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly gazetteerId: number;
  readonly source: string;
  readonly note?: string;
}

/** What every row that rests on one source carries. */
export interface Evidence {
  readonly source: string;
  readonly standing: Standing;
  readonly note?: string;
}

/** A row of cluster_figures.csv: one figure as one source prints it. */
export interface ClusterFigure extends Evidence {
  readonly edition: number;
  /** Id of the cluster. */
  readonly cluster: string;
  /** "size_rank", "pct_share", "publications_per_million" …: the metrics of data/README.md. */
  readonly metric: string;
  readonly quantity: Quantity;
  readonly qualifier: Qualifier;
  /** Years covered, such as "2020-2024"; "five years" where the source does not name them. */
  readonly period?: string;
}

/** A row of cluster_names.csv. */
export interface ClusterName extends Evidence {
  readonly edition: number;
  readonly cluster: string;
  readonly attribute: string;
  /** Place in the list of the source, from 1. */
  readonly position: number;
  readonly text: string;
  /** In percent. */
  readonly share?: Quantity;
}

/** A row of aggregates.csv. */
export interface Aggregate extends Evidence {
  readonly edition: number;
  readonly what: string;
  /** Code of economies.csv. */
  readonly economy: string;
  readonly detail?: string;
  readonly quantity: Quantity;
  readonly qualifier: Qualifier;
}

/** A row of methodology.csv: a number or a text. */
export interface Parameter extends Evidence {
  readonly edition: number;
  readonly parameter: string;
  readonly quantity?: Quantity;
  readonly text?: string;
}

/** A row of growth.csv: one figure of one series as one edition printed it. */
export interface GrowthFigure extends Evidence {
  readonly series: string;
  readonly economy: string;
  readonly sector?: string;
  /** "2024", "2011-2021" or "10 years to 2024". */
  readonly period: string;
  /** The year, where the period is a single one. */
  readonly year?: number;
  /** Its value is `null` where only a direction was printed. */
  readonly quantity: Quantity;
  readonly qualifier: Qualifier;
  readonly direction?: "up" | "down";
  /** Publication and its year, such as "GII 2025". */
  readonly edition: string;
  readonly projected: boolean;
}

/** A row of gerd.csv. */
export interface GerdFigure extends Evidence {
  readonly economy: string;
  readonly measure: string;
  readonly period: string;
  readonly quantity: Quantity;
  readonly qualifier: Qualifier;
}

/** A row of geocoding_2018.csv: addresses, and percent of them located. */
export interface GeocodingAccuracy {
  readonly economy: string;
  readonly authorAddresses: number;
  readonly authorCity: Quantity;
  readonly inventorAddresses: number;
  readonly inventorBlock: Quantity;
  readonly inventorSubcity: Quantity;
  readonly inventorCity: Quantity;
  readonly inventorTotal: Quantity;
  readonly source: string;
}

/** A row of conflicts.csv. */
export interface Conflict {
  readonly id: string;
  readonly topic: string;
  readonly question: string;
  readonly verdict: "settled" | "open" | "wrong in the press";
  readonly answer?: string;
  readonly why: string;
}

/** A row of claims.csv. */
export interface Claim {
  /** Id of the conflict. */
  readonly conflict: string;
  readonly number: number;
  readonly claim: string;
  readonly value?: number;
  readonly unit?: string;
  readonly source: string;
  /** Of the claim as it was printed: "superseded" was right then and was revised; "open" cannot be decided. */
  readonly judgement: "right" | "wrong" | "superseded" | "open";
}

/** The whole data folder, validated. */
export interface ClusterData {
  readonly folder: string;
  readonly sources: readonly Source[];
  readonly economies: readonly Economy[];
  readonly clusters: readonly Cluster[];
  readonly figures: readonly ClusterFigure[];
  readonly names: readonly ClusterName[];
  readonly aggregates: readonly Aggregate[];
  readonly methodology: readonly Parameter[];
  readonly growth: readonly GrowthFigure[];
  readonly gerd: readonly GerdFigure[];
  readonly geocoding: readonly GeocodingAccuracy[];
  readonly conflicts: readonly Conflict[];
  readonly claims: readonly Claim[];
}
