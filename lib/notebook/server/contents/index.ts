export { type ContentsOptions, createContents } from "./contents.js";
export { mimeOf } from "./mime.js";
export { fileOf } from "./paths.js";
