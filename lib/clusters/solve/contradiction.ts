import { METRIC_WORDS } from "../data/index.js";
import type { Figure } from "./path.js";

const KIND_WORDS = {
  count: "count of",
  share: "share of",
  perMillion: "per-million figure of",
  worldTotal: "world total of",
} as const;

/** Figures that cannot all be true; `figures` names the smallest set that was found. */
export class Contradiction extends Error {
  override readonly name = "Contradiction";
  readonly figures: readonly Figure[];
  /** The figures in words, with their bounds and sources. */
  readonly listed: string;
  constructor(figures: readonly Figure[]) {
    const listed = figures.map(describe).join("; ");
    super(
      `These figures contradict each other beyond rounding: ${listed}. ` +
        "Mark the wrong one as contradicted, or correct it.",
    );
    this.figures = figures;
    this.listed = listed;
  }
}

function describe(figure: Figure): string {
  const { quantity, metric, kind } = figure;
  const what =
    kind === "population" ? "population" : `${KIND_WORDS[kind]} ${metric ? METRIC_WORDS[metric] : "it"}`;
  const sources = quantity.sources?.length ? `, source ${quantity.sources.join(" and ")}` : "";
  return `${figure.name}, ${what} ${printed(quantity)} ${quantity.unit}${sources}`;
}

function printed({ value, low, high }: Figure["quantity"]): string {
  return `${value ?? "?"} (${low ?? "no lower bound"} to ${high ?? "no upper bound"})`;
}
