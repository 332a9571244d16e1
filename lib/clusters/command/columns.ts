import { type Metric, nearest } from "../data/index.js";
import { CELL_COLUMNS } from "../places/cells/index.js";
import { identifier } from "./duckdb.js";
import { UserError } from "./errors.js";
import { asDouble, columnNamed, type Input, listed, requireColumns } from "./files.js";
import { metricCode } from "./metrics.js";
import type { Column } from "./scan.js";

/** Names of columns, and the metric, as the user gives them. */
export interface ColumnFlags {
  readonly document?: string;
  readonly metricColumn?: string;
  readonly latitude?: string;
  readonly longitude?: string;
  readonly metric?: Metric;
}

/** The columns that records are read from; no document column where every row is a document of its own. */
export interface RecordColumns {
  readonly document: Column | null;
  /** A column, or the metric of all rows. */
  readonly metric: Column | Metric;
  readonly latitude: Column;
  readonly longitude: Column;
  /** Holds the name of the place, where there is such a column. */
  readonly place: Column | null;
}

/** Usual names, the first that a file has is taken. */
const USUAL = {
  document: ["document", "document_id", "doc_id", "id"],
  metric: ["metric", "kind", "type"],
  latitude: ["latitude", "lat", "y"],
  longitude: ["longitude", "lon", "lng", "long", "x"],
  place: ["place", "place_name", "city"],
  name: ["name", "place", "place_name", "city", "asciiname"],
  cluster: ["cluster", "cluster_name", "name"],
  size: ["size", "population", "inhabitants", "records"],
  population: ["population", "pop", "inhabitants", "persons", "size"],
} as const satisfies { readonly [what: string]: readonly string[] };

/** Whether the files hold the result of `cellStatement` in place of records. */
export function holdsCells({ columns }: Input): boolean {
  return CELL_COLUMNS.every((name) => columnNamed(columns, name));
}

/** Columns of the records, by the names given or usual ones. Throws a `UserError` that lists what the files have. */
export function recordColumns(input: Input, flags: ColumnFlags): RecordColumns {
  const metric =
    flags.metric ??
    column(
      input,
      "metric",
      flags.metricColumn,
      "--metric-column, or give one metric for all rows with --metric pct",
    );
  const columns = {
    document: optional(input, "document", flags.document),
    metric,
    latitude: column(input, "latitude", flags.latitude, "--latitude"),
    longitude: column(input, "longitude", flags.longitude, "--longitude"),
  };
  const used = Object.values(columns).filter(
    (each): each is Column => typeof each === "object" && each !== null,
  );
  requireColumns(
    input,
    used.map(({ name }) => name),
  );
  return { ...columns, place: optional(input, "place", undefined) };
}

/** A column by the name given or a usual one. Throws a `UserError` where there is none, with the option that names it. */
export function column(input: Input, what: keyof typeof USUAL, given?: string, option?: string): Column {
  const found = optional(input, what, given);
  if (found) return found;
  const hint = option === undefined ? "" : ` Name it with ${option}.`;
  throw new UserError(
    `${input.label}: found no column for the ${what} among ${listed(input.columns)}, expected one named ${USUAL[what].join(", ")}.${hint}`,
  );
}

/** A column by the name given or a usual one, or null where no usual one is there. */
export function optional({ columns, label }: Input, what: keyof typeof USUAL, given?: string): Column | null {
  if (given === undefined) {
    for (const name of USUAL[what]) {
      const found = columnNamed(columns, name);
      if (found) return found;
    }
    return null;
  }
  const found = columnNamed(columns, given);
  if (found) return found;
  const names = columns.map(({ name }) => name);
  throw new UserError(
    `${label}: found no column "${given}", expected one of ${names.join(", ")}.${nearest(given, names)}`,
  );
}

/** A query that gives the files as the table that `cellStatement` reads, with metrics as codes, and places where there are. */
export function recordsQuery({ relation }: Input, columns: RecordColumns): string {
  const { document, metric, place } = columns;
  const code = metricCode(typeof metric === "string" ? `'${metric}'` : text(metric));
  return `SELECT ${document ? idOf(document) : "row_number() OVER ()"} AS document, ${code} AS metric,
  ${asDouble(columns.latitude)} AS latitude, ${asDouble(columns.longitude)} AS longitude,
  ${place ? text(place) : "NULL"} AS place FROM ${relation}`;
}

/** Ids as they are; an empty text and a number that is none are no document, as in CSV. */
function idOf({ name, type }: Column): string {
  const id = identifier(name);
  if (type === "VARCHAR") return `NULLIF(${id}, '')`;
  return type === "DOUBLE" ? `CASE WHEN NOT isnan(${id}) THEN ${id} END` : id;
}

/** A column as text. */
export function text({ name }: Column): string {
  return `CAST(${identifier(name)} AS VARCHAR)`;
}
