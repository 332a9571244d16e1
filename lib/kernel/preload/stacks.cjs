"use strict";
// Stacks that point at what the author wrote: the line of a cell, the line of a .ts file.

const { SourceMap } = require("node:module");
const path = require("node:path");

/** Folders of tslab and of this preload. */
const MACHINERY = [path.join(path.dirname(require.resolve("tslab/package.json")), "dist"), __dirname];

/** Script name → (zero-based line, column) → {file, line, column} (zero-based), or null where nothing is known. */
const scripts = new Map();

const INLINE_MAP = /\n?\/\/# sourceMappingURL=data:application\/json[^,]*base64,([A-Za-z0-9+/=]+)\s*$/;

/** Parts compiled text into the code and its source map; the map is null where there is none. */
function takeInlineMap(text) {
  const match = INLINE_MAP.exec(text);
  if (!match) return { code: text, map: null };
  return {
    code: text.slice(0, match.index),
    map: JSON.parse(Buffer.from(match[1], "base64").toString("utf8")),
  };
}

/**
 * Registers how positions of a script lead back to its source. `maps` are the source maps in the order of lookup:
 * that of the last compilation first. `linesBefore` stand in the compiled source and not in the author's; after
 * `lines` lines the script is machinery.
 */
function register(script, file, maps, { linesBefore = 0, lines = Number.POSITIVE_INFINITY } = {}) {
  let lookups = null;
  scripts.set(script, (line, column) => {
    if (line >= lines) return null;
    // Most scripts are never asked for.
    lookups ??= maps.map((map) => new SourceMap(map));
    let position = { line, column };
    for (const lookup of lookups) {
      const entry = lookup.findEntry(position.line, position.column);
      if (entry.originalLine === undefined) return null;
      position = { line: entry.originalLine, column: entry.originalColumn };
    }
    if (position.line < linesBefore) return null;
    return { file, line: position.line - linesBefore, column: position.column };
  });
}

function place(file, line, column) {
  return file.startsWith("Cell In[")
    ? `${file}, line ${line}, column ${column}`
    : `${file}:${line}:${column}`;
}

/** One line of a stack; null for a frame that has no counterpart in the source. */
function frameText(site) {
  // What a cell declares is called as a property of tslab's exports, which are a Proxy.
  const text = site.toString().replace(/^(async )?Proxy\./, "$1");
  const file = site.getFileName();
  const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
  const lookup = file === null ? undefined : scripts.get(file);
  if (!lookup || line === null || column === null) return text;
  const found = lookup(line - 1, column - 1);
  if (found === null) return null;
  return text.replace(`${file}:${line}:${column}`, () => place(found.file, found.line + 1, found.column + 1));
}

/** What runs cells stands at the end of every stack and says nothing but where this kernel is installed. */
function runsCells(file) {
  return file === "node:vm" || MACHINERY.some((folder) => file?.startsWith(folder + path.sep));
}

function install() {
  Error.prepareStackTrace = (error, sites) => {
    let head;
    try {
      head = Error.prototype.toString.call(error);
    } catch {
      head = "Error";
    }
    const outside = sites.filter((site) => !runsCells(site.getFileName()));
    const frames = (outside.length > 0 ? outside : sites).map(frameText).filter((text) => text !== null);
    return [head, ...frames.map((text) => `    at ${text}`)].join("\n");
  };
}

module.exports = { MACHINERY, install, place, register, takeInlineMap };
