import type { Quantity } from "../../figures/index.js";

/** One row of the methodology table: a parameter of an edition as a source states it, as a number or in words. */
export interface ParameterRow {
  readonly edition: number;
  /** Stable machine name, e.g. "pct_window". */
  readonly parameter: string;
  readonly quantity?: Quantity;
  readonly text?: string;
  readonly source: string;
  readonly standing?: string;
}

/** What the sources say of one parameter in one edition; more than one value where it has several or they differ. */
export interface StatedParameter {
  readonly parameter: string;
  /** Sorted, each once. */
  readonly values: readonly (string | number)[];
  readonly unit: string | null;
  /** Ids of sources, sorted. */
  readonly sources: readonly string[];
}

/** A parameter in two editions; `undefined` where nothing was found for an edition, which is not "no change". */
export interface ParameterChange {
  readonly parameter: string;
  readonly before?: StatedParameter;
  readonly after?: StatedParameter;
  readonly change: "same" | "changed" | "not known";
}

/**
 * The parameters of an edition by name, sorted. Rows without a value and contradicted ones are left out; empty for an
 * edition without rows.
 */
export function parameters(rows: readonly ParameterRow[], edition: number): StatedParameter[] {
  const found = new Map<string, ParameterRow[]>();
  for (const row of rows) {
    if (row.edition !== edition || row.standing === "contradicted" || printed(row) === undefined) continue;
    found.set(row.parameter, [...(found.get(row.parameter) ?? []), row]);
  }
  return [...found]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([parameter, stated]) => ({
      parameter,
      values: [...new Set(stated.flatMap((row) => printed(row) ?? []))].sort(),
      unit: stated.find((row) => row.quantity)?.quantity?.unit ?? null,
      sources: [...new Set(stated.map((row) => row.source))].sort(),
    }));
}

function printed({ quantity, text }: ParameterRow): string | number | undefined {
  return quantity?.value ?? (text || undefined);
}

/** Every parameter known in either of two editions, side by side, sorted by name. */
export function parameterChanges(rows: readonly ParameterRow[], from: number, to: number): ParameterChange[] {
  const before = new Map(parameters(rows, from).map((entry) => [entry.parameter, entry]));
  const after = new Map(parameters(rows, to).map((entry) => [entry.parameter, entry]));
  return [...new Set([...before.keys(), ...after.keys()])].sort().map((parameter) => {
    const [a, b] = [before.get(parameter), after.get(parameter)];
    const change = !a || !b ? "not known" : a.values.join("\n") === b.values.join("\n") ? "same" : "changed";
    return { parameter, before: a, after: b, change };
  });
}
