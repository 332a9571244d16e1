import { randomBytes } from "node:crypto";
import { createRequire } from "node:module";
import type { JsonObject } from "../protocol/json.js";

/** The content of a display message. */
export interface DisplayMessage {
  readonly data: object;
  readonly metadata: object;
  readonly transient: object;
}

/** Shows something as the output of the cell that runs; `update` gives new content to what has its id. */
export type ShowDisplay = (message: DisplayMessage, update: boolean) => void;

/** Where packages find the function that shows things, of type `ShowDisplay`; outside of a kernel there is none. */
export const DISPLAY = Symbol.for("tslab-kernel.display");

/** tslab's methods of a display, and the MIME type that each stands for. */
const METHODS = {
  javascript: "text/javascript",
  html: "text/html",
  markdown: "text/markdown",
  latex: "text/latex",
  svg: "image/svg+xml",
  png: "image/png",
  jpeg: "image/jpeg",
  gif: "image/gif",
  pdf: "application/pdf",
  text: "text/plain",
} as const;

/** One output in a notebook, or any number of them where it has no id. */
function createDisplay(show: ShowDisplay, id?: string): object {
  let shown = false;
  const raw = (contentType: string, content: string | Uint8Array) => {
    const data = typeof content === "string" ? content : Buffer.from(content).toString("base64");
    const transient: JsonObject = id === undefined ? {} : { display_id: id };
    show({ data: { [contentType]: data }, metadata: {}, transient }, shown);
    shown = id !== undefined;
  };
  const methods = Object.entries(METHODS).map(([name, contentType]) => [
    name,
    (content: string | Uint8Array) => raw(contentType, content),
  ]);
  return { ...Object.fromEntries(methods), raw };
}

/** What notebooks get by `import … from "tslab"`: its functions, with this kernel behind them. */
export function createTslab(show: ShowDisplay, typescript: string): object {
  const manifest = createRequire(import.meta.url)("tslab/package.json") as { readonly version: string };
  const tslab = {
    versions: { tslab: manifest.version, typescript, node: process.version },
    display: createDisplay(show),
    newDisplay: () => createDisplay(show, randomBytes(8).toString("hex")),
  };
  // As tslab's own, which was compiled from an ES module.
  Object.defineProperty(tslab, "__esModule", { value: true });
  return tslab;
}
