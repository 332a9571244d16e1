import { statSync } from "node:fs";
import { quote } from "../../nbformat/quote.js";
import { nameFault } from "../contents/names.js";
import { fileOf, stepsOf } from "../contents/paths.js";
import { HttpError } from "../route.js";

/**
 * The folder of the disk in which the kernel of a notebook runs: that of the notebook, which need not be there yet.
 * `path` is the notebook's, from the root, with slashes.
 * @throws HttpError 400 where it is no path, 403 where it leads out of the root, 404 where there is no such folder.
 */
export function kernelFolder(root: string, path: string): string {
  const steps = stepsOf(path);
  const fault = steps.map((step) => nameFault(step)).find((one) => one !== undefined);
  if (fault !== undefined) throw new HttpError(400, fault);
  const folder = fileOf(root, steps.slice(0, -1).join("/"));
  if (!statSync(folder).isDirectory())
    throw new HttpError(404, `${quote(path)} does not lie in a folder: a kernel runs in its notebook's.`);
  return folder;
}
