import { quoted } from "./error.js";
import type { Field } from "./schema.js";

/** The value of a cell; an empty cell is `null`: missing. */
export type Cell = string | number | boolean | null;

/** What is wrong with a cell. */
export interface Fault {
  readonly found: string;
  readonly expected: string;
  readonly hint?: string;
}

export type CellResult = { readonly value: Cell } | { readonly fault: Fault };

const NUMBER = /^-?\d+(\.\d+)?$/;
const INTEGER = /^-?\d+$/;

/**
 * The text of a cell → its value under a field's type and constraints. Numbers are in plain decimal notation only:
 * no thousands separators, exponents, units, NaN or infinities. Strings are kept as they are.
 */
export function parseCell(text: string, field: Field): CellResult {
  const constraints = field.constraints ?? {};
  if (text === "") {
    if (!constraints.required) return { value: null };
    return { fault: { found: "an empty cell", expected: expectedOf(field) } };
  }
  const fault = (expected: string, hint?: string): CellResult => ({
    fault: { found: quoted(text), expected, hint },
  });
  const value = parseValue(text, field);
  if (value === undefined) return fault(expectedOf(field), hintOf(text, field));
  if (constraints.enum !== undefined && !constraints.enum.includes(text)) return fault(expectedOf(field));
  if (constraints.pattern !== undefined && !matches(text, constraints.pattern))
    return fault(expectedOf(field));
  if (typeof value === "number") {
    if (constraints.minimum !== undefined && value < constraints.minimum) return fault(expectedOf(field));
    if (constraints.maximum !== undefined && value > constraints.maximum) return fault(expectedOf(field));
  }
  return { value };
}

function parseValue(text: string, field: Field): Cell | undefined {
  switch (field.type) {
    case "string":
      return text;
    case "boolean":
      return text === "true" ? true : text === "false" ? false : undefined;
    case "integer":
      return INTEGER.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : undefined;
    case "number":
      return NUMBER.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
  }
}

/** A pattern of a table schema has to match the whole text. */
function matches(text: string, pattern: string): boolean {
  return new RegExp(`^(?:${pattern})$`, "u").test(text);
}

function expectedOf(field: Field): string {
  const { enum: values, minimum, maximum } = field.constraints ?? {};
  if (values !== undefined) return `one of ${values.map((value) => `"${value}"`).join(", ")}`;
  if (field.type === "boolean") return '"true" or "false"';
  if (field.type === "string") return textExpected(field);
  const kind = field.type === "integer" ? "a whole number" : "a number such as 9.0";
  if (minimum !== undefined && maximum !== undefined) return `${kind} from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `${kind} of at least ${minimum}`;
  return maximum === undefined ? kind : `${kind} of at most ${maximum}`;
}

/** What a text field takes, in words where it has them, because few people read patterns. */
function textExpected({ constraints, expected }: Field): string {
  if (constraints?.pattern === undefined) return "a text";
  return expected ?? `a text that matches ${constraints.pattern}`;
}

function hintOf(text: string, field: Field): string | undefined {
  if (field.type !== "number" && field.type !== "integer") return undefined;
  if (/\d[ ,’'\u00A0\u202F]\d/u.test(text)) return "Write it with a decimal point and without separators.";
  if (/^-?[\d.,]+\s*[%‰]$/u.test(text)) return "Leave the sign out; the name of the column says the unit.";
  if (/^(?:nan|n\/?a|-+|null|none|missing)$/i.test(text.trim()))
    return "Leave the cell of a missing figure empty.";
  return undefined;
}
