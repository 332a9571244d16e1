import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DuckDBConnection, DuckDBValue } from "@duckdb/node-api";
import { interrupted, UserError } from "./errors.js";

/** What DuckDB may take. */
export interface DatabaseOptions {
  /** As DuckDB writes it: "2GB". */
  readonly memory: string;
  /** All cores when absent. */
  readonly threads?: number;
  /** Whether rows keep their order from query to file; quicker without, and so when absent. */
  readonly ordered?: boolean;
}

/** An embedded database without a file, for one run of the command. */
export interface Database {
  readonly connection: DuckDBConnection;
  /** The package, for its types of values. */
  readonly api: typeof import("@duckdb/node-api");
  readonly version: string;
  /** Ends it and removes what it put on the disk; may be called twice. */
  readonly close: () => void;
}

/**
 * Starts DuckDB, which spills to a temporary folder of its own, fetches no extensions, and stops what it does once
 * the signal says so. Throws a `UserError` where the package is not installed and for options that DuckDB refuses.
 */
export async function openDatabase(
  { memory, threads, ordered = false }: DatabaseOptions,
  signal: AbortSignal,
): Promise<Database> {
  const api = await load();
  const spill = mkdtempSync(join(tmpdir(), "innovation-clusters-"));
  try {
    const instance = await api.DuckDBInstance.create(":memory:", {
      memory_limit: memory,
      temp_directory: spill,
      preserve_insertion_order: String(ordered),
      autoinstall_known_extensions: "false",
      autoload_known_extensions: "false",
      ...(threads === undefined ? {} : { threads: String(threads) }),
    });
    const connection = await instance.connect();
    const stop = (): void => connection.interrupt();
    signal.addEventListener("abort", stop);
    let open = true;
    const close = (): void => {
      if (!open) return;
      open = false;
      signal.removeEventListener("abort", stop);
      connection.closeSync();
      instance.closeSync();
      rmSync(spill, { recursive: true, force: true });
    };
    return { connection, api, version: api.version(), close };
  } catch (error) {
    rmSync(spill, { recursive: true, force: true });
    throw new UserError(`DuckDB does not start with --memory ${memory}: ${reason(error)}`);
  }
}

async function load(): Promise<typeof import("@duckdb/node-api")> {
  try {
    return await import("@duckdb/node-api");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && String(error.code).endsWith("MODULE_NOT_FOUND")))
      throw error;
    throw new UserError(
      "Reading records takes DuckDB, which is not installed here. Run: npm install @duckdb/node-api",
    );
  }
}

/** All rows of a small result. What DuckDB says against it becomes a `UserError` that begins with `what`. */
export function rowsOf(
  database: Database,
  what: string,
  sql: string,
  signal: AbortSignal,
): Promise<DuckDBValue[][]> {
  return asked(what, signal, async () => (await database.connection.runAndReadAll(sql)).getRows());
}

/**
 * Calls DuckDB. Its errors become a `UserError` that begins with `what`, on one line; an interruption is told apart.
 */
export async function asked<T>(what: string, signal: AbortSignal, call: () => Promise<T>): Promise<T> {
  if (signal.aborted) throw interrupted();
  try {
    return await call();
  } catch (error) {
    if (signal.aborted) throw interrupted();
    if (error instanceof UserError || error instanceof RangeError) throw error;
    const text = reason(error);
    const hint = /out of memory/i.test(String(error))
      ? " Give more with --memory, such as --memory 4GB."
      : "";
    throw new UserError(`${what}: ${text}${hint}`);
  }
}

/** The first line of what DuckDB says, without the kind of error, and with a full stop; of broken CSV what is wrong with the line. */
function reason(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [first = "", ...further] = text.trim().split("\n");
  const line = first.replace(/^[A-Z][A-Za-z ]* Error: (?=.)/, "");
  const [, at] = /^CSV Error on Line: (\d+)/.exec(line) ?? [];
  const what = further.find((each) => each !== "" && !each.startsWith("Original Line:"));
  const said = at === undefined || what === undefined ? line : `line ${at}: ${what}`;
  return `${said.replace(/[.!\s]+$/, "")}.`;
}

/** A text as a literal of SQL. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as SQL quotes it. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
