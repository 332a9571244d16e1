/** The Jupyter notebook format 4.5, as TypeScript sees it after parsing: multi-line strings are joined. */

import type { JsonObject, MimeBundle, Output } from "tslab-kernel";

export type {
  DisplayOutput,
  ErrorOutput,
  ExecuteResult,
  JsonObject,
  JsonValue,
  MimeBundle,
  Output,
  StreamOutput,
} from "tslab-kernel";

export interface CellMetadata extends JsonObject {}

interface BaseCell {
  id: string;
  metadata: CellMetadata;
  source: string;
}

export interface CodeCell extends BaseCell {
  cell_type: "code";
  execution_count: number | null;
  outputs: Output[];
}

export interface MarkdownCell extends BaseCell {
  cell_type: "markdown";
  attachments?: { [file: string]: MimeBundle };
}

export interface RawCell extends BaseCell {
  cell_type: "raw";
  attachments?: { [file: string]: MimeBundle };
}

export type Cell = CodeCell | MarkdownCell | RawCell;

export interface Notebook {
  nbformat: 4;
  nbformat_minor: number;
  metadata: JsonObject;
  cells: Cell[];
}
