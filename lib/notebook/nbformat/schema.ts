import type { ErrorObject, ValidateFunction } from "ajv";
import { UserError } from "../errors.js";
import { fits } from "./compiled.js";
import { describe, isList, isObject } from "./json.js";
import { quote } from "./quote.js";
import type { JsonObject, JsonValue } from "./types.js";
import { type Validator, validatorFor } from "./validators.js";

/** The newest minor version whose keys the schema knows. */
const KNOWN_MINOR = 5;

const CELLS: { readonly [type: string]: string } = {
  code: "code_cell",
  markdown: "markdown_cell",
  raw: "raw_cell",
};
const OUTPUTS = ["stream", "display_data", "execute_result", "error"];

/** Whether a value can be a cell's id: 1–64 letters, digits, hyphens and underscores. */
export function isValidId(id: JsonValue): boolean {
  return typeof id === "string" && /^[a-zA-Z0-9_-]{1,64}$/.test(id);
}

/**
 * Checks a notebook against the official schema of format 4.5. A minor version beyond it may hold unknown keys.
 * @throws UserError that names the cell, the key, what was found and what was expected.
 */
export function assertSchema(
  notebook: JsonObject,
  path: string,
): asserts notebook is JsonObject & { cells: JsonObject[] } {
  const { nbformat_minor: minor } = notebook;
  const relaxed = typeof minor === "number" && minor > KNOWN_MINOR;
  if (!relaxed && fits(notebook)) return;
  const validator = validatorFor(relaxed);
  if (validator("")(notebook)) return;
  throw new UserError(
    `${path}: ${explain(notebook, validator)}`,
    "The file does not hold to Jupyter's notebook format 4.5.",
  );
}

// "oneOf" tells only that nothing fits. The type of a cell or an output says which definition it was meant to
// fit, and that definition's first error names the fault.
function explain(notebook: JsonObject, validator: Validator): string {
  const { cells } = notebook;
  const frame = firstError(validator(""), { ...notebook, cells: isList(cells) ? [] : (cells ?? null) }, "");
  if (frame !== undefined) return cells === undefined ? '"cells": found nothing, expected a list' : frame;
  for (const [index, cell] of (isList(cells) ? cells : []).entries()) {
    const fault = explainCell(cell, validator);
    if (fault !== undefined) return `cell ${index + 1} (cells[${index}]): ${fault}`;
  }
  return "it does not fit the schema of notebook format 4.5";
}

function explainCell(cell: JsonValue, validator: Validator): string | undefined {
  if (!isObject(cell)) return `found ${describe(cell)}, expected an object`;
  const { cell_type: type, outputs } = cell;
  const definition = typeof type === "string" && Object.hasOwn(CELLS, type) ? CELLS[type] : undefined;
  if (definition === undefined)
    return `"cell_type": found ${describe(type)}, expected "code", "markdown" or "raw"`;
  const fault = firstError(validator(definition), isList(outputs) ? { ...cell, outputs: [] } : cell, "");
  if (fault !== undefined) return fault;
  for (const [index, output] of (isList(outputs) ? outputs : []).entries()) {
    const at = `outputs[${index}]`;
    if (!isObject(output)) return `${at}: found ${describe(output)}, expected an object`;
    const kind = output.output_type;
    if (typeof kind !== "string" || !OUTPUTS.includes(kind)) {
      return `${at}.output_type: found ${describe(kind)}, expected ${OUTPUTS.map((name) => `"${name}"`).join(", ")}`;
    }
    const wrong = firstError(validator(kind), output, at);
    if (wrong !== undefined) return wrong;
  }
  return undefined;
}

function firstError(validate: ValidateFunction, value: JsonValue, prefix: string): string | undefined {
  if (validate(value)) return undefined;
  const errors = validate.errors ?? [];
  // The error of "oneOf" itself comes after those of its branches and is about the place that matters.
  const error = errors.find(({ keyword }) => keyword === "oneOf") ?? errors[0];
  return error === undefined ? undefined : phrase(error, value, prefix);
}

function phrase(error: ErrorObject, value: JsonValue, prefix: string): string {
  const keys = error.instancePath.split("/").slice(1).map(unescapePointer);
  const extra =
    error.keyword === "required" ? String(error.params.missingProperty) : error.params.additionalProperty;
  if (extra !== undefined) keys.push(String(extra));
  const found = keys.reduce<JsonValue | undefined>(
    (at, key) =>
      isObject(at) && Object.hasOwn(at, key) ? at[key] : isList(at) ? at[Number(key)] : undefined,
    value,
  );
  return `${place(prefix, keys)}: found ${describe(found)}, expected ${expected(error)}`;
}

function unescapePointer(part: string): string {
  return part.replaceAll("~1", "/").replaceAll("~0", "~");
}

function place(prefix: string, keys: readonly string[]): string {
  const [only] = keys;
  if (prefix === "" && keys.length === 1 && only !== undefined) return quote(only);
  return keys.reduce((path, key) => {
    if (/^\d+$/.test(key)) return `${path}[${key}]`;
    if (/^[A-Za-z_]\w*$/.test(key)) return path === "" ? key : `${path}.${key}`;
    return `${path}[${quote(key)}]`;
  }, prefix);
}

const TYPES: { readonly [type: string]: string } = {
  string: "a string",
  integer: "a whole number",
  boolean: "true or false",
  object: "an object",
  array: "a list",
  null: "null",
};

function expected({ keyword, params, instancePath }: ErrorObject): string {
  switch (keyword) {
    case "required":
      return "a value";
    case "additionalProperties":
      return "no such key";
    case "oneOf":
      return instancePath.endsWith("/codemirror_mode")
        ? "a string or an object"
        : "a string or a list of strings";
    case "type":
      return [params.type]
        .flat()
        .map((type) => TYPES[String(type)] ?? String(type))
        .join(" or ");
    case "enum":
      return [params.allowedValues]
        .flat()
        .map((value) => JSON.stringify(value))
        .join(" or ");
    case "minimum":
      return `at least ${params.limit}`;
    case "maximum":
      return `at most ${params.limit}`;
    case "minLength":
      return "at least one character";
    case "maxLength":
      return `at most ${params.limit} characters`;
    case "pattern":
      return `text of the form ${params.pattern}`;
    case "uniqueItems":
      return "entries that all differ";
    default:
      return `what the schema calls "${keyword}"`;
  }
}
