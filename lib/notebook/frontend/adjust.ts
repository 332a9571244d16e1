import { isList, isObject } from "../nbformat/json.js";
import type { JsonObject, JsonValue } from "../nbformat/types.js";

/** What can be set of one plugin. */
export interface PluginSchema {
  /** The package's name and the plugin's, with a colon between them. */
  readonly id: string;
  readonly version: string;
  readonly schema: JsonObject;
}

/**
 * Keys for what only JupyterLab has, on which Jupyter Notebook has put something else: both at once make the page complain
 * at every start.
 */
const UNUSED_KEYS: readonly string[] = ["application:toggle-left-area"];

/** Where the schemas of menus stand. */
const MENUS = "jupyter.lab.menus";
const KEYS = "jupyter.lab.shortcuts";

/**
 * Schemas as the notebook's pages use them: no key means two things, and what two packages say about the same entry of a
 * menu is said once, by the first, with Jupyter Notebook's word over JupyterLab's.
 */
export function adjusted(schemas: readonly PluginSchema[]): PluginSchema[] {
  const entries = new Map<string, JsonObject[]>();
  for (const { schema, id } of schemas) {
    for (const [key, entry] of mainEntries(schema)) {
      const known = entries.get(key) ?? [];
      // The later word counts.
      if (id.startsWith("@jupyter-notebook/")) known.push(entry);
      else known.unshift(entry);
      entries.set(key, known);
    }
  }
  const said = new Set<string>();
  return schemas.map((plugin) => ({ ...plugin, schema: withoutKeys(merged(plugin.schema, entries, said)) }));
}

function withoutKeys(schema: JsonObject): JsonObject {
  const keys = schema[KEYS];
  if (!isList(keys)) return schema;
  const isUsed = (entry: JsonValue): boolean =>
    !(isObject(entry) && UNUSED_KEYS.includes(String(entry.command)));
  return { ...schema, [KEYS]: keys.filter(isUsed) };
}

/** Entries of the main menus with a name for each: its menu, its command and what the command is given. */
function mainEntries(schema: JsonObject): (readonly [key: string, entry: JsonObject])[] {
  const menus = schema[MENUS];
  const main = isObject(menus) && isList(menus.main) ? menus.main.filter(isObject) : [];
  return main.flatMap((menu) =>
    (isList(menu.items) ? menu.items.filter(isObject) : []).flatMap((entry) => {
      const key = keyOf(menu, entry);
      return key === undefined ? [] : [[key, entry] as const];
    }),
  );
}

function keyOf(menu: JsonObject, { type, command, args }: JsonObject): string | undefined {
  if (typeof command !== "string" || (type !== undefined && type !== "command")) return undefined;
  return JSON.stringify([menu.id, command, args ?? {}]);
}

function merged(
  schema: JsonObject,
  entries: ReadonlyMap<string, readonly JsonObject[]>,
  said: Set<string>,
): JsonObject {
  const menus = schema[MENUS];
  if (!isObject(menus) || !isList(menus.main)) return schema;
  const main = menus.main.map((menu): JsonValue => {
    if (!isObject(menu) || !isList(menu.items)) return menu;
    const items = menu.items.flatMap((entry): JsonValue[] => {
      const key = isObject(entry) ? keyOf(menu, entry) : undefined;
      if (key === undefined) return [entry];
      if (said.has(key)) return [];
      said.add(key);
      return [Object.assign({}, ...(entries.get(key) ?? [])) as JsonObject];
    });
    return { ...menu, items };
  });
  return { ...schema, [MENUS]: { ...menus, main } };
}
