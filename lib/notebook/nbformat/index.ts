export { formatNotebook, isCanonical } from "./format.js";
export { languageOf } from "./language.js";
export { parseNotebook } from "./parse.js";
export { stripOutputs } from "./strip.js";
export type * from "./types.js";
