import { UserError } from "../errors.js";
import { withCellIds } from "./ids.js";
import { describe, isList, isObject, parseJson } from "./json.js";
import { joinCell, without } from "./multiline.js";
import { assertSchema, isValidId } from "./schema.js";
import type { JsonObject, JsonValue, Notebook } from "./types.js";
import { upgradeFrom3 } from "./upgrade3.js";

/** Keys that Jupyter keeps in memory only and never writes. */
const TRANSIENT = ["orig_nbformat", "orig_nbformat_minor", "signature"];

/**
 * Reads the text of a notebook file: formats 3 and 4.0–4.4 are upgraded to 4.5, everything is validated against the
 * official schema, multi-line strings are joined. Cells without an id get one from their content; of cells that share
 * an id the first keeps it and the others get new ones, again from their content. A minor version beyond 5 is read with
 * keys that this program does not know allowed and kept.
 * @param path names the file in messages.
 * @throws UserError (exit code 2), one line: the file, the cell and key, what was found, what was expected.
 */
export function parseNotebook(text: string, path: string): Notebook {
  const raw = parseJson(text, path);
  if (!isObject(raw)) throw notANotebook(path, `found ${describe(raw)}, expected an object`);
  const upgraded = upgrade(raw, path);
  const { cells } = upgraded;
  const whole = isList(cells) ? { ...upgraded, cells: withCellIds(cells) } : upgraded;
  assertSchema(whole, path);
  return {
    ...whole,
    nbformat: 4,
    nbformat_minor: Number(whole.nbformat_minor),
    metadata: isObject(whole.metadata) ? without(whole.metadata, TRANSIENT) : {},
    // The schema has just said that these are cells.
    cells: whole.cells.map((cell) => withoutTrust(joinCell(cell))) as unknown as Notebook["cells"],
  };
}

function upgrade(raw: JsonObject, path: string): JsonObject {
  const { nbformat } = raw;
  if (typeof nbformat !== "number" || !Number.isInteger(nbformat)) {
    throw notANotebook(path, `"nbformat": found ${describe(nbformat)}, expected 4`);
  }
  if (nbformat === 3) return upgradeFrom3(raw, path);
  if (nbformat < 3) {
    throw new UserError(
      `${path}: "nbformat": found ${nbformat}, expected 3 or 4`,
      "This format ended in 2012: open the file in an old Jupyter, save it and try again.",
    );
  }
  if (nbformat > 4) {
    throw new UserError(
      `${path}: "nbformat": found ${nbformat}, expected 3 or 4`,
      "The file comes from newer software.",
    );
  }
  const minor = raw.nbformat_minor;
  if (typeof minor !== "number" || minor >= 5 || !isList(raw.cells)) return raw;
  return { ...raw, nbformat_minor: 5, cells: raw.cells.map(withoutForeignId) };
}

// Before 4.5 "id" was no key of a cell; some programs wrote it all the same, in forms of their own.
function withoutForeignId(cell: JsonValue): JsonValue {
  return isObject(cell) && cell.id !== undefined && !isValidId(cell.id) ? without(cell, ["id"]) : cell;
}

function withoutTrust(cell: JsonObject): JsonObject {
  return isObject(cell.metadata) ? { ...cell, metadata: without(cell.metadata, ["trusted"]) } : cell;
}

function notANotebook(path: string, detail: string): UserError {
  return new UserError(
    `${path}: not a notebook: ${detail}`,
    "A notebook is a .ipynb file as Jupyter saves it.",
  );
}
