import { UserError } from "../errors.js";
import { nameOf } from "../run/input.js";

/** @throws UserError where two notebooks would write the same files. */
export function refuseSameNames(files: readonly string[]): void {
  const byName = new Map<string, string>();
  for (const path of files) {
    const other = byName.get(nameOf(path));
    if (other) {
      throw new UserError(
        `${other} and ${path} have the same name, and so would their reports`,
        "Rename one of them.",
      );
    }
    byName.set(nameOf(path), path);
  }
}

/** @throws UserError where the report of a notebook would be the index of the reports. */
export function refuseIndexName(files: readonly string[]): void {
  const index = files.find((path) => nameOf(path).toLowerCase() === "index");
  if (index === undefined) return;
  throw new UserError(
    `${index}: its report would be index.html, which is the index of all reports.`,
    "Rename the notebook.",
  );
}

/** Notes that a notebook writes files of this name; an error where another notebook of the call does. */
export function claimName(name: string, path: string, names: Map<string, string>): UserError | undefined {
  const other = names.get(name);
  if (other !== undefined && other !== path) {
    return new UserError(
      `${path}: its variant makes it ${name}, as ${other} is named, and so would its report be.`,
      "Rename one of them, or let about() state another variant.",
    );
  }
  names.set(name, path);
  return undefined;
}
