import { numbersAndTexts } from "./plain.js";
import type { Checked, Fault, Schema } from "./types.js";
import { isObject, isSame, isType } from "./values.js";

/**
 * What is wrong with a value by a JSON Schema of draft 7, in the order of the schema's keywords; nothing if it fits. The
 * schema is read, not made into code. Formats and keywords that it does not know are no rules. With `defaults`, members
 * that are missing are filled in before they are looked at, but not in branches that are only tried.
 */
export function faultsOf(schema: Schema | boolean, value: unknown, checked: Checked): Fault[] {
  if (schema === true) return [];
  const fault = (keyword: string, message: string, params: object = {}): Fault => ({
    instancePath: checked.path,
    schemaPath: `#/${keyword}`,
    keyword,
    params,
    message,
  });
  if (schema === false) return [fault("false schema", "boolean schema is false")];
  if (typeof schema.$ref === "string") return faultsOf(target(schema.$ref, checked), value, checked);
  const { type } = schema;
  const types = type === undefined ? [] : [type].flat();
  if (types.length > 0 && !types.some((each) => isType(value, each))) {
    return [fault("type", `must be ${types.join(",")}`, { type })];
  }
  return [
    ...enumerated(schema, value, fault),
    ...numbersAndTexts(schema, value, fault),
    ...(Array.isArray(value) ? items(schema, value, checked, fault) : []),
    ...(isObject(value) ? members(schema, value, checked, fault) : []),
    ...branches(schema, value, checked, fault),
  ];
}

type Say = (keyword: string, message: string, params?: object) => Fault;

function enumerated(schema: Schema, value: unknown, fault: Say): Fault[] {
  if (schema.enum !== undefined && !schema.enum.some((each) => isSame(each, value))) {
    return [fault("enum", "must be equal to one of the allowed values", { allowedValues: schema.enum })];
  }
  if ("const" in schema && !isSame(schema.const, value)) {
    return [fault("const", "must be equal to constant", { allowedValue: schema.const })];
  }
  return [];
}

function items(schema: Schema, list: readonly unknown[], checked: Checked, fault: Say): Fault[] {
  const { items: each, minItems = 0, maxItems = Number.POSITIVE_INFINITY, uniqueItems } = schema;
  const faults: Fault[] = [];
  if (list.length < minItems) faults.push(fault("minItems", `must NOT have fewer than ${minItems} items`));
  if (list.length > maxItems) faults.push(fault("maxItems", `must NOT have more than ${maxItems} items`));
  if (uniqueItems === true && list.some((one, at) => list.slice(0, at).some((other) => isSame(one, other)))) {
    faults.push(fault("uniqueItems", "must NOT have duplicate items"));
  }
  list.forEach((item, at) => {
    const own = Array.isArray(each) ? each[at] : (each as Schema | boolean | undefined);
    if (own !== undefined) faults.push(...faultsOf(own, item, { ...checked, path: `${checked.path}/${at}` }));
  });
  return faults;
}

function members(schema: Schema, object: { [name: string]: unknown }, checked: Checked, fault: Say): Fault[] {
  const { properties = {}, patternProperties = {}, additionalProperties = true, required = [] } = schema;
  if (checked.defaults) {
    for (const [name, own] of Object.entries(properties)) {
      if (object[name] === undefined && isObject(own) && own.default !== undefined) {
        object[name] = structuredClone(own.default);
      }
    }
  }
  const faults = required
    .filter((name) => object[name] === undefined)
    .map((name) => fault("required", `must have required property '${name}'`, { missingProperty: name }));
  for (const [name, value] of Object.entries(object)) {
    if (value === undefined) continue;
    const own = Object.hasOwn(properties, name) ? [properties[name]] : [];
    const rules = [
      ...own,
      ...Object.entries(patternProperties).flatMap(([pattern, rule]) =>
        new RegExp(pattern, "u").test(name) ? [rule] : [],
      ),
    ];
    if (rules.length === 0 && additionalProperties === false) {
      faults.push(
        fault("additionalProperties", "must NOT have additional properties", { additionalProperty: name }),
      );
    }
    for (const rule of rules.length === 0 ? [additionalProperties] : rules) {
      if (rule === undefined || rule === false) continue;
      const path = `${checked.path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
      faults.push(...faultsOf(rule, value, { ...checked, path }));
    }
  }
  return faults;
}

function branches(schema: Schema, value: unknown, checked: Checked, fault: Say): Fault[] {
  const tried = { ...checked, defaults: false };
  const fits = (rule: Schema | boolean): boolean => faultsOf(rule, value, tried).length === 0;
  const faults = (schema.allOf ?? []).flatMap((rule) => faultsOf(rule, value, checked));
  if (schema.anyOf !== undefined && !schema.anyOf.some(fits)) {
    faults.push(fault("anyOf", "must match a schema in anyOf"));
  }
  if (schema.oneOf !== undefined && schema.oneOf.filter(fits).length !== 1) {
    faults.push(fault("oneOf", "must match exactly one schema in oneOf"));
  }
  if (schema.not !== undefined && fits(schema.not)) faults.push(fault("not", "must NOT be valid"));
  if (schema.if !== undefined) {
    const rule = fits(schema.if) ? schema.then : schema.else;
    if (rule !== undefined && !fits(rule)) faults.push(...faultsOf(rule, value, tried));
  }
  return faults;
}

/** What a reference leads to: a place in the schema at hand, or in one that is known by its name. */
function target(reference: string, { root, known }: Checked): Schema | boolean {
  const [name = "", pointer = ""] = reference.split("#");
  let place: unknown = name === "" ? root : known(name);
  for (const step of pointer.split("/").slice(1)) {
    const key = decodeURIComponent(step).replaceAll("~1", "/").replaceAll("~0", "~");
    place = isObject(place) || Array.isArray(place) ? (place as { [key: string]: unknown })[key] : undefined;
  }
  if (typeof place !== "boolean" && !isObject(place)) throw new Error(`can't resolve reference ${reference}`);
  return place as Schema | boolean;
}
