import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { digestOf } from "../digest.js";
import { isObject } from "../nbformat/json.js";
import type { JsonObject, JsonValue } from "../nbformat/types.js";
import { writeFileAtomic } from "../run/index.js";
import type { Inputs } from "./inputs.js";
import type { Setting } from "./setting.js";

/** What is kept of one run of one notebook with one set of parameters. */
export interface Entry {
  readonly form: typeof FORM;
  /** Digest of the notebook's file as it was. */
  readonly text: string;
  /** Digest of what was run: cells and their metadata, with parameters set, without outputs. */
  readonly content: string;
  /** Digest of each cell, in order. */
  readonly cells: readonly string[];
  readonly setting: Setting;
  /** Why the notebook is to be run at every call; there are no inputs then. */
  readonly unkept?: string;
  readonly inputs?: Inputs;
  /** Name of everything that was made of the run. */
  readonly name: string;
  /** Files of the run in the output folder → digest. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Files that cells have written: absolute path → what stands there. */
  readonly made: Readonly<Record<string, string>>;
  /** The page that was made of it. */
  readonly page?: Page;
}

/** What is kept of a report. */
export interface Page {
  /** What it depends on besides the executed notebook. */
  readonly setting: string;
  /** Pictures that it has taken in: absolute path → what stood there. */
  readonly pictures: Readonly<Record<string, string>>;
  readonly file: string;
  readonly digest: string;
  /** What the index shows of it. */
  readonly listed: JsonObject;
}

/** Raised when the form of entries changes: others are not read. */
const FORM = 1;
export const ENTRY_FORM = FORM;

/** The folder in the output folder that holds what is kept. */
export const FOLDER = ".tsnb";

/** Where the entry of a notebook stands, by its path and the parameters that it was given. */
export function entryFile(
  outDir: string,
  name: string,
  path: string,
  parameters: ReadonlyMap<string, string>,
): string {
  const which = JSON.stringify([path, [...parameters].sort()]);
  return join(outDir, FOLDER, `${name}-${digestOf(which).slice(0, 12)}.json`);
}

/** All entries of an output folder. */
export function readEntries(outDir: string): Entry[] {
  const folder = join(outDir, FOLDER);
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  return files.flatMap((name) => readEntry(join(folder, name)) ?? []);
}

/** The entry in a file; `undefined` where there is none, or something else. */
export function readEntry(file: string): Entry | undefined {
  try {
    const value: JsonValue = JSON.parse(readFileSync(file, "utf8"));
    if (!isObject(value) || value.form !== FORM) return undefined;
    // Nothing but `writeEntry` writes this form, whole or not at all.
    return value as unknown as Entry;
  } catch {
    return undefined;
  }
}

/** Keeps an entry. Where it cannot be written, the next call runs the notebook again. */
export function writeEntry(file: string, entry: Entry): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileAtomic(file, `${JSON.stringify(entry)}\n`);
  } catch {
    // What is kept saves time and is never needed.
  }
}
