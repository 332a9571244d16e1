/** One row of the methodology table: a parameter of an edition as a source states it. */
export interface ParameterRow {
  readonly edition: number;
  /** Stable machine name, e.g. "pct_window". */
  readonly parameter: string;
  readonly value: string | number | null;
  readonly unit?: string | null;
  readonly source: string;
}

/** What the sources say of one parameter in one edition; more than one value where they differ. */
export interface Parameter {
  readonly parameter: string;
  readonly values: readonly (string | number)[];
  readonly unit: string | null;
  /** Ids of sources, sorted. */
  readonly sources: readonly string[];
}

/** A parameter in two editions; `undefined` where nothing was found for an edition, which is not "no change". */
export interface ParameterChange {
  readonly parameter: string;
  readonly before?: Parameter;
  readonly after?: Parameter;
  readonly change: "same" | "changed" | "not known";
}

/** The parameters of an edition by name, sorted; rows without a value are left out. Empty for an edition without rows. */
export function parameters(rows: readonly ParameterRow[], edition: number): Parameter[] {
  const names = new Set(
    rows.filter((row) => row.edition === edition && row.value !== null).map((row) => row.parameter),
  );
  return [...names].sort().map((parameter) => {
    const found = rows.filter(
      (row) => row.edition === edition && row.parameter === parameter && row.value !== null,
    );
    return {
      parameter,
      values: [...new Set(found.flatMap((row) => (row.value === null ? [] : [row.value])))],
      unit: found.find((row) => row.unit)?.unit ?? null,
      sources: [...new Set(found.map((row) => row.source))].sort(),
    };
  });
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
