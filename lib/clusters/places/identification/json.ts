import { DataError, METRICS } from "../../data/index.js";
import type { Boundary } from "../geo/index.js";
import type { IdentifiedSet } from "./types.js";

type Json = { readonly [key: string]: unknown };

/** Boundaries by cluster. Throws `DataError` for what is no collection of polygons, each with its cluster's id. */
export function readBoundaries(text: string, file: string): ReadonlyMap<string, Boundary> {
  const { features } = object(parse(text, file), file, "a GeoJSON feature collection");
  if (!Array.isArray(features)) throw new DataError({ file }, "no features", "a GeoJSON feature collection");
  return new Map(
    features.map((feature: unknown, at) => {
      const { id, geometry } = object(feature, file, `a feature as number ${at + 1}`);
      if (typeof id !== "string" || !isBoundary(geometry)) {
        throw new DataError(
          { file },
          `feature ${at + 1} without an id or a polygon`,
          "the id and the boundary of a cluster",
        );
      }
      return [id, geometry];
    }),
  );
}

/** What to do about files that do not belong together. */
export const MADE = "Make the folder anew with the command identify.";

/** What the tables hold, under the names that the summary has for it. */
export interface Counted {
  readonly clusters: number;
  readonly member_cells: number;
}

/** What summary.json tells; throws `DataError` where a part that a report needs is missing. */
export function readSummary(text: string, file: string, tables: Counted): Omit<IdentifiedSet, "clusters"> {
  const of = (parent: Json, key: string): Json => object(parent[key], file, `an object "${key}"`);
  const count = (parent: Json, key: string): number => {
    const value = parent[key];
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
    throw new DataError(
      { file },
      `${JSON.stringify(value) ?? "nothing"} as "${key}"`,
      "a number of 0 or more",
    );
  };
  const whole = object(parse(text, file), file, "an object");
  for (const [key, own] of Object.entries(tables)) {
    const found = count(whole, key);
    if (found === own) continue;
    throw new DataError({ file }, `${found} as "${key}"`, `the ${own} of clusters.csv`, MADE);
  }
  const rule = of(whole, "rule");
  const metrics = of(whole, "metrics");
  const weights = of(whole, "weights");
  const present = METRICS.filter((metric) => metrics[metric] !== undefined);
  return {
    rule: {
      radius: count(rule, "radius_km"),
      threshold: count(rule, "threshold_records"),
      merge: count(rule, "merge_km"),
    },
    density: texts(rule.density),
    origin: {
      edition: typeof rule.edition === "number" ? rule.edition : null,
      source: typeof rule.source === "string" ? rule.source : null,
      own: texts(rule.own),
    },
    weights: Object.fromEntries(
      METRICS.flatMap((metric) => (weights[metric] === undefined ? [] : [[metric, count(weights, metric)]])),
    ),
    perDegree: count(whole, "cells_per_degree"),
    cells: count(whole, "cells"),
    metrics: Object.fromEntries(
      present.map((metric) => {
        const found = of(metrics, metric);
        const faults = of(found, "faults");
        const unplaced = Object.keys(faults).map((reason) => {
          const fault = of(faults, reason);
          return { reason, records: count(fault, "records"), documents: count(fault, "documents") };
        });
        return [metric, { records: count(found, "records"), documents: count(found, "documents"), unplaced }];
      }),
    ),
    replicates: isObject(whole.confidence) ? count(whole.confidence, "replicates") : null,
    notes: texts(whole.notes),
  };
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new DataError({ file }, "text that is not JSON", "JSON, as the command identify writes it");
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function object(value: unknown, file: string, expected: string): Json {
  if (isObject(value)) return value;
  const found = value === undefined ? "nothing" : Array.isArray(value) ? "a list" : JSON.stringify(value);
  throw new DataError({ file }, found.slice(0, 60), expected);
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function isBoundary(value: unknown): value is Boundary {
  if (!isObject(value) || !Array.isArray(value.coordinates)) return false;
  const polygon = (rings: unknown): boolean => Array.isArray(rings) && rings.every(isRing);
  if (value.type === "Polygon") return polygon(value.coordinates);
  return value.type === "MultiPolygon" && value.coordinates.every(polygon);
}

function isRing(value: unknown): boolean {
  return Array.isArray(value) && value.every(isPosition);
}

function isPosition(value: unknown): boolean {
  if (!Array.isArray(value) || value.length < 2) return false;
  const [east, north] = value.map(Number);
  return Math.abs(east ?? Number.NaN) <= 180 && Math.abs(north ?? Number.NaN) <= 90;
}
