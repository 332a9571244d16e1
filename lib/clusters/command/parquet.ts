import { join } from "node:path";
import { asked, type Database, identifier, literal } from "./duckdb.js";
import type { Table, Value } from "./tables.js";

/** Rows that are handed to DuckDB at a time: as many as its own chunks have. */
const CHUNK = 2048;

/**
 * Writes a table as Parquet into a folder. For the same bytes each time, DuckDB must run in one thread and keep the order of
 * rows. Throws a `UserError` where it cannot write, and when the signal says so.
 */
export async function writeParquet(
  database: Database,
  { name, columns }: Table,
  folder: string,
  signal: AbortSignal,
): Promise<void> {
  const { connection, api } = database;
  const table = identifier(name);
  const definition = columns.map((column) => `${identifier(column.name)} ${column.type}`).join(", ");
  await asked(`${name}.parquet`, signal, async () => {
    await connection.run(`CREATE TEMP TABLE ${table} (${definition})`);
    const appender = await connection.createAppender(name);
    const types = columns.map(({ type }) => api[type]);
    const count = columns[0]?.values.length ?? 0;
    for (let from = 0; from < count; from += CHUNK) {
      const chunk = api.DuckDBDataChunk.create(types, Math.min(CHUNK, count - from));
      columns.forEach(({ values }, c) => {
        chunk.setColumnValues(c, values.slice(from, from + CHUNK).map(present));
      });
      appender.appendDataChunk(chunk);
    }
    appender.closeSync();
    await connection.run(`COPY ${table} TO ${literal(join(folder, `${name}.parquet`))} (FORMAT parquet)`);
    await connection.run(`DROP TABLE ${table}`);
  });
}

/** What is not a number is missing. */
function present(value: Value): Value {
  return Number.isNaN(value) ? null : value;
}
