import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";
import { MARK } from "../contract.js";
import { running } from "../running.js";

/** By these libraries find out where they run or whom they may extend, beside what Node and browsers have as globals. */
const DETECTED = [
  "AMD",
  "Bun",
  "Deno",
  "EdgeRuntime",
  "WScript",
  "WorkerGlobalScope",
  "__dirname",
  "__filename",
  "define",
  "exports",
  "global",
  "importScripts",
  "jQuery",
  "module",
  "phantom",
  "process",
  "regeneratorRuntime",
  "require",
  "requirejs",
  "root",
  "setImmediate",
];

let shared: ReadonlySet<string> | undefined;

/** The names of all globals that browsers have, as TypeScript's library lists them. */
function browserNames(): string[] {
  const file = join(dirname(ts.getDefaultLibFilePath({})), "lib.dom.d.ts");
  const text = readFileSync(file, "utf8");
  return Array.from(
    text.matchAll(/^declare (?:var|let|const|function|class) ([\w$]+)/gm),
    ([, name = ""]) => name,
  );
}

/**
 * Whether libraries look for a global of this name. A variable of the script's scope would be what they find: such a name
 * is spelled otherwise in compiled cells.
 */
export function isSharedName(name: string): boolean {
  shared ??= new Set([...running().globals, ...browserNames(), ...DETECTED]);
  return shared.has(name);
}

/** How compiled cells spell a variable of the notebook. */
export function spell(name: string): string {
  return isSharedName(name) ? name + MARK : name;
}
