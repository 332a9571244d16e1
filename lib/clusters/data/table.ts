import { type Cell, parseCell } from "./cell.js";
import { type CsvFile, parseCsv, readText } from "./csv.js";
import { DataError, quoted } from "./error.js";
import type { Field, TableSchema } from "./schema.js";

/** A validated row: values by column, the texts they were read from, and the line where the row starts. */
export interface Row {
  readonly line: number;
  readonly values: Readonly<Record<string, Cell>>;
  /** The texts as printed: their decimals say how a figure was rounded. */
  readonly text: Readonly<Record<string, string>>;
}

/** A validated table. */
export interface Table {
  readonly file: string;
  readonly rows: readonly Row[];
  /** Columns of the file that the schema does not know; empty unless they were allowed. */
  readonly unknown: readonly string[];
  /** Columns that were known by another heading (`TableOptions.columnOf`). */
  readonly renamed: readonly Heading[];
  /** Columns that were left out, as another has the very name that their heading means. */
  readonly doubled: readonly Heading[];
}

/** A heading of a file and the column that it means. */
export interface Heading {
  readonly heading: string;
  readonly column: string;
}

export interface TableOptions {
  /** "error" (the default) for the project's own tables, "list" for tables of a user. */
  readonly unknownColumns?: "error" | "list";
  /** The column that another heading means, for headings that are no column's name; nothing where it means none. */
  readonly columnOf?: (heading: string) => string | undefined;
}

/**
 * Reads a CSV file and validates it against a table schema: columns, types, constraints, unique values and the
 * primary key (foreign keys need the other tables: see `checkForeignKeys`). A column that the file lacks is an error
 * where the schema requires its values, and for the project's own tables always.
 * Throws `DataError` at the first fault.
 */
export function readTable(path: string, schema: TableSchema, options: TableOptions = {}): Table {
  return parseTable(readText(path), path, schema, options);
}

/** `readTable` for text that is already in memory; `file` is the name that errors carry. */
export function parseTable(
  text: string,
  file: string,
  schema: TableSchema,
  options: TableOptions = {},
): Table {
  const parsed = parseCsv(text, file);
  const { csv, renamed, doubled } = renamedColumns(parsed, file, schema, options);
  const unknown = checkColumns(csv, file, schema, options).filter(
    (name) => !doubled.some(({ heading }) => heading === name),
  );
  const columns = schema.fields
    .map((field) => ({ field, index: csv.header.indexOf(field.name) }))
    .filter(({ index }) => index >= 0);
  const rows = csv.records.map(({ line, cells }): Row => {
    const values: Record<string, Cell> = {};
    const texts: Record<string, string> = {};
    for (const { field, index } of columns) {
      const cell = cells[index] ?? "";
      const result = parseCell(cell, field);
      if ("fault" in result) {
        const { found, expected, hint } = result.fault;
        throw new DataError({ file, row: line, column: parsed.header[index] }, found, expected, hint);
      }
      values[field.name] = result.value;
      texts[field.name] = cell;
    }
    return { line, values, text: texts };
  });
  for (const field of schema.fields) {
    if (field.constraints?.unique) checkUnique(rows, [field.name], file);
  }
  if (schema.primaryKey !== undefined) checkUnique(rows, [schema.primaryKey].flat(), file);
  return { file, rows, unknown, renamed, doubled };
}

function renamedColumns(
  csv: CsvFile,
  file: string,
  schema: TableSchema,
  { columnOf }: TableOptions,
): Pick<Table, "renamed" | "doubled"> & { readonly csv: CsvFile } {
  const names = schema.fields.map((field) => field.name);
  const renamed: Heading[] = [];
  const doubled: Heading[] = [];
  const header = csv.header.map((heading) => {
    if (names.includes(heading)) return heading;
    const column = columnOf?.(heading);
    if (column === undefined || !names.includes(column)) return heading;
    if (csv.header.includes(column)) {
      doubled.push({ heading, column });
      return heading;
    }
    const other = renamed.find((entry) => entry.column === column)?.heading;
    if (other !== undefined) {
      throw new DataError(
        { file, row: 1, column: heading },
        `a second column for ${column}, beside ${quoted(other)}`,
        "one",
        "Rename or remove the one that is not meant.",
      );
    }
    renamed.push({ heading, column });
    return column;
  });
  return { csv: { ...csv, header }, renamed, doubled };
}

function checkColumns(
  csv: CsvFile,
  file: string,
  schema: TableSchema,
  options: TableOptions,
): readonly string[] {
  const strict = options.unknownColumns !== "list";
  const names = schema.fields.map((field) => field.name);
  const needed = (field: Field) => strict || field.constraints?.required === true;
  const absent = schema.fields.find((field) => needed(field) && !csv.header.includes(field.name));
  if (absent !== undefined) {
    throw new DataError(
      { file, row: 1, column: absent.name },
      `no such column among ${csv.header.join(", ")}`,
      `the column "${absent.name}"`,
    );
  }
  const unknown = csv.header.filter((name) => !names.includes(name));
  if (strict && unknown[0] !== undefined) {
    throw new DataError(
      { file, row: 1, column: unknown[0] },
      "an unknown column",
      `only ${names.join(", ")}`,
    );
  }
  return unknown;
}

/** Two rows must not agree in all `columns`; rows in which all of them are empty are not compared. */
function checkUnique(rows: readonly Row[], columns: readonly string[], file: string): void {
  const seen = new Map<string, number>();
  for (const row of rows) {
    const parts = columns.map((column) => row.text[column] ?? "");
    if (parts.every((part) => part === "")) continue;
    const key = JSON.stringify(parts);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      throw new DataError(
        { file, row: row.line, column: columns.join(", ") },
        `${quoted(parts.join(", "))} again, as on line ${earlier}`,
        "every such value once",
      );
    }
    seen.set(key, row.line);
  }
}

/**
 * Checks that every value of a column is among the values of another table's column; empty cells refer to nothing.
 * Throws `DataError` at the first row that refers to what is not there.
 */
export function checkForeignKeys(table: Table, column: string, target: Table, targetColumn: string): void {
  const known = new Set(target.rows.map((row) => row.text[targetColumn]));
  for (const row of table.rows) {
    const text = row.text[column] ?? "";
    if (text === "" || known.has(text)) continue;
    throw new DataError(
      { file: table.file, row: row.line, column },
      quoted(text),
      `a value of the column "${targetColumn}" of ${target.file}`,
    );
  }
}
