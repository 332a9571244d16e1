import { statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { InvalidArgumentError } from "commander";
import type { RunOptions } from "../run/index.js";
import { fromTheUser } from "./standing.js";

/** What `tsnb run` and `tsnb report` share, as commander hands it over. */
export interface RunFlags {
  readonly out: string;
  readonly timeout?: number;
  readonly allowErrors?: boolean;
  readonly maxOutput?: number;
  /** `name=value`, as often as given. */
  readonly param?: readonly string[];
  /** How many notebooks run at a time. */
  readonly jobs?: number;
  readonly force?: boolean;
  readonly explain?: boolean;
}

/** What `tsnb report` takes besides. */
export interface ReportFlags extends RunFlags {
  readonly watch?: boolean;
  readonly port?: number;
}

/** What `tsnb start` takes, as commander hands it over. */
export interface StartFlags {
  readonly root: string;
  readonly port?: number;
  readonly host?: string;
  readonly token?: string;
  readonly name?: string;
  readonly browser: boolean;
  readonly lab?: boolean;
  /** Minutes; 0 is never. */
  readonly cullAfter?: number;
  readonly spare: boolean;
}

/** The longest time that Node's timers know, some 24 days; anything beyond would be over at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** The flags as the runner takes them: milliseconds and bytes. */
export function runOptions(flags: RunFlags): RunOptions {
  return {
    ...(flags.timeout === undefined ? {} : { timeoutMs: Math.min(flags.timeout * 1000, LONGEST_MS) }),
    ...(flags.maxOutput === undefined ? {} : { maxOutputBytes: Math.ceil(flags.maxOutput * 1_000_000) }),
    allowErrors: flags.allowErrors ?? false,
  };
}

/** How many notebooks run at a time: as many as there are cores, unless the user says otherwise. */
export function jobsOf({ jobs }: RunFlags): number {
  return jobs ?? availableParallelism();
}

/** Reads a count, for commander. */
export function count(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1) throw new InvalidArgumentError("Expected a whole number above 0.");
  return value;
}

/** Reads a number above 0, for commander. */
export function positive(text: string): number {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value) || value <= 0) {
    throw new InvalidArgumentError("Expected a number above 0.");
  }
  return value;
}

/** Reads a number, 0 or above it, for commander. */
export function notNegative(text: string): number {
  return Number(text) === 0 && text.trim() !== "" ? 0 : positive(text);
}

/** Reads the path of a folder, from where the user stands, for commander; defaults are left as they are. */
export function folder(text: string): string {
  return fromTheUser(text, process.cwd(), process.env);
}

/** Reads the path of a folder that is there, for commander. */
export function existingFolder(text: string): string {
  const path = resolve(folder(text));
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) {
    throw new InvalidArgumentError("Expected a folder that is there.");
  }
  return path;
}

/** Collects `-p name=value`, for commander. */
export function collectParameter(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}
