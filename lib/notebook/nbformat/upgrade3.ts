import { UserError } from "../errors.js";
import { describe, isList, isObject } from "./json.js";
import { joined, without } from "./multiline.js";
import type { JsonObject, JsonValue } from "./types.js";

const MIME_OF: { readonly [key: string]: string } = {
  text: "text/plain",
  html: "text/html",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  latex: "text/latex",
  json: "application/json",
  javascript: "application/javascript",
};

const CELL_KEYS = [
  "cell_type",
  "metadata",
  "source",
  "input",
  "outputs",
  "prompt_number",
  "language",
  "collapsed",
  "level",
];

/**
 * A notebook of format 3 in the shape of format 4: worksheets become one list of cells, headings become markdown,
 * inputs and outputs take their present names. Values of the wrong type pass through for the schema to refuse.
 * @throws UserError if the worksheets are not lists of cells.
 */
export function upgradeFrom3(notebook: JsonObject, path: string): JsonObject {
  const cells = worksheetCells(notebook, path).map((cell) => (isObject(cell) ? upgradeCell(cell) : cell));
  const metadata = notebook.metadata === undefined ? {} : notebook.metadata;
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: isObject(metadata)
      ? withLanguage(without(metadata, ["name", "signature"]), notebook, path)
      : metadata,
    cells,
  };
}

function worksheetCells(notebook: JsonObject, path: string): JsonValue[] {
  const { worksheets } = notebook;
  if (!isList(worksheets)) {
    throw new UserError(
      `${path}: "worksheets": found ${describe(worksheets)}, expected a list (notebook format 3)`,
    );
  }
  return worksheets.flatMap((sheet, index) => {
    const cells = isObject(sheet) ? sheet.cells : undefined;
    if (!isList(cells)) {
      throw new UserError(
        `${path}: worksheets[${index}].cells: found ${describe(cells)}, expected a list of cells (notebook format 3)`,
      );
    }
    return cells;
  });
}

// Format 3 notes the language on each cell, format 4 once.
function withLanguage(metadata: JsonObject, notebook: JsonObject, path: string): JsonObject {
  if (metadata.language_info !== undefined || metadata.kernelspec !== undefined) return metadata;
  const languages = new Set(
    worksheetCells(notebook, path).flatMap((cell) =>
      isObject(cell) && typeof cell.language === "string" && cell.language !== "" ? [cell.language] : [],
    ),
  );
  const [name] = languages;
  return languages.size === 1 && name !== undefined ? { ...metadata, language_info: { name } } : metadata;
}

function upgradeCell(cell: JsonObject): JsonObject {
  const given = cell.metadata === undefined ? {} : cell.metadata;
  // What format 4 has no place for is kept beside the cell's own metadata rather than lost.
  const metadata = isObject(given) ? { ...without(cell, CELL_KEYS), ...given } : given;
  const source = cell.source ?? "";
  switch (cell.cell_type) {
    case "code":
      return {
        cell_type: "code",
        metadata:
          isObject(metadata) && typeof cell.collapsed === "boolean"
            ? { ...metadata, collapsed: cell.collapsed }
            : metadata,
        source: cell.input ?? "",
        execution_count: cell.prompt_number ?? null,
        outputs: isList(cell.outputs)
          ? cell.outputs.map((output) => (isObject(output) ? upgradeOutput(output) : output))
          : (cell.outputs ?? []),
      };
    case "heading": {
      const text = joined(source);
      const level = typeof cell.level === "number" ? Math.min(6, Math.max(1, Math.round(cell.level))) : 1;
      const heading =
        typeof text === "string" ? `${"#".repeat(level)} ${text.split(/\s*\n\s*/).join(" ")}` : text;
      return { cell_type: "markdown", metadata, source: heading };
    }
    case "html":
      return { cell_type: "markdown", metadata, source };
    default:
      return { cell_type: cell.cell_type ?? null, metadata, source };
  }
}

function upgradeOutput(output: JsonObject): JsonObject {
  switch (output.output_type) {
    case "pyout":
      return {
        output_type: "execute_result",
        execution_count: output.prompt_number ?? null,
        ...displayParts(output, ["output_type", "prompt_number", "metadata"]),
      };
    case "display_data":
      return { output_type: "display_data", ...displayParts(output, ["output_type", "metadata"]) };
    case "pyerr":
      return { ...output, output_type: "error" };
    case "stream":
      return { ...without(output, ["stream"]), name: output.stream ?? "stdout", text: output.text ?? "" };
    default:
      return output;
  }
}

function displayParts(output: JsonObject, taken: readonly string[]): JsonObject {
  const metadata = output.metadata ?? {};
  return {
    data: mimeKeys(without(output, taken)),
    metadata: isObject(metadata) ? mimeKeys(metadata) : metadata,
  };
}

function mimeKeys(bundle: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(bundle).map(([key, value]) =>
      key === "json"
        ? ["application/json", parsed(value)]
        : [Object.hasOwn(MIME_OF, key) ? (MIME_OF[key] ?? key) : key, value],
    ),
  );
}

// Format 3 holds JSON output as text; text that is no JSON stays text, which is a JSON value too.
function parsed(value: JsonValue): JsonValue {
  const text = joined(value);
  if (typeof text !== "string") return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
