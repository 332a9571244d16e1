import { isList, isObject, type JsonObject, type JsonValue } from "./json.js";

/**
 * How a cell has looked at a path: at the content of a file; whether it is there, and what it is ("stat"); at its size and
 * time ("meta"); at the names in a folder, with what they are; at the names of everything below it ("tree"); at the content
 * of everything below it ("deep"); at where a path leads ("link").
 */
export type ReadKind = "file" | "stat" | "meta" | "folder" | "tree" | "deep" | "link";

/** One look at a path, the first that a kernel took. */
export interface Read {
  readonly kind: ReadKind;
  /** Absolute. */
  readonly path: string;
  /** Time, size and inode at that moment (of "tree" and "deep" a digest of those of all below), or "absent". */
  readonly stamp: string;
}

/** What a cell depends on and does outside of itself; each thing is told once in the life of a kernel. */
export interface CellTrace {
  readonly reads: readonly Read[];
  /** Absolute paths that it has written, or made. */
  readonly writes: readonly string[];
  /** Environment variables that it has asked for: name → digest of the value, `null` where it is not set; "*" of their names. */
  readonly env: Readonly<Record<string, string | null>>;
  /** Packages that the notebook and the project's own files have loaded: name → version. */
  readonly packages: Readonly<Record<string, string>>;
  /** What it did whose inputs nobody can see: "the network", "the program git", "native code (x.node)". */
  readonly hidden: readonly string[];
  /** Whether it has called `depends` to say what native code and other programs read. */
  readonly declared: boolean;
}

const KINDS: readonly string[] = [
  "file",
  "stat",
  "meta",
  "folder",
  "tree",
  "deep",
  "link",
] satisfies readonly ReadKind[];

/** The trace in the metadata of an `execute_reply`; `undefined` where there is none. Entries of another form are passed over. */
export function readTrace(metadata: JsonObject | undefined): CellTrace | undefined {
  const own = metadata?.tslab_notebook;
  const trace = isObject(own) ? own.trace : undefined;
  if (!isObject(trace)) return undefined;
  return {
    reads: list(trace.reads).flatMap(readOf),
    writes: strings(trace.writes),
    env: entries(trace.env, (value): value is string | null => value === null || typeof value === "string"),
    packages: entries(trace.packages, (value): value is string => typeof value === "string"),
    hidden: strings(trace.hidden),
    declared: trace.declared === true,
  };
}

function readOf(entry: JsonValue): Read[] {
  const [kind, path, stamp] = list(entry);
  return isKind(kind) && typeof path === "string" && typeof stamp === "string" ? [{ kind, path, stamp }] : [];
}

function isKind(value: JsonValue | undefined): value is ReadKind {
  return typeof value === "string" && KINDS.includes(value);
}

function list(value: JsonValue | undefined): readonly JsonValue[] {
  return isList(value) ? value : [];
}

function strings(value: JsonValue | undefined): string[] {
  return list(value).filter((item) => typeof item === "string");
}

function entries<Value extends JsonValue>(
  value: JsonValue | undefined,
  fits: (value: JsonValue | undefined) => value is Value,
): Record<string, Value> {
  const found: Record<string, Value> = {};
  for (const [name, item] of Object.entries(isObject(value) ? value : {})) if (fits(item)) found[name] = item;
  return found;
}
