import type { CellTrace, Read, ReadKind } from "tslab-kernel";
import { factOf } from "./facts.js";

/** What a run has seen at a path, and the cell that looked first. */
export interface Fact {
  readonly kind: ReadKind;
  /** Absolute. */
  readonly path: string;
  readonly fact: string;
  /** Place of the cell in the notebook, counted from 0. */
  readonly cell: number;
}

/** Everything outside of its notebook on which the outcome of a run depends. */
export interface Inputs {
  readonly facts: readonly Fact[];
  /** Environment variables: name → digest of the value, `null` where it was not set. */
  readonly env: Readonly<Record<string, string | null>>;
  /** Absolute paths of what the run has left behind, beyond what its runner saves. */
  readonly made: readonly string[];
}

/** What one cell has done. */
export interface Traced {
  readonly cellIndex: number;
  readonly trace: CellTrace;
}

/**
 * The inputs of a run that has just ended, or, as a text, why they cannot be known: then the notebook is to be run at
 * every call. "it …" in the text is the notebook.
 */
export function inputsOf(
  traces: readonly Traced[],
  stampOf: (kind: ReadKind, path: string) => string,
): Inputs | string {
  const declared = traces.some(({ trace }) => trace.declared);
  for (const { cellIndex, trace } of traces) {
    const hidden = trace.hidden.find((what) => what === "the network" || !declared);
    if (hidden !== undefined) return hiddenReason(hidden, cellIndex);
  }
  const made = [...new Set(traces.flatMap(({ trace }) => trace.writes))];
  const facts: Fact[] = [];
  for (const { cellIndex: cell, trace } of traces) {
    for (const read of trace.reads) {
      if (asks(read) && made.includes(read.path)) continue;
      if (stampOf(read.kind, read.path) !== read.stamp && !isSteady(read))
        return `${read.path}, which cell ${cell + 1} reads, has changed while it ran`;
      facts.push({ kind: read.kind, path: read.path, fact: factOf(read.kind, read.path), cell });
    }
  }
  const env = Object.assign({}, ...traces.map(({ trace }) => trace.env));
  return { facts, env, made };
}

/** Whether a cell has only asked about a path: what the run then made there itself is no input. */
function asks({ kind }: Read): boolean {
  return kind === "stat" || kind === "meta" || kind === "link";
}

/** The time and size of a folder say nothing about whether there is one, or where a link leads. */
function isSteady(read: Read): boolean {
  return asks(read) && read.stamp !== "absent";
}

function hiddenReason(what: string, cellIndex: number): string {
  return what === "the network"
    ? `cell ${cellIndex + 1} uses the network, and what comes may differ`
    : `cell ${cellIndex + 1} uses ${what}, whose inputs cannot be seen; depends(path) declares them`;
}
