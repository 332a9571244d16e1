import { MIME } from "../display/contract.js";
import type { Notebook } from "../nbformat/index.js";
import { isObject } from "../nbformat/json.js";

/** Longest variant in a file's name; in bytes, too, since file systems count those and allow 255 for everything. */
const LONGEST = { characters: 80, bytes: 120 } as const;

/**
 * The variant that an executed notebook has stated with `about`, as it stands in the names of its files; of several
 * calls the last counts. Empty where none is stated, or nothing of it can stand in a name.
 */
export function variantOf(notebook: Notebook): string {
  const bundles = notebook.cells.flatMap((cell) =>
    cell.cell_type === "code"
      ? cell.outputs.flatMap((output) => ("data" in output ? [output.data] : []))
      : [],
  );
  const about = bundles.map((bundle) => bundle[MIME.about]).findLast((value) => isObject(value));
  return isObject(about) && typeof about.variant === "string" ? asFileName(about.variant) : "";
}

/**
 * A text as part of a file's name: letters of any script and digits, in lower case; everything else is one hyphen.
 * At most 80 characters, no hyphen at either end.
 */
export function asFileName(text: string): string {
  const words = text
    .normalize("NFC")
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "-")
    .replace(/^-/, "");
  let name = "";
  for (const character of [...words].slice(0, LONGEST.characters)) {
    if (Buffer.byteLength(name + character) > LONGEST.bytes) break;
    name += character;
  }
  return name.replace(/-$/, "");
}
