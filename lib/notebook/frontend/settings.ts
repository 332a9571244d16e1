import { mkdirSync, readFileSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { isObject } from "../nbformat/json.js";
import type { JsonObject, JsonValue } from "../nbformat/types.js";
import { writeFileAtomic } from "../run/atomic.js";
import { DEEPEST, deeperThan } from "../server/body.js";
import { HttpError } from "../server/route.js";
import type { PluginSchema } from "./adjust.js";

/** The settings of all plugins: what can be set, and what the user has set. */
export interface Settings {
  list(): JsonObject[];
  /** @throws HttpError 404 for a plugin that there is not. */
  read(id: string): JsonObject;
  /**
   * Keeps what the user has set, as written, comments and all.
   * @throws HttpError 404 for a plugin that there is not, 400 for what is not an object in JSON with comments.
   */
  write(id: string, raw: JsonValue | undefined): void;
}

/** Settings that are kept in a folder, one file for each plugin of which something is set. */
export function createSettings(schemas: readonly PluginSchema[], folder: string): Settings {
  const known = new Map(schemas.map((schema) => [schema.id, schema]));
  const find = (id: string): PluginSchema => {
    const found = known.get(id);
    if (found === undefined) throw new HttpError(404, `There is no plugin "${id}" with settings.`);
    return found;
  };
  const place = ({ id }: PluginSchema): string => join(folder, `${encodeURIComponent(id)}.json5`);
  const read = (plugin: PluginSchema): JsonObject => ({ ...plugin, ...kept(place(plugin)) });
  return {
    list: () => schemas.map(read),
    read: (id) => read(find(id)),
    write: (id, raw) => {
      const plugin = find(id);
      if (typeof raw !== "string") throw new HttpError(400, `Settings are sent as a text under "raw".`);
      parsed(raw);
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileAtomic(place(plugin), raw);
    },
  };
}

/** It comes with the front end, without which there are no settings. */
function json5(): { parse(text: string): JsonValue } {
  return createRequire(import.meta.url)("json5") as { parse(text: string): JsonValue };
}

/** What the user has set, as text and as values; a file that cannot be read counts as none, and the answer says so. */
function kept(file: string): JsonObject {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return { raw: "{}", settings: {}, created: null, last_modified: null };
  const dates = { created: stat.birthtime.toISOString(), last_modified: stat.mtime.toISOString() };
  try {
    const raw = readFileSync(file, "utf8");
    return { raw, settings: parsed(raw), ...dates };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { raw: "{}", settings: {}, ...dates, warning: `${file}: ${why}` };
  }
}

function parsed(raw: string): JsonObject {
  const value = ((): JsonValue => {
    try {
      return json5().parse(raw);
    } catch (error) {
      throw new HttpError(400, `These settings are not JSON with comments: ${(error as Error).message}`);
    }
  })();
  if (!isObject(value)) throw new HttpError(400, "Settings are an object: { … }.");
  // What cannot be sent back would keep every page from starting.
  if (deeperThan(value, DEEPEST))
    throw new HttpError(400, `Settings are nested ${DEEPEST} levels deep at most.`);
  return value;
}
