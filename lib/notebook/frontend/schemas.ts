import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { JsonObject } from "../nbformat/types.js";
import { packageVersion } from "../version.js";
import { adjusted, type PluginSchema } from "./adjust.js";
import { isUsed } from "./client/left-out.js";
import type { ExtensionPackage } from "./packages.js";

const OWN = join(import.meta.dirname, "schema");

/** Settings that plugins in use read, of plugins that are not. */
const READ_BY_OTHERS: readonly string[] = [
  "@jupyterlab/application-extension:shell",
  "@jupyterlab/translation-extension:plugin",
];

/** The schemas of the settings of all plugins in use, of the installed packages and of the project's own, in their order. */
export function settingSchemas(extensions: readonly ExtensionPackage[]): PluginSchema[] {
  const own = readdirSync(OWN)
    .sort()
    .map((file) => read(join(OWN, file), "tslab-notebook", packageVersion()));
  const all = [
    ...extensions.flatMap(({ name, version, schemas }) => schemas.map((file) => read(file, name, version))),
    ...own,
  ];
  return adjusted(all.filter(({ id }) => isUsed(id) || READ_BY_OTHERS.includes(id)));
}

function read(file: string, name: string, version: string): PluginSchema {
  const schema = JSON.parse(readFileSync(file, "utf8")) as JsonObject;
  return { id: `${name}:${basename(file, ".json")}`, version, schema };
}
