"use strict";
// What was thrown, as the content of a Jupyter `error` message.

const path = require("node:path");
const { fileURLToPath } = require("node:url");
const util = require("node:util");
const { MACHINERY, place } = require("./stacks.cjs");

/** Name of a cell ("Cell In[3]") → its source text. */
const sources = new Map();

/** The notebook's folder: cells may leave it. */
const HOME = process.cwd();
const LONGEST = 20_000;
const MOST_CAUSES = 5;
const MOST_DIAGNOSTICS = 50;

/** Frames of Node, of tslab and of this preload say nothing about the notebook. */
const isMachinery = (frame) => /\bnode:/.test(frame) || MACHINERY.some((folder) => frame.includes(folder));

/** Paths as seen from the notebook, so that a report does not tell where on whose machine it was made. */
function shortenPath(frame) {
  return frame.replace(/(file:\/\/)?(\/[^():]+)(?=:\d+:\d+\)?$)/, (_, scheme, file) =>
    path.relative(HOME, scheme ? fileURLToPath(`file://${file}`) : file),
  );
}

function clip(text) {
  return text.length > LONGEST
    ? `${text.slice(0, LONGEST)} … (${text.length - LONGEST} more characters)`
    : text;
}

/** The line of a cell that a text points at first, after up to two lines before it; nothing where it names no cell. */
function excerpt(text) {
  const match = /(Cell In\[\d+\]), line (\d+), column (\d+)/.exec(text);
  const source = match && sources.get(match[1]);
  if (!source) return [];
  const [line, column] = [Number(match[2]), Number(match[3])];
  const width = String(line).length;
  const shown = source.split(/\r\n|\n|\r/).slice(Math.max(0, line - 3), line);
  const code = shown.map((one, index) => {
    const number = line - shown.length + 1 + index;
    return `${number === line ? ">" : " "} ${String(number).padStart(width)} | ${one.slice(0, 300)}`;
  });
  const caret = `  ${" ".repeat(width)} | ${" ".repeat(Math.min(column - 1, 300))}^`;
  return [`${match[1]}, line ${line}`, ...code, caret];
}

function isError(value) {
  return util.types.isNativeError(value) || value instanceof Error;
}

function show(value) {
  try {
    return clip(util.inspect(value, { colors: false }));
  } catch {
    return "a value that cannot be shown";
  }
}

/** A name that a class has not set is that of the class. */
function nameOf(error) {
  const own = typeof error.name === "string" ? error.name : "Error";
  return own === "Error" ? error.constructor?.name || "Error" : own;
}

function framesOf(error) {
  const stack = typeof error.stack === "string" ? error.stack : "";
  return stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line) && !isMachinery(line))
    .map(shortenPath);
}

/** The errors inside of an error: its cause, and the parts of an AggregateError. */
function inner(error, depth, seen = [error]) {
  if (depth >= MOST_CAUSES) return [];
  const parts =
    error instanceof AggregateError && Array.isArray(error.errors) ? error.errors.slice(0, MOST_CAUSES) : [];
  const causes = error.cause === undefined ? parts : [error.cause, ...parts];
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

function errorContent(error, prefix) {
  const ename = nameOf(error);
  const evalue = clip(String(error.message));
  const frames = framesOf(error);
  const traceback = [
    `${prefix}${ename}: ${evalue}`,
    ...excerpt(frames.join("\n")),
    ...frames,
    ...inner(error, 0),
  ];
  return { ename, evalue, traceback };
}

/**
 * `{ename, evalue, traceback}` of what was thrown; something that is no Error has the name "Thrown". The traceback
 * names cells and lines as the author knows them. `how` goes before its first line.
 */
function describe(thrown, how = "") {
  const prefix = how === "" ? "" : `${how}: `;
  if (!isError(thrown)) {
    const evalue = show(thrown);
    return { ename: "Thrown", evalue, traceback: [`${prefix}Thrown: ${evalue}`] };
  }
  if (thrown.code === "ERR_SCRIPT_EXECUTION_INTERRUPTED" || thrown.message === "Interrupted asynchronously") {
    const evalue = "The cell was interrupted.";
    return { ename: "Interrupted", evalue, traceback: [`Interrupted: ${evalue}`] };
  }
  try {
    return errorContent(thrown, prefix);
  } catch {
    const evalue = "an error that cannot be read";
    return { ename: "Error", evalue, traceback: [`${prefix}Error: ${evalue}`] };
  }
}

/** tslab appends a line of its own to a cell, where TypeScript may find the end of the text. */
function withinCell({ file, line, column, message }, source) {
  const lines = source.split(/\r\n|\n|\r/);
  if (file !== "" || line <= lines.length) return { file, line, column, message };
  return { file, line: lines.length, column: lines[lines.length - 1].length + 1, message };
}

/** TypeScript's complaints about a cell (`{file, line, column, message}`, one-based), as one error. */
function describeDiagnostics(diagnostics, cell) {
  const lines = diagnostics
    .slice(0, MOST_DIAGNOSTICS)
    .map((one) => withinCell(one, sources.get(cell) ?? ""))
    .map(({ file, line, column, message }) => `${place(file || cell, line, column)}: ${clip(message)}`);
  if (diagnostics.length > MOST_DIAGNOSTICS)
    lines.push(`… and ${diagnostics.length - MOST_DIAGNOSTICS} more`);
  const evalue = clip(diagnostics[0].message);
  const traceback = [`TypeScriptError: ${evalue}`, ...excerpt(lines.join("\n")), ...lines];
  return { ename: "TypeScriptError", evalue, traceback };
}

module.exports = { describe, describeDiagnostics, sources };
