import { readText } from "./csv.js";
import { DataError } from "./error.js";

/** Types of a Frictionless table schema that this reader knows. */
export type FieldType = "string" | "number" | "integer" | "boolean";

/** Constraints of a Frictionless field that this reader knows. */
export interface Constraints {
  readonly required?: boolean;
  readonly unique?: boolean;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
}

/** A column. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly constraints?: Constraints;
  /** What a text with a pattern takes, in words, for errors. */
  readonly expected?: string;
}

/** A column that refers to the rows of another table. */
export interface ForeignKey {
  readonly fields: string;
  readonly reference: { readonly resource: string; readonly fields: string };
}

/** A Frictionless table schema: one source of truth for the tables and for their reader. */
export interface TableSchema {
  readonly fields: readonly Field[];
  readonly primaryKey?: string | readonly string[];
  readonly foreignKeys?: readonly ForeignKey[];
}

/** A table of a data package. */
export interface Resource {
  readonly name: string;
  /** Path of the file, relative to the package's folder. */
  readonly path: string;
  readonly schema: TableSchema;
}

const TYPES: readonly unknown[] = ["string", "number", "integer", "boolean"];
const CONSTRAINTS = new Set(["required", "unique", "enum", "minimum", "maximum", "pattern"]);

/**
 * The tables of a Frictionless data package, from its `datapackage.json`. Throws `DataError` where the file is
 * missing, not JSON, or uses a type or constraint that this reader would not check.
 */
export function readResources(file: string): readonly Resource[] {
  let content: unknown;
  try {
    content = JSON.parse(readText(file));
  } catch (error) {
    if (error instanceof DataError) throw error;
    throw new DataError(
      { file },
      `no JSON (${error instanceof Error ? error.message : error})`,
      "a JSON file",
    );
  }
  const resources = isRecord(content) ? content.resources : undefined;
  if (!Array.isArray(resources)) throw new DataError({ file }, "no list of resources", '"resources": [...]');
  return resources.map((resource: unknown, index) => {
    if (!isResource(resource)) {
      throw new DataError(
        { file },
        `a resource (number ${index + 1}) that is no table, or with a type or constraint this reader does not know`,
        `a name, a path and a schema of fields with type ${TYPES.join(", ")} and constraints ${[...CONSTRAINTS].join(", ")}`,
      );
    }
    return resource;
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isResource(value: unknown): value is Resource {
  if (!isRecord(value) || typeof value.name !== "string" || typeof value.path !== "string") return false;
  const schema = value.schema;
  if (!isRecord(schema) || !Array.isArray(schema.fields)) return false;
  return (
    schema.fields.every(isField) && (schema.foreignKeys === undefined || isForeignKeys(schema.foreignKeys))
  );
}

function isField(value: unknown): value is Field {
  if (!isRecord(value) || typeof value.name !== "string" || !TYPES.includes(value.type)) return false;
  const constraints = value.constraints ?? {};
  return isRecord(constraints) && Object.keys(constraints).every((name) => CONSTRAINTS.has(name));
}

function isForeignKeys(value: unknown): boolean {
  return (
    Array.isArray(value) &&
    value.every(
      (key: unknown) =>
        isRecord(key) &&
        typeof key.fields === "string" &&
        isRecord(key.reference) &&
        typeof key.reference.resource === "string" &&
        typeof key.reference.fields === "string",
    )
  );
}
