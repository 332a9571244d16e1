import { MIME } from "../display/contract.js";
import type { JsonValue, Notebook } from "../nbformat/index.js";

/**
 * What the cells of an executed notebook have published, by name, in the order in which the names first appear. A
 * name published again takes the later value. Outputs of another shape are passed over.
 */
export function collectResults(notebook: Notebook): Readonly<Record<string, JsonValue>> {
  const results = new Map<string, JsonValue>();
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    for (const output of cell.outputs) {
      const result = "data" in output ? output.data[MIME.result] : undefined;
      if (typeof result !== "object" || result === null || !("name" in result) || !("value" in result))
        continue;
      if (typeof result.name === "string" && result.value !== undefined)
        results.set(result.name, result.value);
    }
  }
  return Object.fromEntries(results);
}
