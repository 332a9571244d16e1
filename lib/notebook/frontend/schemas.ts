import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { JsonObject } from "../nbformat/types.js";
import { packageVersion } from "../version.js";
import { adjusted } from "./adjust.js";
import type { ExtensionPackage } from "./packages.js";

/** What can be set of one plugin. */
export interface PluginSchema {
  /** The package's name and the plugin's, with a colon between them. */
  readonly id: string;
  readonly version: string;
  readonly schema: JsonObject;
}

const OWN = join(import.meta.dirname, "schema");

/** The schemas of the settings of all plugins, of the installed packages and of the project's own, in their order. */
export function settingSchemas(extensions: readonly ExtensionPackage[]): PluginSchema[] {
  const own = readdirSync(OWN)
    .sort()
    .map((file) => read(join(OWN, file), "tslab-notebook", packageVersion()));
  return adjusted([
    ...extensions.flatMap(({ name, version, schemas }) => schemas.map((file) => read(file, name, version))),
    ...own,
  ]);
}

function read(file: string, name: string, version: string): PluginSchema {
  const schema = JSON.parse(readFileSync(file, "utf8")) as JsonObject;
  return { id: `${name}:${basename(file, ".json")}`, version, schema };
}
