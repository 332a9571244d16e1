import { SourceMap, type SourceMapPayload } from "node:module";
import { dirname, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { distFile } from "../dist-file.js";

/** Stacks that point at what the author wrote: the line of a cell, the line of a .ts file. */

/** The folder of this program, as it is built. */
export const MACHINERY = dirname(distFile("kernel.js"));

/** The name that V8 knows the cell of that count by: the comment that names a script holds no spaces. */
export const scriptOf = (count: number): string => `tslab-cell:${count}`;
const SCRIPT = /^tslab-cell:(\d+)$/;

/** A cell, as people know it. */
export const cellName = (count: number): string => `Cell In[${count}]`;

interface Position {
  /** From 0, both. */
  readonly line: number;
  readonly column: number;
}

/** Script → where a position in it comes from; `null` where nobody wrote it. */
const lookups = new Map<string, (position: Position) => Position | null>();

/**
 * Registers how positions of a script lead back to its source: `map` is its source map, as JSON. After `lines` lines the
 * script is machinery.
 */
export function registerMap(script: string, map: string, lines = Number.POSITIVE_INFINITY): void {
  let parsed: SourceMap | null = null;
  lookups.set(script, ({ line, column }) => {
    if (line >= lines) return null;
    // Most scripts are never asked for.
    parsed ??= new SourceMap(JSON.parse(map) as SourceMapPayload);
    const entry = parsed.findEntry(line, column);
    if (!("originalLine" in entry) || entry.originalLine === undefined) return null;
    return { line: entry.originalLine, column: entry.originalColumn };
  });
}

/** A place in a cell or a file, both counted from 1, as tracebacks write it. */
export function placeText(file: string, line: number, column: number): string {
  return file.startsWith("Cell In[")
    ? `${file}, line ${line}, column ${column}`
    : `${file}:${line}:${column}`;
}

/** The place in the source that a place in a script comes from; lines and columns are counted from 1. */
export function originOf(
  script: string,
  line: number,
  column: number,
): { file: string; line: number; column: number } | null {
  const found = lookups.get(script)?.({ line: line - 1, column: column - 1 });
  if (found === undefined || found === null) return null;
  const count = SCRIPT.exec(script)?.[1];
  const path = script.startsWith("file:") ? fileURLToPath(script) : script;
  const file = count === undefined ? path : cellName(Number(count));
  return { file, line: found.line + 1, column: found.column + 1 };
}

/** One line of a stack; `null` for a frame that has no counterpart in the source. */
function frameText(site: NodeJS.CallSite): string | null {
  const text = site.toString();
  const script = site.getFileName() || site.getScriptNameOrSourceURL?.() || null;
  const [line, column] = [site.getLineNumber(), site.getColumnNumber()];
  if (script === null || line === null || column === null || !lookups.has(script)) return text;
  const found = originOf(script, line, column);
  if (found === null) return null;
  return text.replace(`${script}:${line}:${column}`, () => placeText(found.file, found.line, found.column));
}

/** What runs cells stands at the end of every stack and says nothing but where this kernel is installed. */
function isMachinery(site: NodeJS.CallSite): boolean {
  const file = site.getFileName();
  if (typeof file !== "string") return false;
  const path = file.startsWith("file:") ? fileURLToPath(file) : file;
  return (
    /^node:(?:vm|inspector|internal\/(?:vm|process\/task_queues))/.test(file) ||
    path.startsWith(MACHINERY + sep)
  );
}

/** Makes stacks tell the author's lines, also where a cell reads them itself. */
export function installStacks(): void {
  // Deep stacks would otherwise lose the frame that names the notebook's cell.
  Error.stackTraceLimit = 50;
  Error.prepareStackTrace = (error, sites) => {
    let head: string;
    try {
      head = Error.prototype.toString.call(error);
    } catch {
      head = "Error";
    }
    const outside = sites.filter((site) => !isMachinery(site));
    const frames = (outside.length > 0 ? outside : sites).map(frameText).filter((text) => text !== null);
    return [head, ...frames.map((text) => `    at ${text}`)].join("\n");
  };
}
