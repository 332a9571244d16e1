/**
 * The parts of the language's library that not every supported Node has, each with a sign of it. What the running Node
 * lacks, the compiler does not promise.
 */
const PARTS: readonly (readonly [part: string, has: () => boolean])[] = [
  ["es2024.arraybuffer", () => "transfer" in ArrayBuffer.prototype],
  ["es2024.collection", () => "groupBy" in Map],
  ["es2024.object", () => "groupBy" in Object],
  ["es2024.promise", () => "withResolvers" in Promise],
  ["es2024.regexp", () => "unicodeSets" in RegExp.prototype],
  ["es2024.sharedmemory", () => "waitAsync" in Atomics],
  ["es2024.string", () => "isWellFormed" in String.prototype],
  ["es2025.collection", () => "union" in Set.prototype],
  ["es2025.float16", () => "Float16Array" in globalThis],
  ["es2025.intl", () => "DurationFormat" in Intl],
  ["es2025.iterator", () => "Iterator" in globalThis],
  ["es2025.promise", () => "try" in Promise],
  ["es2025.regexp", () => "escape" in RegExp],
  ["esnext.array", () => "fromAsync" in Array],
  ["esnext.collection", () => "getOrInsert" in Map.prototype],
  ["esnext.date", () => "toTemporalInstant" in Date.prototype],
  ["esnext.decorators", () => true],
  ["esnext.disposable", () => "dispose" in Symbol],
  ["esnext.error", () => "isError" in Error],
  ["esnext.sharedmemory", () => "pause" in Atomics],
  ["esnext.temporal", () => "Temporal" in globalThis],
  ["esnext.typedarrays", () => "fromBase64" in Uint8Array],
];

/** The names of the library files that describe the running Node's V8. */
export function runningLibrary(): string[] {
  const parts = PARTS.filter(([, has]) => has()).map(([part]) => part);
  return ["es2023", "decorators", "decorators.legacy", ...parts].map((part) => `lib.${part}.d.ts`);
}
