import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { inspect, types } from "node:util";
import type { Diagnostic } from "../compiler/contract.js";
import type { ErrorContent } from "../link/link.js";
import { cellName, MACHINERY, placeText } from "./stacks.js";

/** Name of a cell → its source text. */
const sources = new Map<string, string>();

/** The notebook's folder: cells may leave it. */
let home = process.cwd();

/** Says that the notebook lies in the folder that is the process's now. */
export function noteHome(): void {
  home = process.cwd();
}

/** Remembers the text of a cell, for the lines that tracebacks show of it. */
export function rememberSource(count: number, source: string): void {
  sources.set(cellName(count), source);
}

const LONGEST = 20_000;
const MOST_CAUSES = 5;
const MOST_DIAGNOSTICS = 50;

/** Frames of Node and of this kernel say nothing about the notebook. */
const isMachinery = (frame: string) => /\bnode:/.test(frame) || frame.includes(MACHINERY);

/** Paths as seen from the notebook, so that a report does not tell where on whose machine it was made. */
function shortenPath(frame: string): string {
  return frame.replace(
    /(file:\/\/)?(\/[^():]+)(?=:\d+:\d+\)?$)/,
    (_, scheme: string | undefined, file: string) =>
      relative(home, scheme === undefined ? file : fileURLToPath(`file://${file}`)),
  );
}

function clip(text: string): string {
  return text.length > LONGEST
    ? `${text.slice(0, LONGEST)} … (${text.length - LONGEST} more characters)`
    : text;
}

/** The line of a cell that a text points at first, after up to two lines before it; nothing where it names no cell. */
function excerpt(text: string): string[] {
  const match = /(Cell In\[\d+\]), line (\d+), column (\d+)/.exec(text);
  const [, cell = ""] = match ?? [];
  const source = sources.get(cell);
  if (!source) return [];
  const [line, column] = [Number(match?.[2]), Number(match?.[3])];
  const width = String(line).length;
  const shown = source.split(/\r\n|\n|\r/).slice(Math.max(0, line - 3), line);
  const code = shown.map((one, index) => {
    const number = line - shown.length + 1 + index;
    return `${number === line ? ">" : " "} ${String(number).padStart(width)} | ${one.slice(0, 300)}`;
  });
  const caret = `  ${" ".repeat(width)} | ${" ".repeat(Math.min(column - 1, 300))}^`;
  return [`${cell}, line ${line}`, ...code, caret];
}

function isError(value: unknown): value is Error {
  return types.isNativeError(value) || value instanceof Error;
}

function show(value: unknown): string {
  try {
    return clip(inspect(value, { colors: false }));
  } catch {
    return "a value that cannot be shown";
  }
}

/** A name that a class has not set is that of the class. */
function nameOf(error: Error): string {
  const own = typeof error.name === "string" ? error.name : "Error";
  return own === "Error" ? error.constructor?.name || "Error" : own;
}

function framesOf(error: Error): string[] {
  const stack = typeof error.stack === "string" ? error.stack : "";
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line) && !isMachinery(line))
    .map(shortenPath);
}

/** The errors inside of an error: its cause, and the parts of an AggregateError. */
function inner(error: Error, depth: number, seen: readonly unknown[] = [error]): string[] {
  if (depth >= MOST_CAUSES) return [];
  const parts =
    error instanceof AggregateError && Array.isArray(error.errors) ? error.errors.slice(0, MOST_CAUSES) : [];
  const causes: unknown[] = error.cause === undefined ? parts : [error.cause, ...parts];
  return causes.flatMap((one) => {
    if (seen.includes(one)) return [];
    if (!isError(one)) return ["", `Caused by: ${show(one)}`];
    return [
      "",
      `Caused by: ${nameOf(one)}: ${clip(String(one.message))}`,
      ...framesOf(one),
      ...inner(one, depth + 1, [...seen, one]),
    ];
  });
}

function errorContent(error: Error, prefix: string, at: string): ErrorContent {
  const ename = nameOf(error);
  const evalue = clip(String(error.message));
  const frames = framesOf(error);
  const lines = frames.length > 0 || at === "" ? frames : [`    at ${at}`];
  const traceback = [
    `${prefix}${ename}: ${evalue}`,
    ...excerpt(lines.join("\n")),
    ...lines,
    ...inner(error, 0),
  ];
  return { ename, evalue, traceback };
}

/**
 * What was thrown, as an error message; something that is no Error has the name "Thrown". The traceback names cells and
 * lines as the author knows them.
 * @param how goes before its first line
 * @param at the place of an error that has no frames of its own, as a syntax error that V8 finds
 */
export function describe(thrown: unknown, how = "", at = ""): ErrorContent {
  const prefix = how === "" ? "" : `${how}: `;
  try {
    if (isError(thrown)) return errorContent(thrown, prefix, at);
  } catch {
    const evalue = "an error that cannot be read";
    return { ename: "Error", evalue, traceback: [`${prefix}Error: ${evalue}`] };
  }
  const evalue = show(thrown);
  return { ename: "Thrown", evalue, traceback: [`${prefix}Thrown: ${evalue}`] };
}

/** TypeScript's complaints about the cell of that count, as one error. */
export function describeDiagnostics(diagnostics: readonly Diagnostic[], count: number): ErrorContent {
  const cell = cellName(count);
  const lines = diagnostics
    .slice(0, MOST_DIAGNOSTICS)
    .map(({ file, line, column, message }) => `${placeText(file ?? cell, line, column)}: ${clip(message)}`);
  if (diagnostics.length > MOST_DIAGNOSTICS)
    lines.push(`… and ${diagnostics.length - MOST_DIAGNOSTICS} more`);
  const evalue = clip(diagnostics[0]?.message ?? "");
  const traceback = [`TypeScriptError: ${evalue}`, ...excerpt(lines.join("\n")), ...lines];
  return { ename: "TypeScriptError", evalue, traceback };
}
