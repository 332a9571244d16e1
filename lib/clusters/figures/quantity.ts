/** A number with its evidence: what every function of this package gives where a figure could be quoted. */
export interface Quantity {
  /** The figure as printed, or the middle of what is known; `null` where it is missing. */
  readonly value: number | null;
  /** Smallest and largest value that the evidence allows; both absent where nothing bounds it. */
  readonly low?: number;
  readonly high?: number;
  /** Shares are in "percent", populations in "persons", counts in "applications", "publications", "deals". */
  readonly unit: string;
  /** Ids of data/sources.csv that the figure rests on, sorted, without repetition. */
  readonly sources?: readonly string[];
  /** True for a projection and for everything computed from one. */
  readonly projected?: boolean;
}
