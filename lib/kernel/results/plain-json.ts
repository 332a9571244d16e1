import { types } from "node:util";

/**
 * A value as plain JSON, as `JSON.stringify` has it, except that typed arrays become lists and bigints numbers, or text where a number
 * would not be exact. Getters are called.
 * @throws TypeError where it holds itself.
 */
export function plainJson(value: unknown): unknown {
  const text = JSON.stringify(value, replaced);
  return text === undefined ? undefined : JSON.parse(text);
}

function replaced(_: string, value: unknown): unknown {
  if (typeof value === "bigint") return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  if (types.isTypedArray(value)) return Array.from(value as Iterable<number | bigint>);
  return value;
}
