import { UserError } from "../errors.js";
import type { GivenValue } from "../parameters/index.js";
import { type Failure, nameOf } from "../run/index.js";

/**
 * The error of a run in which a cell failed on what `-p` gave, which is the user's to mend; `undefined` for any other
 * end. A failure is of a file if its message names the file's absolute path, and of a text if it quotes it; what the
 * compiler says is of the notebook's own text.
 */
export function faultOfGiven(
  path: string,
  failures: readonly Failure[],
  given: readonly GivenValue[],
): UserError | undefined {
  for (const { cellIndex, ename, evalue } of failures) {
    if (ename === "TypeScriptError") continue;
    const named = given.find(({ text, file }) =>
      file === undefined ? text !== "" && evalue.includes(`"${text}"`) : names(evalue, file),
    );
    if (named === undefined) continue;
    const what = named.file === undefined ? "This" : named.folder ? "The folder" : "The file";
    return new UserError(
      evalue.replace(/\s*[\r\n]\s*/g, " ").trim(),
      `${what} was given with -p ${named.name}=${named.text}, and cell ${cellIndex + 1} of ${nameOf(path)} reads it.`,
    );
  }
  return undefined;
}

/** Whether a message names a file, and not another whose path this one is part of. */
function names(message: string, file: string): boolean {
  for (let at = message.indexOf(file); at >= 0; at = message.indexOf(file, at + 1)) {
    const before = message.slice(0, at);
    const after = message.slice(at + file.length);
    if (!/[\p{L}\p{N}_./\\-]$/u.test(before) && !/^(?:[\p{L}\p{N}_/\\-]|\.[\p{L}\p{N}])/u.test(after))
      return true;
  }
  return false;
}
