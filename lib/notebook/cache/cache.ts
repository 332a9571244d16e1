import { basename, dirname, join, resolve } from "node:path";
import { kernelEnvironment, stampOf, variableIn } from "tslab-kernel";
import { digestOf } from "../digest.js";
import { formatNotebook, type Notebook, stripOutputs } from "../nbformat/index.js";
import type { RunFileResult } from "../run/index.js";
import { ENTRY_FORM, type Entry, entryFile, type Page, readEntry, writeEntry } from "./entry.js";
import { factOf } from "./facts.js";
import { inputsOf } from "./inputs.js";
import { changedCell, changedInput, changedOutput, changedSetting } from "./reason.js";
import { settingOf } from "./setting.js";

/** Length of a digest: shorter facts tell of what is no file. */
const DIGEST = 64;

/** One notebook in one call of the command. */
export interface Wanted {
  /** Path of the notebook, as the user gave it. */
  readonly path: string;
  /** The text of its file. */
  readonly text: string;
  /** The notebook as it is to be run; asked for only where the text is another than before. */
  notebook(): Notebook;
  /** What `-p` gives. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly outDir: string;
  readonly maxOutputBytes: number;
}

/** What stands of an earlier run: the entry, or why it does not count; `always` if none ever does, as the notebook is. */
export type Standing = { readonly entry: Entry } | { readonly reason: string; readonly always?: boolean };

/** Whether a notebook has to be run, and why. Its last run stands if nothing on which it depended has changed. */
export function look(wanted: Wanted): Standing {
  const { path, text, outDir, maxOutputBytes } = wanted;
  // Taken before a run: an installation in the meantime is not what the run had.
  const setting = settingOf(dirname(path), maxOutputBytes);
  const entry = readEntry(placeOf(wanted));
  if (entry === undefined) return { reason: "no run of it is kept" };
  if (entry.unkept !== undefined) return { reason: entry.unkept, always: true };
  // A file that was saved anew, with outputs or another order of keys, may still hold the same notebook.
  const same = entry.text === digestOf(text) && wanted.parameters.size === 0;
  const cells = same ? undefined : contentOf(wanted.notebook());
  const reason =
    (cells !== undefined && cells.content !== entry.content
      ? changedCell(entry.cells, cells.cells)
      : undefined) ??
    changedSetting(entry.setting, setting) ??
    (entry.inputs && changedInput(entry.inputs, environment(), process.cwd())) ??
    changedOutput(entry, outDir);
  return reason === undefined ? { entry } : { reason };
}

/** Keeps a run that has just ended, with what it depends on; of one that cannot be kept, why. */
export function keep(wanted: Wanted, run: RunFileResult): void {
  const inputs = run.status === "ok" ? inputsOf(run.traces, stampOf) : "its last run failed";
  const made = typeof inputs === "string" ? [] : inputs.made;
  writeEntry(placeOf(wanted), {
    form: ENTRY_FORM,
    text: digestOf(wanted.text),
    ...contentOf(wanted.notebook()),
    setting: settingOf(dirname(wanted.path), wanted.maxOutputBytes),
    ...(typeof inputs === "string" ? { unkept: inputs } : { inputs }),
    name: run.name,
    outputs: Object.fromEntries(run.written.map(({ file, digest }) => [basename(file), digest])),
    made: Object.fromEntries(
      made.map((path) => [path, factOf("file", path)] as const).filter(([, fact]) => fact.length === DIGEST),
    ),
  });
}

/** Keeps what was made of a run beside the run. */
export function keepPage(
  wanted: Wanted,
  page: Omit<Page, "digest" | "pictures">,
  pictures: readonly string[],
): void {
  const file = placeOf(wanted);
  const entry = readEntry(file);
  if (entry === undefined) return;
  const digest = factOf("file", join(wanted.outDir, page.file));
  const seen = Object.fromEntries(pictures.map((path) => [path, factOf("file", path)]));
  writeEntry(file, { ...entry, page: { ...page, digest, pictures: seen } });
}

/** The page of an entry, if it is still what would be made now. */
export function pageOf({ page }: Entry, setting: string, outDir: string): Page | undefined {
  if (page === undefined || page.setting !== setting) return undefined;
  const stands =
    factOf("file", join(outDir, page.file)) === page.digest &&
    Object.entries(page.pictures).every(([path, fact]) => factOf("file", path) === fact);
  return stands ? page : undefined;
}

/** Variables as a kernel that starts now would have them. */
function environment(): (name: string) => string | null {
  const variables = kernelEnvironment();
  return (name) => variableIn(variables, name);
}

function placeOf({ outDir, path, parameters }: Wanted): string {
  const name = basename(path).replace(/\.ipynb$/i, "");
  return entryFile(outDir, name, resolve(path), parameters);
}

function contentOf(notebook: Notebook): { readonly content: string; readonly cells: readonly string[] } {
  const stripped = stripOutputs(notebook);
  return {
    content: digestOf(formatNotebook(stripped)),
    cells: stripped.cells.map((cell) => digestOf(JSON.stringify(cell))),
  };
}
