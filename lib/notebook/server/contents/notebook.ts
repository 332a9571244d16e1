import { formatNotebook, languageOf, type Notebook, parseNotebook } from "../../nbformat/index.js";
import { isList, isObject } from "../../nbformat/json.js";
import type { CodeCell, JsonObject, JsonValue } from "../../nbformat/types.js";
import { kernelspecFor, kernelspecOf } from "../kernels/specs.js";
import { HttpError } from "../route.js";
import type { Trust } from "./trust.js";

/** Types whose renderers run nothing, also where a notebook is trusted. */
const INERT = ["text/plain", "image/png", "image/jpeg", "image/gif", "image/webp"];

/**
 * A notebook file as the front end takes it: in format 4.5, each code cell with a flag that says whether its outputs may
 * run scripts. They may where the user made them here, or where they hold nothing that could. It names the kernel here that
 * runs its language, whatever other kernel saved it: the front end then asks for none to be chosen.
 * @throws UserError where the file is no valid notebook.
 */
export function notebookContent(bytes: Uint8Array, path: string, trust: Trust): JsonObject {
  const notebook = parseNotebook(new TextDecoder().decode(bytes), path);
  const inert = notebook.cells.every((cell) => cell.cell_type !== "code" || isInert(cell));
  // Most files are in canonical form, and saved by us.
  const trusted = inert || trust.knows(bytes) || trust.knows(formatNotebook(notebook));
  const cells = notebook.cells.map((cell) =>
    cell.cell_type === "code"
      ? { ...cell, metadata: { ...cell.metadata, trusted: trusted || isInert(cell) } }
      : cell,
  );
  const kernelspec = kernelspecFor(languageOf(notebook)) ?? notebook.metadata.kernelspec;
  const metadata = { ...notebook.metadata, ...(kernelspec === undefined ? {} : { kernelspec }) };
  return { ...notebook, metadata, cells } as unknown as JsonObject;
}

/**
 * What the front end saves, as the text of a file, and whether it holds outputs that could act and that the user
 * trusts, all of them: only such a notebook needs a signature.
 * @throws UserError where it is no valid notebook.
 */
export function notebookText(content: JsonValue | undefined, path: string): { text: string; sign: boolean } {
  if (!isObject(content)) throw new HttpError(400, `${path}: a notebook was to be saved, and none was sent.`);
  const notebook = parseNotebook(JSON.stringify(content), path);
  const flags = isList(content.cells) ? content.cells.map(isFlagged) : [];
  const active = notebook.cells.flatMap((cell, index) =>
    cell.cell_type === "code" && !isInert(cell) ? [flags[index] === true] : [],
  );
  return { text: formatNotebook(notebook), sign: active.length > 0 && active.every((flag) => flag) };
}

/** The canonical text of a notebook file, under which it is trusted. */
export function canonicalText(bytes: Uint8Array, path: string): string {
  return formatNotebook(parseNotebook(new TextDecoder().decode(bytes), path));
}

/** A new notebook for the project's kernel. */
export function emptyNotebook(): string {
  const notebook: Notebook = {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {
      kernelspec: kernelspecOf(),
      language_info: {
        file_extension: ".ts",
        mimetype: "text/typescript",
        name: "typescript",
      },
    },
    cells: [],
  };
  return formatNotebook(notebook);
}

function isFlagged(cell: JsonValue): boolean {
  return isObject(cell) && isObject(cell.metadata) && cell.metadata.trusted === true;
}

function isInert(cell: CodeCell): boolean {
  return cell.outputs.every((output) =>
    output.output_type === "display_data" || output.output_type === "execute_result"
      ? Object.keys(output.data).every((mime) => INERT.includes(mime))
      : true,
  );
}
