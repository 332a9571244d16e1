import { createRequire } from "node:module";
import type { ValidateFunction } from "ajv";
import type ajvDraft04 from "ajv-draft-04";
// unicodeRegExp: the schema's pattern for ids is no valid expression in Unicode mode.
import options from "./ajv-options.json" with { type: "json" };
import { isObject } from "./json.js";
import { mapValues } from "./multiline.js";
import schema from "./nbformat.v4.5.schema.json" with { type: "json" };
import type { JsonObject } from "./types.js";

/** Gives what checks a value against a definition of the schema; "" is that of a whole notebook. */
export type Validator = (definition: string) => ValidateFunction;

const validators = new Map<boolean, Validator>();

/** Checks against the schema as it is, or relaxed: unknown keys may stand anywhere. */
export function validatorFor(relaxed: boolean): Validator {
  const known = validators.get(relaxed);
  if (known !== undefined) return known;
  // Loaded where something is wrong with a notebook, or it is of a newer format.
  const Ajv: typeof ajvDraft04 = createRequire(import.meta.url)("ajv-draft-04");
  const ajv = new Ajv(options);
  ajv.addSchema(relaxed ? opened(schema as unknown as JsonObject) : schema, "nb");
  const made: Validator = (definition) => {
    const found = ajv.getSchema(definition === "" ? "nb" : `nb#/definitions/${definition}`);
    if (found === undefined) throw new Error(`the notebook schema has no definition "${definition}"`);
    return found as ValidateFunction;
  };
  validators.set(relaxed, made);
  return made;
}

function opened(node: JsonObject): JsonObject {
  return mapValues(node, (value, key) => {
    if (key === "additionalProperties" && value === false) return true;
    return isObject(value) ? opened(value) : value;
  });
}
