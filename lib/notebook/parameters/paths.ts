import { accessSync, constants, type Stats, statSync } from "node:fs";
import { resolve } from "node:path";
import { UserError } from "../errors.js";
import type { Parameter } from "./declared.js";

/** A file or a text that a parameter was given. */
export interface GivenValue {
  readonly name: string;
  /** As the user wrote it. */
  readonly text: string;
  /** Of a file or folder its absolute path, as the notebook has it. */
  readonly file?: string;
  readonly folder?: boolean;
}

/** What declared parameters of the kinds "path" and "folder", from the folder `from`, and "string" were given. */
export function givenValues(
  declared: readonly Parameter[],
  given: ReadonlyMap<string, string>,
  from: string,
): GivenValue[] {
  return declared.flatMap(({ name, kind }) => {
    const text = given.get(name);
    if (text === undefined) return [];
    if (kind === "path") return [{ name, text, file: resolve(from, text) }];
    if (kind === "folder") return [{ name, text, file: resolve(from, text), folder: true }];
    return kind === "string" ? [{ name, text }] : [];
  });
}

/**
 * The absolute path of a file or folder that a parameter is given.
 * @throws UserError where there is no such thing, or it is none that a cell could read twice.
 */
export function readablePath(name: string, kind: "path" | "folder", text: string, from: string): string {
  const wanted = kind === "path" ? "file" : "folder";
  const file = resolve(from, text);
  const fail = (what: string, hint: string) => new UserError(`-p ${name}: ${what}.`, hint);
  const absent = () => fail(`there is no ${wanted} ${text || '""'}`, `Paths start from ${from}.`);
  const unreadable = (error: unknown) => {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code === "ENOTDIR") return absent();
    return code === "EACCES" || code === "EPERM"
      ? fail(`${text} cannot be read, permission is denied`, `Make the ${wanted} readable.`)
      : fail(`${text} cannot be read (${code})`, `Name another ${wanted}.`);
  };
  let stat: Stats | undefined;
  try {
    stat = text === "" ? undefined : statSync(file, { throwIfNoEntry: false });
  } catch (error) {
    throw unreadable(error);
  }
  if (!stat) throw absent();
  if (kind === "folder" && !stat.isDirectory())
    throw fail(`${text} is a file, expected a folder`, "Name the folder that it is in.");
  if (kind === "path" && stat.isDirectory())
    throw fail(`${text} is a folder, expected a file`, "Name a file inside it.");
  if (kind === "path" && !stat.isFile()) {
    throw fail(
      `${text} is a pipe or a device, expected a file`,
      "Save what it gives to a file, and name that.",
    );
  }
  try {
    accessSync(file, kind === "folder" ? constants.R_OK | constants.X_OK : constants.R_OK);
  } catch (error) {
    throw unreadable(error);
  }
  return file;
}
