import { UserError } from "../errors.js";
import type { Notebook } from "../nbformat/index.js";
import type { Parameter } from "./declared.js";
import { readablePath } from "./paths.js";

/** A number as people write it: no hexadecimal digits, no exponent, no spaces. */
const PLAIN_DECIMAL = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)$/;

/**
 * The notebook with values in place of the defaults of its parameters; the given notebook is left alone. A path is
 * taken from the folder the user stands in (`from`) and must be a file, or a folder, that can be read. Values are written as literals, so that the executed
 * copy shows what it ran with.
 * @throws UserError for a name that is not declared and for a value of a wrong type, with the list of what there is.
 */
export function applyParameters(
  notebook: Notebook,
  declared: readonly Parameter[],
  given: ReadonlyMap<string, string>,
  from: string,
): Notebook {
  for (const name of given.keys()) {
    if (declared.some((parameter) => parameter.name === name)) continue;
    throw new UserError(
      `-p ${name}: there is no such parameter.`,
      declared.length > 0
        ? whatItTakes(declared)
        : 'The notebook declares none: no cell has the tag "parameters".',
    );
  }
  // From the last to the first, so that earlier places stay where they are.
  const changes = declared
    .filter(({ name }) => given.has(name))
    .map((parameter) => {
      const value = given.get(parameter.name) ?? "";
      return { parameter, text: literal(parameter, value, from, declared) };
    })
    .sort((a, b) => b.parameter.start - a.parameter.start);
  const [first] = changes;
  if (!first) return notebook;
  const cells = notebook.cells.map((cell, index) => {
    if (index !== first.parameter.cellIndex) return cell;
    const source = changes.reduce(
      (text, { parameter, text: value }) =>
        text.slice(0, parameter.start) + value + text.slice(parameter.end),
      cell.source,
    );
    return { ...cell, source };
  });
  return { ...notebook, cells };
}

function whatItTakes(declared: readonly Parameter[]): string {
  return `It takes: ${listOfParameters(declared)}.`;
}

/** What a notebook takes, for a message: "edition (number; 2025), table (path; undefined)"; empty for nothing. */
export function listOfParameters(declared: readonly Parameter[]): string {
  const each = declared.map(({ name, kind, choices, written }) => {
    return `${name} (${choices ? choices.join(" or ") : kind}; ${written})`;
  });
  return each.join(", ");
}

function literal(
  { name, kind, choices }: Parameter,
  text: string,
  from: string,
  declared: readonly Parameter[],
): string {
  const wrong = (expected: string) =>
    new UserError(`-p ${name}: found "${text}", expected ${expected}.`, whatItTakes(declared));
  if (choices && !choices.includes(text)) throw wrong(choices.join(" or "));
  if (kind === "number") {
    const value = PLAIN_DECIMAL.test(text) ? Number(text) : Number.NaN;
    if (!Number.isFinite(value)) throw wrong("a number in digits, with a point before decimals");
    return String(value);
  }
  if (kind === "boolean") {
    if (text !== "true" && text !== "false") throw wrong("true or false");
    return text;
  }
  if (kind === "path" || kind === "folder") return JSON.stringify(readablePath(name, kind, text, from));
  return JSON.stringify(text);
}
