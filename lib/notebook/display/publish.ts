import type { Published, Quantity } from "./contract.js";
import { MIME } from "./contract.js";
import { send } from "./send.js";

const published = new Set<string>();

/**
 * Makes a result machine-readable: a run writes it to `reports/<notebook>.results.json` under `name`.
 *
 * `value` is a Quantity, or an array of records whose values are keys (string, number, boolean, null) or Quantities.
 * A name published again (a cell run twice) replaces the earlier result. Errors: a name that is not an identifier, a
 * value of another shape, and NaN or infinities, with the path at which they stand.
 */
export function publish(name: string, value: Published): void {
  if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name)) {
    throw new TypeError(`publish: "${name}" is no name for a result; use letters, digits and _`);
  }
  const records = Array.isArray(value);
  if (!records && !isQuantity(value)) {
    throw new TypeError(`publish("${name}"): expected {value, unit, …} or an array of records`);
  }
  checkNumbers(name, value);
  const size = records ? `${value.length} ${value.length === 1 ? "record" : "records"}` : "one figure";
  send({
    [MIME.result]: { name, value },
    "text/plain": `published ${name}: ${size}${published.has(name) ? " (again)" : ""}`,
  });
  published.add(name);
}

/** True for `{value, unit}` whose value is a number or null. */
export function isQuantity(value: unknown): value is Quantity {
  if (typeof value !== "object" || value === null || !("value" in value) || !("unit" in value)) return false;
  const { value: number, unit } = value as { value: unknown; unit: unknown };
  return (number === null || typeof number === "number") && typeof unit === "string";
}

function checkNumbers(path: string, value: unknown): void {
  if (typeof value === "number" && !Number.isFinite(value)) {
    throw new RangeError(`publish: ${path} is ${value}; a missing figure is null`);
  }
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries()) checkNumbers(`${path}[${i}]`, item);
  } else if (typeof value === "object" && value !== null) {
    for (const [key, item] of Object.entries(value)) checkNumbers(`${path}.${key}`, item);
  }
}
