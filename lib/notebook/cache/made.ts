import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isObject } from "../nbformat/json.js";
import type { JsonValue } from "../nbformat/types.js";
import { writeFileAtomic } from "../run/index.js";
import { FOLDER } from "./entry.js";
import { factOf } from "./facts.js";

/** Whether a file of the output folder is the one that was made last, of the same inputs (their digest). */
export function standsAsMade(outDir: string, file: string, inputs: string): boolean {
  try {
    const note: JsonValue = JSON.parse(readFileSync(noteOf(outDir, file), "utf8"));
    return isObject(note) && note.inputs === inputs && note.digest === factOf("file", join(outDir, file));
  } catch {
    return false;
  }
}

/** Notes of what a file of the output folder was made. */
export function noteMade(outDir: string, file: string, inputs: string): void {
  const note = { inputs, digest: factOf("file", join(outDir, file)) };
  try {
    mkdirSync(join(outDir, FOLDER), { recursive: true });
    writeFileAtomic(noteOf(outDir, file), `${JSON.stringify(note)}\n`);
  } catch {
    // It is then made again.
  }
}

function noteOf(outDir: string, file: string): string {
  return join(outDir, FOLDER, `${file}.made`);
}
