import type { Dirent } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "../../nbformat/types.js";
import { withPath } from "./fs-error.js";
import { kindOf, modelOf } from "./model.js";
import { nameFault } from "./names.js";
import { leadsInside } from "./paths.js";

/** Names that are found by their address but not listed: a folder of packages is no place to look around in. */
const UNLISTED = ["node_modules"];
const AT_ONCE = 64;

/** The entries of a folder that can be opened, by name; one that cannot is left out and breaks nothing. */
export async function listFolder(root: string, place: string, path: string): Promise<JsonObject[]> {
  const names = await withPath(path, () => readdir(place, { withFileTypes: true }));
  const shown = names.filter(({ name }) => nameFault(name) === undefined && !UNLISTED.includes(name));
  shown.sort((a, b) => (a.name < b.name ? -1 : 1));
  const models: JsonObject[] = [];
  for (let start = 0; start < shown.length; start += AT_ONCE) {
    const some = shown.slice(start, start + AT_ONCE).map((entry) => entryModel(root, place, path, entry));
    for (const model of await Promise.all(some)) if (model !== undefined) models.push(model);
  }
  return models;
}

async function entryModel(
  root: string,
  folder: string,
  path: string,
  entry: Dirent,
): Promise<JsonObject | undefined> {
  const place = join(folder, entry.name);
  if (entry.isSymbolicLink() && !leadsInside(root, place)) return undefined;
  const stats = await stat(place).catch(() => undefined);
  if (stats === undefined || !(stats.isFile() || stats.isDirectory())) return undefined;
  const below = path === "" ? entry.name : `${path}/${entry.name}`;
  return modelOf(place, below, stats, { kind: kindOf(entry.name, stats) });
}
