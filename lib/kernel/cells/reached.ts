import { SCOPE } from "../compiler/contract.js";
import type { CellTask } from "../link/link.js";
import type { Evaluator } from "./evaluate.js";

/** Name → value, of those that have one. */
export type Values = ReadonlyMap<string, unknown>;

type Declared = NonNullable<CellTask["declared"]>;

const ATTEMPTS = 3;

/** The values that variables have now; those that have none are left out. */
export async function valuesOf(
  evaluator: Evaluator,
  scope: { take: ((values: Values) => void) | undefined },
  declared: Declared,
): Promise<Values> {
  if (declared.length === 0) return new Map();
  let values: Values = new Map();
  scope.take = (taken) => {
    values = taken;
  };
  const reads = declared.map(({ name, spelled }) => `[${JSON.stringify(name)}, () => ${spelled}]`);
  const script = `${SCOPE}.take(new Map([${reads.join(", ")}].flatMap(([name, read]) => { try { return [[name, read()]]; } catch { return []; } }))); void 0`;
  // What was meant for the cell that is being interrupted may have ended this instead.
  for (let attempt = 0; attempt < ATTEMPTS; attempt++)
    if ((await evaluator.evaluate(script)).ended === "value") break;
  scope.take = undefined;
  return values;
}

/** The variables that a cell has given a value, of those it declares: they are there, and are not what they were before. */
export function reached(declared: Declared, before: Values, after: Values): string[] {
  return declared
    .map(({ name }) => name)
    .filter((name) => after.has(name) && !(before.has(name) && Object.is(before.get(name), after.get(name))));
}
