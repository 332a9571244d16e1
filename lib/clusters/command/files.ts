import { closeSync, existsSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { basename } from "node:path";
import { compare } from "../data/index.js";
import { asked, type Database, identifier, literal, rowsOf } from "./duckdb.js";
import { UserError } from "./errors.js";
import { countOf } from "./fetch.js";
import { type Column, columnsOfFile, describeColumns, type Format, scan, widened } from "./scan.js";

/** A file of records, by its content. */
export interface InputFile {
  readonly path: string;
  readonly format: Format;
  readonly bytes: number;
  readonly columns: readonly Column[];
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
 * Files, or patterns such as `records-*.parquet`, as one table: columns go by name, and a file that is named twice counts once.
 * Files that start as Parquet does are Parquet, all others CSV with a header, whose cells are read as text. Throws a
 * `UserError` where nothing is found and for what DuckDB cannot read.
 */
export async function openInput(
  database: Database,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<Input> {
  const found = new Map<string, string>();
  for (const path of paths)
    for (const each of await expand(database, path, signal)) {
      const real = realpathSync(each);
      if (!found.has(real)) found.set(real, each);
    }
  const files: InputFile[] = [];
  for (const path of [...found.values()].sort(compare)) files.push(await inputFile(database, path, signal));
  const [first] = files;
  if (!first) throw new UserError("Found no files of records, expected one or more.");
  const label = files.length === 1 ? first.path : `${first.path} and ${files.length - 1} more`;
  const relation = `(${tables(files).join(" UNION ALL BY NAME ")})`;
  return { files, relation, label, columns: await describeColumns(database, label, relation, signal) };
}

/** Queries of the files, those together that are alike; in a union the single precision of one would be lost. */
function tables(files: readonly InputFile[]): string[] {
  const alike = new Map<string, InputFile[]>();
  for (const file of files) {
    const key = `${file.format} ${widened(file.columns)}`;
    alike.set(key, [...(alike.get(key) ?? []), file]);
  }
  return [...alike.values()].map((group) => {
    const [{ format, columns } = { format: "csv" as const, columns: [] }] = group;
    const paths = group.map(({ path }) => path);
    return `SELECT ${widened(columns)} FROM ${scan(format, paths)}`;
  });
}

/** Throws a `UserError` unless every file has the columns: its rows would be without them, whatever it calls them. */
export function requireColumns({ files }: Input, names: readonly string[]): void {
  for (const { path, columns } of files) {
    const absent = names.find((name) => !columnNamed(columns, name));
    if (absent === undefined) continue;
    throw new UserError(
      `${path}: found no column "${absent}" among ${listed(columns)}, expected the same names as in the other files.`,
    );
  }
}

/** How many rows each file has, in the order of the files. */
export async function countRows(
  database: Database,
  { files }: Input,
  signal: AbortSignal,
): Promise<number[]> {
  const counts: number[] = [];
  for (const { path, format } of files)
    counts.push(await countOf(database, path, scan(format, [path]), signal));
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

async function inputFile(database: Database, path: string, signal: AbortSignal): Promise<InputFile> {
  const format = formatOf(path);
  const bytes = statSync(path).size;
  return { path, format, bytes, columns: await columnsOfFile(database, format, path, signal) };
}

function formatOf(path: string): Format {
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
  return head.toString("latin1") === "PAR1" ? "parquet" : "csv";
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

/** A column as doubles; text that is not a number becomes null. */
export function asDouble({ name }: Column): string {
  return `TRY_CAST(${identifier(name)} AS DOUBLE)`;
}

/** The name of a file without its folders, for what must not depend on where the files lie. */
export function fileName({ path }: InputFile): string {
  return basename(path);
}
