import { type Coefficients, type Constraint, solve } from "yalps";
import type { Bounds } from "../figures/index.js";

/** A sum of variables, each at least 0, with its coefficients. */
export type LinearForm = readonly (readonly [variable: string, coefficient: number])[];

/** The form is at most `max`. */
export interface AtMost {
  readonly form: LinearForm;
  readonly max: number;
}

/** Numerical slack of the solver on variables of the order of 1; results are widened by it. */
export const PROGRAMME_SLACK = 1e-7;

/**
 * Smallest and largest value of a linear form over non-negative variables under linear constraints, widened
 * outwards by `PROGRAMME_SLACK` times the largest coefficient. An open end is absent. `undefined` where the solver
 * found no answer, as can happen where constraints leave a single point: fall back on plain intervals then.
 */
export function extremes(objective: LinearForm, constraints: readonly AtMost[]): Bounds | undefined {
  const limits = new Map<string, Constraint>();
  const variables = new Map<string, [string, number][]>();
  const enter = (variable: string, row: string, coefficient: number): void => {
    const column = variables.get(variable);
    if (column) column.push([row, coefficient]);
    else variables.set(variable, [[row, coefficient]]);
  };
  for (const [variable, coefficient] of objective) enter(variable, "objective", coefficient);
  for (const [at, { form, max }] of constraints.entries()) {
    limits.set(`${at}`, { max });
    for (const [variable, coefficient] of form) enter(variable, `${at}`, coefficient);
  }
  const slack = PROGRAMME_SLACK * Math.max(...objective.map(([, coefficient]) => Math.abs(coefficient)));
  const high = optimum("maximize", limits, variables);
  const low = optimum("minimize", limits, variables);
  if (high === undefined || low === undefined) return undefined;
  return {
    ...(Number.isFinite(low) ? { low: low - slack } : {}),
    ...(Number.isFinite(high) ? { high: high + slack } : {}),
  };
}

function optimum(
  direction: "maximize" | "minimize",
  constraints: Map<string, Constraint>,
  variables: Map<string, Coefficients>,
): number | undefined {
  const { status, result } = solve(
    { direction, objective: "objective", constraints, variables },
    { precision: 1e-11 },
  );
  if (status === "optimal") return result;
  if (status === "unbounded") return direction === "maximize" ? Infinity : -Infinity;
  return undefined;
}
