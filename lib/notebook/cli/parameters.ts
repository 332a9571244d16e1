import { UserError } from "../errors.js";
import type { Notebook } from "../nbformat/index.js";
import {
  applyParameters,
  type GivenValue,
  givenValues,
  listOfParameters,
  type Parameter,
  parametersOf,
} from "../parameters/index.js";
import { nameOf } from "../run/index.js";
import { whereTheUserStands } from "./standing.js";

/**
 * What `-p` gave, by name.
 * @throws UserError for what is no assignment, and for a name that is given twice.
 */
export function givenParameters(texts: readonly string[] = []): ReadonlyMap<string, string> {
  const given = new Map<string, string>();
  for (const text of texts) {
    const [, name, value] = /^([A-Za-z_$][\w$]*)=(.*)$/s.exec(text) ?? [];
    if (name === undefined || value === undefined) {
      throw new UserError(`-p ${text}: expected name=value.`, "For example: -p table=my-clusters.csv");
    }
    const before = given.get(name);
    if (before !== undefined) {
      throw new UserError(`-p ${name}: found two values, "${before}" and "${value}".`, "Give one.");
    }
    given.set(name, value);
  }
  return given;
}

/** A notebook with the given values in place, and the files and texts among these. */
export interface Prepared {
  readonly notebook: Notebook;
  readonly given: readonly GivenValue[];
}

interface Read {
  readonly path: string;
  readonly notebook: Notebook;
  readonly declared: readonly Parameter[];
}

/**
 * The notebooks that declare every given parameter, each with its values in place; of the others the names and what they
 * do not take, as in "growth (takes no table or edition)". Values are checked against the declared types before anything runs.
 * @throws UserError where no notebook declares them all, with what each takes, or a value does not fit.
 */
export function withParameters(
  files: readonly { readonly path: string; notebook(): Notebook }[],
  given: ReadonlyMap<string, string>,
): { readonly notebooks: ReadonlyMap<string, Prepared>; readonly skipped: readonly string[] } {
  const from = whereTheUserStands(process.cwd(), process.env);
  const read = files.map((file): Read => {
    const notebook = file.notebook();
    return { path: file.path, notebook, declared: parametersOf(notebook, file.path) };
  });
  const lacking = ({ declared }: Read): string[] =>
    [...given.keys()].filter((name) => !declared.some((parameter) => parameter.name === name));
  const chosen = read.filter((one) => lacking(one).length === 0);
  if (chosen.length === 0) {
    const [only, second] = read;
    // One notebook: say what it takes. Several: none of them takes it.
    if (only && !second) applyParameters(only.notebook, only.declared, given, from);
    const names = [...given.keys()].join(", ");
    throw new UserError(
      `-p ${names}: none of these notebooks declares ${given.size > 1 ? "all of them" : "it"}.`,
      whatThereIs(read),
    );
  }
  const set = ({ path, notebook, declared }: Read): readonly [string, Prepared] => [
    path,
    {
      notebook: applyParameters(notebook, declared, given, from),
      given: givenValues(declared, given, from),
    },
  ];
  return {
    notebooks: new Map(chosen.map(set)),
    skipped: read
      .filter((one) => !chosen.includes(one))
      .map((one) => `${nameOf(one.path)} (takes no ${lacking(one).join(" or ")})`),
  };
}

/** Which notebook takes what, on one line: "card takes cluster (string; ""); growth takes none." */
function whatThereIs(read: readonly Read[]): string {
  const each = read.map(
    ({ path, declared }) => `${nameOf(path)} takes ${listOfParameters(declared) || "none"}`,
  );
  return read.some(({ declared }) => declared.length > 0)
    ? `${each.join("; ")}.`
    : 'None of them declares any: no cell has the tag "parameters".';
}
