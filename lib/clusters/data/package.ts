import { join } from "node:path";
import { DataError } from "./error.js";
import { readResources } from "./schema.js";
import { checkForeignKeys, readTable, type Table } from "./table.js";

/**
 * Reads every table of a Frictionless data package and checks it against `datapackage.json`, foreign keys included.
 * Gives the tables by resource name. Throws `DataError` at the first fault.
 */
export function readPackage(folder: string): ReadonlyMap<string, Table> {
  const descriptor = join(folder, "datapackage.json");
  const resources = readResources(descriptor);
  const tables = new Map<string, Table>();
  for (const { name, path, schema } of resources) tables.set(name, readTable(join(folder, path), schema));
  for (const { name, schema } of resources) {
    for (const { fields, reference } of schema.foreignKeys ?? []) {
      checkForeignKeys(
        tableOf(tables, name, descriptor),
        fields,
        tableOf(tables, reference.resource, descriptor),
        reference.fields,
      );
    }
  }
  return tables;
}

/** A table of the package. Throws `DataError` where `datapackage.json` does not list it. */
export function tableOf(tables: ReadonlyMap<string, Table>, name: string, descriptor: string): Table {
  const table = tables.get(name);
  if (table === undefined) {
    throw new DataError(
      { file: descriptor },
      `no resource "${name}"`,
      `the resources ${[...tables.keys()].join(", ")}, "${name}"`,
    );
  }
  return table;
}
