/** The Jupyter notebook format 4.5, as TypeScript sees it after parsing: multi-line strings are joined. */

export type JsonValue =
  | null
  | boolean
  | number
  | string
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

export interface JsonObject {
  [key: string]: JsonValue;
}

/** MIME type → content; JSON types hold objects, all others a string. */
export type MimeBundle = { [mime: string]: JsonValue };

export interface StreamOutput {
  output_type: "stream";
  name: "stdout" | "stderr";
  text: string;
}

export interface DisplayOutput {
  output_type: "display_data";
  data: MimeBundle;
  metadata: JsonObject;
}

export interface ExecuteResult {
  output_type: "execute_result";
  execution_count: number | null;
  data: MimeBundle;
  metadata: JsonObject;
}

export interface ErrorOutput {
  output_type: "error";
  ename: string;
  evalue: string;
  traceback: string[];
}

export type Output = StreamOutput | DisplayOutput | ExecuteResult | ErrorOutput;

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
