import type { OutputEvent } from "tslab-kernel";
import type { CodeCell, ErrorOutput, JsonObject, MimeBundle, Output } from "../nbformat/index.js";

/** Gathers what the cells of one notebook show. */
export interface Collector {
  /** Begins a cell; its `outputs` are filled from now on, also by what comes after its end. */
  begin(cell: CodeCell): CellOutputs;
}

/** Gathers the outputs of one cell. */
export interface CellOutputs {
  add(event: OutputEvent): void;
  /** Adds an error that the kernel could not report itself. */
  fail(error: ErrorOutput): void;
  /** To be called at the end of the cell: says in the outputs what had to be cut; `heldBack` never left the kernel. */
  finish(heldBack: number): void;
  /** The errors of the cell so far, in order. */
  readonly errors: readonly ErrorOutput[];
}

interface Shown {
  readonly cell: CodeCell;
  readonly output: Output;
}

const encoder = new TextEncoder();
const sizeOf = (text: string): number => encoder.encode(text).length;

/** A size for people, in MB of a million bytes or in kB. */
export function formatBytes(bytes: number): string {
  return bytes < 100_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/**
 * A collector for one run. A cell keeps the first `maxBytes` bytes (UTF-8) of printed text and as much of displays,
 * so that a runaway print does not cost the charts; what is beyond is cut, with a notice. Errors are always kept.
 * Consecutive pieces of one stream become one output, and updates reach the outputs that carry their id.
 */
export function createCollector(maxBytes: number): Collector {
  const shown = new Map<string, Shown[]>();
  return { begin: (cell) => collectCell(cell, maxBytes, shown) };
}

function collectCell(cell: CodeCell, maxBytes: number, shown: Map<string, Shown[]>): CellOutputs {
  const errors: ErrorOutput[] = [];
  const kept = { text: 0, displays: 0 };
  let cut = 0;
  let finished = false;
  let noticed = false;
  let clearNext = false;

  function notice(): void {
    if (cut === 0 || noticed) return;
    noticed = true;
    const total = kept.text + kept.displays + cut;
    append(
      "stderr",
      `\n[output cut: ${formatBytes(total)} in all, kept up to ${formatBytes(maxBytes)}; --max-output keeps more]\n`,
    );
  }

  function append(name: "stdout" | "stderr", text: string): void {
    const last = cell.outputs.at(-1);
    if (last?.output_type === "stream" && last.name === name) last.text += text;
    else cell.outputs.push({ output_type: "stream", name, text });
  }

  function fit(text: string): string {
    const size = sizeOf(text);
    const room = maxBytes - kept.text;
    // Once something was cut, a later and shorter piece must not appear as if nothing were missing.
    if (size <= room && cut === 0) {
      kept.text += size;
      return text;
    }
    const part = cut > 0 ? "" : firstBytes(text, room);
    const partSize = sizeOf(part);
    kept.text += partSize;
    cut += size - partSize;
    return part;
  }

  function clear(): void {
    cell.outputs.length = 0;
    clearNext = false;
  }

  function addOutput(output: Output, displayId: string | undefined): void {
    if (clearNext) clear();
    if (output.output_type === "error") {
      errors.push(output);
      cell.outputs.push(output);
    } else if (output.output_type === "stream") {
      const text = fit(output.text);
      if (text !== "") append(output.name, text);
    } else if (!fitsDisplay(output.data)) {
      cut += sizeOf(JSON.stringify(output.data));
    } else {
      cell.outputs.push(output);
      if (displayId !== undefined) shown.set(displayId, [...(shown.get(displayId) ?? []), { cell, output }]);
    }
    if (finished) notice();
  }

  function fitsDisplay(data: MimeBundle): boolean {
    const size = sizeOf(JSON.stringify(data));
    if (kept.displays + size > maxBytes) return false;
    kept.displays += size;
    return true;
  }

  return {
    errors,
    add(event) {
      if (event.type === "output") addOutput(event.output, event.displayId);
      else if (event.type === "clear") {
        if (event.wait) clearNext = true;
        else clear();
      } else if (!fitsDisplay(event.data)) cut += sizeOf(JSON.stringify(event.data));
      else update(shown.get(event.displayId) ?? [], event.data, event.metadata);
    },
    fail(error) {
      errors.push(error);
      cell.outputs.push(error);
    },
    finish(heldBack) {
      cut += heldBack;
      finished = true;
      notice();
    },
  };
}

function update(places: readonly Shown[], data: MimeBundle, metadata: JsonObject): void {
  for (const { cell, output } of places) {
    // An output that was cleared meanwhile stays away.
    if (output.output_type !== "display_data" || !cell.outputs.includes(output)) continue;
    output.data = data;
    output.metadata = metadata;
  }
}

/** The longest beginning of a text that takes no more than `bytes` bytes of UTF-8 and splits no character. */
function firstBytes(text: string, bytes: number): string {
  if (bytes <= 0) return "";
  const room = new Uint8Array(bytes);
  return text.slice(0, encoder.encodeInto(text, room).read);
}
