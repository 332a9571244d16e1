import type { Places, PopulationGrid, PopulationRow } from "../places/regions/index.js";
import { column, optional, text } from "./columns.js";
import { type Database, rowsOf } from "./duckdb.js";
import { UserError } from "./errors.js";
import { countOf, fetchInto } from "./fetch.js";
import { asDouble, type Input, openInput } from "./files.js";

/** A table that the user brings along: where it is from, and its columns. */
export interface Reference<T> {
  readonly input: Input;
  readonly table: T;
}

/** Names of towns and cities (name, latitude, longitude, size). Throws a `UserError` for rows that lack one of them. */
export async function readPlaces(
  database: Database,
  path: string,
  signal: AbortSignal,
): Promise<Reference<Places>> {
  const input = await openInput(database, [path], signal);
  const name = text(column(input, "name"));
  const { names, latitude, longitude, value } = await readTable(database, input, "size", name, signal);
  return { input, table: { name: names, latitude, longitude, size: value } };
}

/**
 * Inhabitants by point (latitude, longitude, population), or by cluster (cluster, population) in a file without latitudes.
 * Throws a `UserError` for rows that lack one of them.
 */
export async function readPopulation(
  database: Database,
  path: string,
  signal: AbortSignal,
): Promise<Reference<PopulationGrid | readonly PopulationRow[]>> {
  const input = await openInput(database, [path], signal);
  const cluster = optional(input, "latitude") ? null : optional(input, "cluster");
  if (cluster) return { input, table: await readByCluster(database, input, text(cluster), signal) };
  const { latitude, longitude, value } = await readTable(database, input, "population", "''", signal);
  return { input, table: { latitude, longitude, population: value } };
}

/**
 * Places from the records' own column: each name at the centres of the cells where it has records, as large as the number
 * of its records there. Reads the view `records`, and places each record as the cells do.
 */
export async function recordPlaces(
  database: Database,
  label: string,
  perDegree: number,
  signal: AbortSignal,
): Promise<Places> {
  const centre = (degrees: string): string =>
    `(FLOOR(${degrees} * ${perDegree} + 1e-9) + 0.5) / ${perDegree}`;
  const create = `CREATE TEMP TABLE record_places AS
    SELECT place, LEAST(${centre("latitude")}, 90) AS latitude, LEAST(${centre("longitude")}, 180) AS longitude,
      CAST(COUNT(*) AS DOUBLE) AS size
    FROM records WHERE place IS NOT NULL AND document IS NOT NULL AND latitude BETWEEN -90 AND 90
      AND longitude BETWEEN -180 AND 180 AND NOT (latitude = 0 AND longitude = 0) GROUP BY ALL`;
  await rowsOf(database, label, create, signal);
  const count = await countOf(database, label, "record_places", signal);
  const columns = {
    names: emptyTexts(count),
    latitude: doubles(count),
    longitude: doubles(count),
    size: doubles(count),
  };
  await fetchInto(
    database,
    label,
    "SELECT * FROM record_places ORDER BY ALL",
    Object.values(columns),
    signal,
  );
  const { names: name, ...rest } = columns;
  return { name, ...rest };
}

async function readByCluster(
  database: Database,
  input: Input,
  cluster: string,
  signal: AbortSignal,
): Promise<readonly PopulationRow[]> {
  const query = `SELECT ${cluster}, ${asDouble(column(input, "population"))} FROM ${input.relation}`;
  const rows = await rowsOf(database, input.label, query, signal);
  return rows.map(([name, population], at) => {
    if (typeof name === "string" && typeof population === "number" && population > 0 && population < 1e300)
      return { cluster: name, population };
    throw new UserError(
      `${input.label}: found row ${at + 1} without one, expected a cluster and a population above 0 in every row. Leave such rows out.`,
    );
  });
}

async function readTable(
  database: Database,
  input: Input,
  what: "size" | "population",
  name: string,
  signal: AbortSignal,
): Promise<{ names: string[]; latitude: Float64Array; longitude: Float64Array; value: Float64Array }> {
  const [latitude, longitude, value] = (["latitude", "longitude", what] as const).map((each) =>
    column(input, each),
  );
  if (!latitude || !longitude || !value) throw new Error("A column is found or refused.");
  const create = `CREATE OR REPLACE TEMP TABLE reference AS SELECT ${name} AS name, ${asDouble(latitude)} AS latitude,
    ${asDouble(longitude)} AS longitude, ${asDouble(value)} AS value FROM ${input.relation}`;
  await rowsOf(database, input.label, create, signal);
  const good =
    "latitude BETWEEN -90 AND 90 AND longitude BETWEEN -180 AND 180 AND value BETWEEN 0 AND 1e300 AND name IS NOT NULL";
  const bad = `SELECT COUNT(*) FROM reference WHERE (${good}) IS NOT TRUE`;
  const [faults] = await rowsOf(database, input.label, bad, signal);
  const count = await countOf(database, input.label, "reference", signal);
  if (faults && Number(faults[0]) > 0) {
    throw new UserError(
      `${input.label}: found ${Number(faults[0])} of ${count} rows that lack one, expected ${what === "size" ? "a name, " : ""}a latitude from -90 to 90, a longitude from -180 to 180 and a ${what} of 0 or more in every row. Leave such rows out.`,
    );
  }
  const columns = {
    names: emptyTexts(count),
    latitude: doubles(count),
    longitude: doubles(count),
    value: doubles(count),
  };
  await fetchInto(database, input.label, "SELECT * FROM reference", Object.values(columns), signal);
  return columns;
}

const doubles = (count: number): Float64Array => new Float64Array(count);
const emptyTexts = (count: number): string[] => new Array<string>(count).fill("");
