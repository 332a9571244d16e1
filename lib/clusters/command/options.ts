import { InvalidArgumentError } from "commander";
import { METRICS, type Metric } from "../data/index.js";
import { method } from "../rank/methods/index.js";
import type { Weights } from "../solve/index.js";
import { UserError } from "./errors.js";
import { metricOf } from "./metrics.js";

/** What the command takes, as commander hands it over. */
export interface IdentifyFlags {
  readonly out: string;
  readonly document?: string;
  readonly metricColumn?: string;
  readonly latitude?: string;
  readonly longitude?: string;
  readonly metric?: Metric;
  readonly edition?: number;
  readonly radius?: number;
  readonly threshold?: number;
  readonly merge?: number;
  readonly density?: readonly Metric[];
  /** Cells in one degree. */
  readonly cell?: number;
  readonly places?: string;
  readonly population?: string;
  readonly confidence: number;
  readonly seed: number;
  readonly weights?: Weights;
  readonly memory: string;
  readonly threads?: number;
}

/** Reads a number above 0, for commander. */
export function positive(text: string): number {
  const value = number(text);
  if (!(value > 0)) throw new InvalidArgumentError("Expected a number above 0.");
  return value;
}

/** Reads a number of 0 or more, for commander. */
export function notNegative(text: string): number {
  const value = number(text);
  if (!(value >= 0)) throw new InvalidArgumentError("Expected a number of 0 or more.");
  return value;
}

/** Reads a whole number from `least` to `most`, for commander. */
export function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`Expected a whole number from ${least} to ${most}.`);
  };
}

/** Reads the side of a cell in degrees as the number of cells in one degree, for commander. */
export function cellSide(text: string): number {
  const side = number(text);
  const perDegree = Math.round(1 / side);
  const divides = Math.abs(perDegree * side - 1) < 1e-9;
  if (divides && perDegree >= 1 && perDegree <= 10_000) return perDegree;
  throw new InvalidArgumentError(
    "Expected degrees from 0.0001 to 1 that divide a degree evenly, such as 0.01 or 0.05.",
  );
}

/** Reads the name of a metric, for commander. */
export function oneMetric(text: string): Metric {
  return plainly(() => metricOf(text));
}

/** Reads names of metrics between commas, for commander. */
export function someMetrics(text: string): Metric[] {
  const named = plainly(() => text.split(",").map(metricOf));
  return METRICS.filter((metric) => named.includes(metric));
}

/** Reads an edition, or weights such as `pct=1,publications=0.5`, for commander. */
export function weighting(text: string): Weights {
  if (/^\d+$/.test(text)) return plainly(() => method(Number(text)).weights);
  const weights: { [M in Metric]?: number } = {};
  for (const part of text.split(",")) {
    const [word = "", value = "", ...rest] = part.split("=");
    if (rest.length > 0 || !(number(value) >= 0)) {
      throw new InvalidArgumentError(
        "Expected an edition such as 2025, or weights such as pct=1,publications=1.",
      );
    }
    weights[plainly(() => metricOf(word))] = number(value);
  }
  if (!METRICS.some((metric) => (weights[metric] ?? 0) > 0)) {
    throw new InvalidArgumentError("Expected one weight above 0 at least.");
  }
  return weights;
}

/** Reads a size of memory as DuckDB writes it, for commander. */
export function memorySize(text: string): string {
  if (/^\d+(\.\d+)?\s*([KMGT]i?B)$/i.test(text.trim())) return text.trim();
  throw new InvalidArgumentError("Expected a size such as 2GB or 512MB.");
}

/** Text as a finite number; NaN for everything else. */
function number(text: string): number {
  const value = text.trim() === "" ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : Number.NaN;
}

function plainly<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UserError || error instanceof RangeError)
      throw new InvalidArgumentError(error.message);
    throw error;
  }
}
