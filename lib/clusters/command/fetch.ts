import { asked, type Database, rowsOf } from "./duckdb.js";
import { interrupted } from "./errors.js";

/** A column to fill: numbers of a kind, or texts. */
export type Target = Uint8Array | Int32Array | Float64Array | string[];

/** Stands where a column of whole numbers has none; no cell, metric or status is that. */
const ABSENT = -(2 ** 31);

/**
 * Reads a query chunk by chunk into columns that are long enough: TINYINT and INTEGER into whole numbers, DOUBLE into
 * floating-point ones, VARCHAR into texts. Null becomes 255, −2³¹, NaN or an empty text. `what` begins what errors say.
 */
export async function fetchInto(
  database: Database,
  what: string,
  sql: string,
  targets: readonly Target[],
  signal: AbortSignal,
): Promise<void> {
  await asked(what, signal, async () => {
    const result = await database.connection.stream(sql);
    let offset = 0;
    for (;;) {
      const chunk = await result.fetchChunk();
      if (signal.aborted) throw interrupted();
      // Asking a chunk for its size is a call into DuckDB: once, not once a row.
      const count = chunk?.rowCount ?? 0;
      if (!chunk || count === 0) return;
      targets.forEach((target, c) => {
        const vector = chunk.getColumnVector(c);
        for (let at = 0; at < count; at++) put(target, offset + at, vector.getItem(at));
      });
      offset += count;
    }
  });
}

function put(target: Target, at: number, value: unknown): void {
  if (Array.isArray(target)) target[at] = typeof value === "string" ? value : "";
  else if (typeof value === "number") target[at] = value;
  else target[at] = target instanceof Float64Array ? Number.NaN : ABSENT;
  if (value === null && target instanceof Uint8Array) target[at] = 255;
}

/** How many rows a table or view has. */
export async function countOf(
  database: Database,
  what: string,
  table: string,
  signal: AbortSignal,
): Promise<number> {
  return Number((await rowsOf(database, what, `SELECT COUNT(*) FROM ${table}`, signal))[0]?.[0] ?? 0);
}
