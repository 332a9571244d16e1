import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { basename } from "node:path";
import { compare } from "../data/similar.js";
import { asked, type Database, identifier, literal, rowsOf } from "./duckdb.js";
import { UserError } from "./errors.js";

/** A file of records, by its content. */
export interface InputFile {
  readonly path: string;
  readonly format: "parquet" | "csv";
  readonly bytes: number;
}

/** A column that DuckDB finds in the files. */
export interface Column {
  readonly name: string;
  /** DuckDB's name of the type; columns of CSV are all VARCHAR. */
  readonly type: string;
}

/** Files read as one table. */
export interface Input {
  readonly files: readonly InputFile[];
  /** What stands after FROM. */
  readonly relation: string;
  readonly columns: readonly Column[];
  /** The files as errors name them. */
  readonly label: string;
}

/**
 * Files, or patterns such as `records-*.parquet`, as one table: columns go by name. Files that start as Parquet does
 * are Parquet, all others CSV with a header, whose cells are read as text. Throws a `UserError` where nothing is found
 * and for what DuckDB cannot read.
 */
export async function openInput(
  database: Database,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Input> {
  const found: string[] = [];
  for (const path of paths) found.push(...(await expand(database, path, signal)));
  const files = [...new Set(found)].sort(compare).map(inputFile);
  const [first] = files;
  if (!first) throw new UserError("Found no files of records, expected one or more.");
  const label = files.length === 1 ? first.path : `${first.path} and ${files.length - 1} more`;
  const parts = (["parquet", "csv"] as const).flatMap((format) => {
    const names = files.filter((file) => file.format === format).map((file) => literal(escaped(file.path)));
    if (names.length === 0) return [];
    const options = format === "csv" ? ", header = true, all_varchar = true" : "";
    return [`SELECT * FROM read_${format}([${names.join(", ")}], union_by_name = true${options})`];
  });
  const relation = `(${parts.join(" UNION ALL BY NAME ")})`;
  const described = await rowsOf(database, label, `DESCRIBE SELECT * FROM ${relation}`, signal);
  return {
    files,
    relation,
    label,
    columns: described.map(([name, type]) => ({ name: String(name), type: String(type) })),
  };
}

/** How many rows each file has, in the order of the files. */
export async function countRows(
  database: Database,
  { files }: Input,
  signal: AbortSignal,
): Promise<number[]> {
  const counts: number[] = [];
  for (const { path, format } of files) {
    const options = format === "csv" ? ", header = true, all_varchar = true" : "";
    const sql = `SELECT COUNT(*) FROM read_${format}(${literal(escaped(path))}${options})`;
    counts.push(Number((await rowsOf(database, path, sql, signal))[0]?.[0] ?? 0));
  }
  return counts;
}

/** The file of that name, or else the files that the pattern matches. */
async function expand(database: Database, path: string, signal: AbortSignal): Promise<string[]> {
  const found = existsSync(path) ? statSync(path) : undefined;
  if (found?.isFile()) return [path];
  if (found)
    throw new UserError(
      `${path}: found a folder, expected a file; a pattern such as ${path.replace(/\/+$/, "")}/*.parquet takes all of it.`,
    );
  if (!/[*?[]/.test(path)) throw new UserError(`${path}: no such file.`);
  const sql = `SELECT file FROM glob(${literal(path)})`;
  const rows = await asked(path, signal, () => rowsOf(database, path, sql, signal));
  if (rows.length === 0) throw new UserError(`${path}: no file matches the pattern.`);
  return rows.map(([file]) => String(file));
}

function inputFile(path: string): InputFile {
  const head = Buffer.alloc(4);
  let read = 0;
  try {
    const file = openSync(path, "r");
    try {
      read = readSync(file, head);
    } finally {
      closeSync(file);
    }
  } catch {
    throw new UserError(`${path}: the file may not be read.`);
  }
  if (read === 0)
    throw new UserError(`${path}: found an empty file, expected CSV with a header, or Parquet.`);
  const format = head.toString("latin1") === "PAR1" ? "parquet" : "csv";
  return { path, format, bytes: statSync(path).size };
}

/** DuckDB takes *, ? and [ in the name of a file for a pattern. */
function escaped(path: string): string {
  return path.replace(/[*?[]/g, "[$&]");
}

/** Names of columns as errors list them. */
export function listed(columns: readonly Column[]): string {
  return columns.map(({ name }) => name).join(", ");
}

/** The column of that name, whatever its case; the exact one where several differ by case alone. */
export function columnNamed(columns: readonly Column[], name: string): Column | undefined {
  return (
    columns.find((column) => column.name === name) ??
    columns.find((column) => column.name.toLowerCase() === name.toLowerCase())
  );
}

/**
 * A column as doubles; text that is not a number becomes null. Single-precision numbers go through their shortest decimal,
 * which is what was meant: 0.29 must not become 0.28999999165534973.
 */
export function asDouble({ name, type }: Column): string {
  const column = identifier(name);
  return `TRY_CAST(${type === "FLOAT" ? `CAST(${column} AS VARCHAR)` : column} AS DOUBLE)`;
}

/** The name of a file without its folders, for what must not depend on where the files lie. */
export function fileName({ path }: InputFile): string {
  return basename(path);
}
