import { UserError } from "../errors.js";
import type { Notebook } from "../nbformat/index.js";
import { applyParameters, parametersOf } from "../parameters/index.js";
import { nameOf, readRunnable } from "../run/index.js";

/** What `-p` gave, by name. */
export function givenParameters(texts: readonly string[] = []): ReadonlyMap<string, string> {
  return new Map(
    texts.map((text) => {
      const [, name, value] = /^([A-Za-z_$][\w$]*)=(.*)$/s.exec(text) ?? [];
      if (name === undefined || value === undefined) {
        throw new UserError(`-p ${text}: expected name=value.`, "For example: -p table=my-clusters.csv");
      }
      return [name, value];
    }),
  );
}

/**
 * The notebooks that declare every given parameter, each with its values in place; the names of the others. Values are
 * checked against the declared types before anything runs.
 * @throws UserError where no notebook declares them all, or a value does not fit.
 */
export function withParameters(
  files: readonly string[],
  outDir: string,
  given: ReadonlyMap<string, string>,
): { readonly notebooks: ReadonlyMap<string, Notebook>; readonly skipped: readonly string[] } {
  const read = files.map((path) => {
    const notebook = readRunnable(path, outDir);
    return { path, notebook, declared: parametersOf(notebook, path) };
  });
  const takes = ({ declared }: (typeof read)[number]) =>
    [...given.keys()].every((name) => declared.some((parameter) => parameter.name === name));
  const chosen = read.filter(takes);
  if (chosen.length === 0) {
    const [only, second] = read;
    // One notebook: say what it takes. Several: none of them takes it.
    if (only && !second) applyParameters(only.notebook, only.declared, given, process.cwd());
    const names = [...given.keys()].join(", ");
    throw new UserError(
      `-p ${names}: none of these notebooks declares ${given.size > 1 ? "all of them" : "it"}.`,
    );
  }
  const set = ({ path, notebook, declared }: (typeof read)[number]) =>
    [path, applyParameters(notebook, declared, given, process.cwd())] as const;
  return {
    notebooks: new Map(chosen.map(set)),
    skipped: read.filter((one) => !chosen.includes(one)).map(({ path }) => nameOf(path)),
  };
}
