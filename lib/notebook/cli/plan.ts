import { basename } from "node:path";
import { look, type Standing, type Wanted } from "../cache/index.js";
import { EXIT, UserError } from "../errors.js";
import type { Notebook } from "../nbformat/index.js";
import type { GivenValue } from "../parameters/index.js";
import { DEFAULT_MAX_OUTPUT_BYTES, readSource, runnable } from "../run/index.js";
import { errorLine } from "./failures.js";
import { findNotebooks } from "./files.js";
import { refuseSameNames } from "./names.js";
import { type RunFlags, runOptions } from "./options.js";
import { givenParameters, type Prepared, withParameters } from "./parameters.js";

/** One notebook of a call: what is to be run, and whether it has to be. */
export interface Job {
  readonly path: string;
  readonly wanted: Wanted;
  readonly standing: Standing;
  /** The files and texts among what `-p` gives it. */
  readonly given: readonly GivenValue[];
  /** What `-p` gives it as a report tells it: of a file its name, not where on whose machine it lies. */
  readonly told?: Readonly<Record<string, string>>;
}

/** What a call is to do. */
export interface Plan {
  readonly jobs: readonly Job[];
  /** Notebooks that do not take what `-p` gives, each with what it does not take. */
  readonly skipped: readonly string[];
}

/**
 * Reads every notebook before the first one runs, so that bad input is found before time is spent. A notebook whose last
 * run stands is not even parsed. Prints a line for each that cannot be run; `undefined` if there are any.
 * @throws UserError for paths, names and parameters that cannot be.
 */
export function plan(paths: readonly string[], flags: RunFlags): Plan | undefined {
  const files = findNotebooks(paths, flags.out);
  refuseSameNames(files);
  const parameters = givenParameters(flags.param);
  const maxOutputBytes = runOptions(flags).maxOutputBytes ?? DEFAULT_MAX_OUTPUT_BYTES;
  const jobOf = (path: string, text: string, notebook: () => Notebook, given: readonly GivenValue[]): Job => {
    const wanted: Wanted = { path, text, notebook, parameters, outDir: flags.out, maxOutputBytes };
    const found = look(wanted);
    const standing = flags.force ? { reason: "--force was given" } : found;
    if ("reason" in standing) notebook();
    return {
      path,
      wanted,
      standing,
      given,
      ...(parameters.size === 0 ? {} : { told: told(parameters, given) }),
    };
  };
  const read = withoutFaults(files, (path) => {
    const text = readSource(path);
    const notebook = once(() => runnable(text, path, flags.out));
    // Which parameters a notebook takes stands inside it.
    if (parameters.size > 0) notebook();
    return { path, text, notebook };
  });
  if (read === undefined) return undefined;
  if (parameters.size === 0) {
    const jobs = withoutFaults(read, ({ path, text, notebook }) => jobOf(path, text, notebook, []));
    return jobs && { jobs, skipped: [] };
  }
  const texts = new Map(read.map(({ path, text }) => [path, text]));
  const { notebooks, skipped } = withParameters(read, parameters);
  const jobs = [...notebooks].map(([path, { notebook, given }]: readonly [string, Prepared]) =>
    jobOf(path, texts.get(path) ?? "", () => notebook, given),
  );
  return { jobs, skipped };
}

function told(parameters: ReadonlyMap<string, string>, given: readonly GivenValue[]): Record<string, string> {
  const isFile = (name: string) => given.some((one) => one.name === name && one.file !== undefined);
  return Object.fromEntries(
    [...parameters].map(([name, text]) => [name, isFile(name) ? basename(text) : text]),
  );
}

/** Maps all items, printing a line for each that is no good; `undefined` if there are any. */
function withoutFaults<Item, Made>(items: readonly Item[], make: (item: Item) => Made): Made[] | undefined {
  let code: number = EXIT.ok;
  const made = items.flatMap((item) => {
    try {
      return [make(item)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      process.stderr.write(`${errorLine(error)}\n`);
      code = Math.max(code, error.exitCode);
      return [];
    }
  });
  return code === EXIT.ok ? made : undefined;
}

function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
