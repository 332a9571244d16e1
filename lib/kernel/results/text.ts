import { type InspectOptions, inspect, types } from "node:util";
import type { ResultOptions } from "./bundle.js";

/** Entries of an object, an array or a Map that are printed; of objects only where they have far too many. */
const MOST_KEYS = 1_000;
const MOST_ITEMS = 100;
const FEW_ITEMS = 20;
/** Roughly the characters that a value may take before it is printed less deep. */
const BUDGET = 300_000;
const ENTRY = 12;
const LONG_ARRAY = 1_000_000;

/**
 * A value as the REPL of Node prints it, as deep as is readable. Never throws, calls no getter and no trap of a proxy, and takes a moment
 * for the largest values.
 */
export function inspected(value: unknown, options: ResultOptions): string {
  const limits = { colors: options.colours, depth: 4, maxArrayLength: MOST_ITEMS };
  // A text that is the result itself may be long; one within a structure is cut as Node does.
  const maxStringLength = typeof value === "string" ? 100_000 : 10_000;
  const text = bounded(value, { ...limits, maxStringLength }, BUDGET);
  return types.isNativeError(value) ? withoutMachinery(text, options.machinery) : text;
}

/** A value on one line, for a cell of a table. */
export function inspectedInline(value: unknown): string {
  const limits = { depth: 1, maxArrayLength: 10, maxStringLength: 100, compact: true, breakLength: Infinity };
  return bounded(value, limits, 5_000).replace(/\s*\n\s*/g, " ");
}

function bounded(value: unknown, limits: InspectOptions, budget: number): string {
  try {
    const found = limitsWithin(value, limits, budget);
    return found ? attempt(value, found) : excerpt(value, { ...limits, depth: 0 });
  } catch (error) {
    return unprintable(error);
  }
}

/** Limits with which a value stays within the budget: fewer items first, less depth then; `undefined` where its own entries are too many. */
function limitsWithin(value: unknown, limits: InspectOptions, budget: number): InspectOptions | undefined {
  const deepest = limits.depth ?? 2;
  const items = limits.maxArrayLength ?? MOST_ITEMS;
  const within: InspectOptions[] = [limits];
  for (let depth = deepest; depth > 0; depth--) {
    within.push({ ...limits, depth, maxArrayLength: Math.min(items, FEW_ITEMS) });
  }
  within.push({ ...limits, depth: 0 });
  const huge = new WeakSet<object>();
  try {
    return within.find((each) => {
      const { depth, maxArrayLength } = each;
      return cost(value, depth ?? 0, { items: maxArrayLength ?? MOST_ITEMS, budget, huge }) < budget;
    });
  } catch {
    // What cannot be looked through, such as a module that has not run yet, is left to Node.
    return limits;
  }
}

function attempt(value: unknown, limits: InspectOptions): string {
  try {
    return inspect(value, limits);
  } catch (error) {
    // Its own way of being printed is broken; what it holds may still be shown.
    return orElse(
      () => inspect(value, { ...limits, customInspect: false }),
      () => unprintable(error),
    );
  }
}

function orElse(first: () => string, second: () => string): string {
  try {
    return first();
  } catch {
    return second();
  }
}

function unprintable(error: unknown): string {
  return `[cannot be printed: ${messageOf(error)}]`;
}

/** What an error says of itself, "TypeError: …", whatever was thrown. */
export function messageOf(error: unknown): string {
  return orElse(
    () => (types.isNativeError(error) ? `${error.name}: ${error.message}` : inspect(error, { depth: 0 })),
    () => "an error that cannot be printed",
  );
}

interface Measure {
  readonly items: number;
  readonly budget: number;
  /** Objects known to exceed any budget: counting a million keys once is enough. */
  readonly huge: WeakSet<object>;
}

/** Characters that printing would take, up to about the budget: so much work is done to find out. */
function cost(value: unknown, depth: number, measure: Measure): number {
  const { items, budget, huge } = measure;
  if (typeof value === "string") return Math.min(value.length, 10_000);
  if (typeof value !== "object" || value === null || types.isProxy(value)) return ENTRY;
  if (types.isTypedArray(value) || types.isAnyArrayBuffer(value)) return ENTRY * items;
  if (huge.has(value)) return budget;
  const within = (entries: Iterable<unknown>) => {
    let sum = ENTRY;
    for (const entry of entries) {
      sum += ENTRY + (depth > 0 ? cost(entry, depth - 1, { items, budget: budget - sum, huge }) : 0);
      if (sum >= budget) break;
    }
    return sum;
  };
  if (types.isMap(value)) return within(first(Map.prototype.entries.call(value), items));
  if (types.isSet(value)) return within(first(Set.prototype.values.call(value), items));
  const isList = Array.isArray(value);
  const keys = isList
    ? Array.from({ length: Math.min(value.length, items) }, (_, i) => String(i))
    : Object.keys(value);
  // Where items of an array are missing, Node lists all keys.
  if (isList ? value.length > LONG_ARRAY && hasHole(value) : keys.length * ENTRY >= BUDGET) huge.add(value);
  if (huge.has(value) || keys.length * ENTRY >= budget) return budget;
  return within(keys.map((key) => Object.getOwnPropertyDescriptor(value, key)?.value));
}

function* first<T>(items: Iterable<T>, most: number): Generator<T> {
  let left = most;
  for (const item of items) {
    if (left-- <= 0) return;
    yield item;
  }
}

function hasHole(list: readonly unknown[]): boolean {
  for (let i = 0; i < MOST_ITEMS; i++) if (!Object.hasOwn(list, i)) return true;
  return false;
}

/** The beginning of an object or array whose entries are too many for Node to print. */
function excerpt(value: unknown, limits: InspectOptions): string {
  if (typeof value !== "object" || value === null) return attempt(value, limits);
  if (Array.isArray(value)) {
    const text = attempt(value.slice(0, MOST_ITEMS), limits);
    return withMore(text, value.length - MOST_ITEMS, "items");
  }
  const keys = Object.keys(value);
  const shown = keys.length > MOST_KEYS ? MOST_KEYS : keys.length;
  const copy: unknown = Object.create(Object.getPrototypeOf(value));
  for (const key of keys.slice(0, shown)) {
    const property = Object.getOwnPropertyDescriptor(value, key);
    if (property) Object.defineProperty(copy, key, property);
  }
  return withMore(attempt(copy, { ...limits, customInspect: false }), keys.length - shown, "properties");
}

function withMore(text: string, left: number, what: string): string {
  if (left <= 0) return text;
  return text.replace(
    /,?(\s*)([\]}])$/,
    (_, space: string, end: string) =>
      `,${space.trimEnd()}${space.includes("\n") ? "\n  " : " "}... ${left} more ${what}${space || " "}${end}`,
  );
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are written with the escape character.
const FRAME = /^(?:\x1b\[\d+m)*\s+at /;

function withoutMachinery(text: string, own: (line: string) => boolean = () => false): string {
  const isOwn = (line: string) => FRAME.test(line) && (/[( ]node:/.test(line) || own(line));
  return text
    .split("\n")
    .filter((line) => !isOwn(line))
    .join("\n");
}
