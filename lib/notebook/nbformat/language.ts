import { isObject } from "./json.js";
import type { JsonValue, Notebook } from "./types.js";

const OF_KERNEL: { readonly [kernel: string]: string } = {
  tslab: "typescript",
  "tslab-notebook": "typescript",
  jslab: "javascript",
  ir: "r",
};

/**
 * The language of a notebook's code in lower case, such as "typescript" or "python": that of its kernel if it is one
 * we know (old versions of tslab called TypeScript "javascript" when they saved), else what the kernel said of itself,
 * else what its kernel spec says, else what the kernel's name tells. `undefined` if the notebook does not say.
 */
export function languageOf(notebook: Pick<Notebook, "metadata">): string | undefined {
  const { language_info: info, kernelspec: spec } = notebook.metadata;
  const kernel = text(isObject(spec) ? spec.name : undefined);
  return (
    (kernel !== undefined && Object.hasOwn(OF_KERNEL, kernel) ? OF_KERNEL[kernel] : undefined) ??
    text(isObject(info) ? info.name : undefined) ??
    text(isObject(spec) ? spec.language : undefined) ??
    kernel?.replace(/\d+$/, "")
  );
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === "string" && value !== "" ? value.toLowerCase() : undefined;
}
