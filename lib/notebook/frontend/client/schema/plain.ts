import type { Fault, Schema } from "./types.js";

type Say = (keyword: string, message: string, params?: object) => Fault;

/** What is wrong with a number or a text by the bounds, the lengths and the pattern of a schema. */
export function numbersAndTexts(schema: Schema, value: unknown, fault: Say): Fault[] {
  if (typeof value === "number") return numberFaults(schema, value, fault);
  if (typeof value === "string") return textFaults(schema, value, fault);
  return [];
}

function numberFaults(schema: Schema, value: number, fault: Say): Fault[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const rules: readonly (readonly [
    keyword: string,
    limit: number | undefined,
    sign: string,
    holds: (limit: number) => boolean,
  ])[] = [
    ["minimum", minimum, ">=", (limit) => value >= limit],
    ["maximum", maximum, "<=", (limit) => value <= limit],
    ["exclusiveMinimum", exclusiveMinimum, ">", (limit) => value > limit],
    ["exclusiveMaximum", exclusiveMaximum, "<", (limit) => value < limit],
  ];
  const faults = rules.flatMap(([keyword, limit, sign, holds]) =>
    limit === undefined || holds(limit)
      ? []
      : [fault(keyword, `must be ${sign} ${limit}`, { comparison: sign, limit })],
  );
  if (multipleOf !== undefined && !Number.isInteger(Number((value / multipleOf).toFixed(8)))) {
    faults.push(fault("multipleOf", `must be multiple of ${multipleOf}`, { multipleOf }));
  }
  return faults;
}

function textFaults(schema: Schema, value: string, fault: Say): Fault[] {
  const { minLength = 0, maxLength = Number.POSITIVE_INFINITY, pattern } = schema;
  const { length } = [...value];
  const faults: Fault[] = [];
  if (length < minLength) {
    faults.push(fault("minLength", `must NOT have fewer than ${minLength} characters`, { limit: minLength }));
  }
  if (length > maxLength) {
    faults.push(fault("maxLength", `must NOT have more than ${maxLength} characters`, { limit: maxLength }));
  }
  if (pattern !== undefined && !new RegExp(pattern, "u").test(value)) {
    faults.push(fault("pattern", `must match pattern "${pattern}"`, { pattern }));
  }
  return faults;
}
