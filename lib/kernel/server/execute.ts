import type { Compiled, Compiler, RanCell, Refused, Setting } from "../compiler/contract.js";
import type { CellEnd, CellOptions, CellTask } from "../link/link.js";
import { isList, type JsonObject, type JsonValue } from "../protocol/json.js";
import { objectOf } from "./requests.js";

/** What a client wants to be executed. */
export interface ExecuteRequest {
  readonly source: string;
  readonly silent: boolean;
  readonly canAsk: boolean;
  readonly stopOnError: boolean;
  readonly options: CellOptions;
  /** The cells that it will ask for after this one. */
  readonly ahead: readonly string[];
}

const numberOf = (value: JsonValue | undefined): number | undefined =>
  typeof value === "number" ? value : undefined;

/** Reads an execute request from its content and metadata. */
export function executeRequest(content: JsonObject, metadata: JsonObject): ExecuteRequest {
  const own = objectOf(metadata.tslab_notebook);
  const maxOutputBytes = numberOf(own.max_output_bytes);
  const settleMs = numberOf(own.settle_ms);
  return {
    source: typeof content.code === "string" ? content.code : "",
    silent: content.silent === true,
    canAsk: content.allow_stdin === true,
    stopOnError: content.stop_on_error !== false,
    ahead: isList(own.ahead) ? own.ahead.filter((source) => typeof source === "string") : [],
    options: {
      ...(maxOutputBytes === undefined ? {} : { maxOutputBytes }),
      ...(settleMs === undefined ? {} : { settleMs }),
      trace: own.trace === true,
    },
  };
}

/** The task of a cell for the thread that runs cells, from what the compiler says of it. */
export function taskOf(
  key: number,
  count: number,
  request: ExecuteRequest,
  compiled: Compiled | Refused,
): CellTask {
  const { source, options, canAsk } = request;
  const { looks, notices } = compiled;
  const common = { key, count, source, options, canAsk, looks, notices };
  if (compiled.status === "refused") return { ...common, diagnostics: compiled.diagnostics };
  const { code, map, declared, module, paths } = compiled;
  return {
    ...common,
    code,
    map,
    declared,
    ...(module === undefined ? {} : { module }),
    ...(paths === undefined ? {} : { paths }),
  };
}

/** What a cell adds to those that have run. */
export function ranCell(compiled: Compiled, { error, reached }: CellEnd): RanCell {
  return error === undefined || reached === undefined ? { id: compiled.id } : { id: compiled.id, reached };
}

/**
 * Compiles a cell; a compiler that fails is told as a complaint about the cell, and gives up none of the others.
 */
export async function compileCell(
  compiler: Compiler,
  setting: Setting,
  history: readonly RanCell[],
  source: string,
): Promise<Compiled | Refused> {
  try {
    return await compiler.compile({ setting, history, source });
  } catch (error) {
    const message = `The compiler failed: ${(error as Error).message}`;
    return {
      status: "refused",
      diagnostics: [{ line: 1, column: 1, message, code: 0, length: 0 }],
      looks: [],
      notices: [],
    };
  }
}
