import type { Compiler, Inspection, RanCell, Setting } from "../compiler/contract.js";
import { isObject, type JsonObject, type JsonValue } from "../protocol/json.js";

/** What requests are answered from. */
export interface Answering {
  readonly compiler: Compiler;
  readonly setting: Setting;
  readonly history: readonly RanCell[];
}

/** Jupyter counts code points, JavaScript units of UTF-16: an emoji is one of those, and two of these. */
const unitsAt = (text: string, points: number): number => [...text].slice(0, points).join("").length;
const pointsAt = (text: string, units: number): number => [...text.slice(0, units)].length;

const textOf = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

/** The code of a request, and the position in it that it asks about. */
function positionIn(content: JsonObject): { source: string; position: number } {
  const source = textOf(content.code);
  const points = typeof content.cursor_pos === "number" ? content.cursor_pos : source.length;
  return { source, position: unitsAt(source, points) };
}

async function complete({ compiler, setting, history }: Answering, content: JsonObject): Promise<JsonObject> {
  const { source, position } = positionIn(content);
  const found = await compiler.complete({ setting, history, source, position });
  const [start, end] = [pointsAt(source, found.start), pointsAt(source, found.end)];
  return {
    status: "ok",
    matches: found.entries.map(({ name }) => name),
    cursor_start: start,
    cursor_end: end,
    // Front ends take this for the little pictures that tell a function from a constant.
    metadata: {
      _jupyter_types_experimental: found.entries.map(({ name, kind }) => ({
        start,
        end,
        text: name,
        type: kind,
      })),
    },
  };
}

async function inspect({ compiler, setting, history }: Answering, content: JsonObject): Promise<JsonObject> {
  const { source, position } = positionIn(content);
  const found = await compiler.inspect({ setting, history, source, position });
  return { status: "ok", found: found !== null, data: found === null ? {} : shown(found), metadata: {} };
}

function shown({ signature, documentation, tags }: NonNullable<Inspection>): JsonObject {
  const more = [documentation, tags.join("\n")].filter((text) => text !== "");
  return {
    "text/plain": [signature, ...more].join("\n\n"),
    "text/markdown": ["```typescript", signature, "```", ...more.flatMap((text) => ["", text])].join("\n"),
  };
}

/** What the compiler has against a cell, which does not run by that; lines and columns are counted from 1. */
async function diagnose({ compiler, setting, history }: Answering, content: JsonObject): Promise<JsonObject> {
  const found = await compiler.diagnose({ setting, history, source: textOf(content.code) });
  return { status: "ok", diagnostics: found.map((one) => ({ ...one })) };
}

/** What a front end is told of the kernel. */
function kernelInfo({ compiler, setting }: Answering): JsonObject {
  const javascript = setting.language === "javascript";
  return {
    status: "ok",
    protocol_version: "5.3",
    implementation: "tslab-kernel",
    implementation_version: VERSION,
    language_info: {
      name: setting.language,
      version: javascript ? process.versions.node : compiler.version,
      mimetype: javascript ? "text/javascript" : "text/typescript",
      file_extension: javascript ? ".js" : ".ts",
      codemirror_mode: javascript ? "javascript" : "application/typescript",
    },
    banner: `TypeScript ${compiler.version} on Node ${process.versions.node}`,
    help_links: [],
  };
}

declare const KERNEL_VERSION: string | undefined;
const VERSION = typeof KERNEL_VERSION === "string" ? KERNEL_VERSION : "0.1.0";

type Answer = (answering: Answering, content: JsonObject) => JsonObject | Promise<JsonObject>;

/** Request → its answer's content. */
const ANSWERS: Readonly<Record<string, Answer>> = {
  comm_info_request: () => ({ status: "ok", comms: {} }),
  complete_request: complete,
  history_request: () => ({ status: "ok", history: [] }),
  inspect_request: inspect,
  async is_complete_request({ compiler, setting }, content) {
    return { ...(await compiler.completeness({ setting, source: textOf(content.code) })) };
  },
  kernel_info_request: kernelInfo,
  // No request of Jupyter's: for editors that ask.
  tslab_kernel_diagnose_request: diagnose,
};

/** The content of the answer to a request; of one that nobody knows, and of a failure, an error. */
export async function answer(answering: Answering, type: string, content: JsonObject): Promise<JsonObject> {
  try {
    const known = Object.hasOwn(ANSWERS, type) ? ANSWERS[type] : undefined;
    if (!known) throw new Error(`This kernel has no answer to a ${type}.`);
    return await known(answering, content);
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error));
    return { status: "error", ename: name, evalue: message, traceback: [`${name}: ${message}`] };
  }
}

/** An object in JSON; an empty one for anything else. */
export const objectOf = (value: JsonValue | undefined): JsonObject => (isObject(value) ? value : {});
