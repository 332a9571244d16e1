import { lstatSync, realpathSync } from "node:fs";
import { isAbsolute, join, relative, sep } from "node:path";
import { HttpError } from "../route.js";
import { fsError } from "./fs-error.js";
import { nameFault } from "./names.js";

/** The parts of a path as the API has it: from the root, with slashes. The root itself has none. */
export function stepsOf(path: string): readonly string[] {
  const trimmed = path.replace(/^\/|\/$/g, "");
  return trimmed === "" ? [] : trimmed.split("/");
}

/**
 * The real path of a file or folder that is there.
 * @throws HttpError 404 where there is none that is shown, 403 where a link leads out of the root.
 */
export function fileOf(root: string, path: string): string {
  const steps = stepsOf(path);
  if (steps.some((step) => nameFault(step) !== undefined)) throw notFound(path);
  return inside(root, join(root, ...steps), path);
}

/**
 * The real path of a file that may be there or not; its folder is.
 * @throws HttpError 400 where its name will not do, 403 where a link leads out of the root or nowhere, 404 where its
 * folder is not there.
 */
export function placeOf(root: string, path: string): string {
  const entry = entryOf(root, path);
  const found = lstat(entry, path);
  if (found === undefined) return entry;
  if (!found.isSymbolicLink()) return entry;
  try {
    realpathSync(entry);
  } catch {
    throw new HttpError(403, `${path} is a link that leads nowhere.`);
  }
  return inside(root, entry, path);
}

/**
 * Where an entry of a folder is, or would be: a link is taken for itself, not for what it leads to.
 * @throws HttpError as `placeOf` does; 400 for the root, which is no entry.
 */
export function entryOf(root: string, path: string): string {
  const steps = stepsOf(path);
  for (const step of steps) {
    const fault = nameFault(step);
    if (fault !== undefined) throw new HttpError(400, fault);
  }
  const name = steps.at(-1);
  if (name === undefined) throw new HttpError(400, "This is not possible with the root folder.");
  const folder = steps.slice(0, -1);
  return join(inside(root, join(root, ...folder), folder.join("/")), name);
}

/** What is there, links as links; `undefined` where nothing is. */
export function lstat(place: string, path: string) {
  try {
    return lstatSync(place, { throwIfNoEntry: false });
  } catch (error) {
    throw fsError(error, path);
  }
}

/** Whether a link leads to something inside of the root that is shown. */
export function leadsInside(root: string, place: string): boolean {
  try {
    inside(root, place, "");
    return true;
  } catch {
    return false;
  }
}

function inside(root: string, place: string, path: string): string {
  let real: string;
  let from: string;
  try {
    from = realpathSync(root);
    real = realpathSync(place);
  } catch (error) {
    throw fsError(error, path);
  }
  const steps = relative(from, real).split(sep);
  if (steps[0] === ".." || isAbsolute(relative(from, real)))
    throw new HttpError(403, `${path} leads out of the folder that is served.`);
  if (steps.some((step) => step !== "" && nameFault(step) !== undefined)) throw notFound(path);
  return real;
}

function notFound(path: string): HttpError {
  return new HttpError(404, `${path}: there is no such file or folder.`);
}
