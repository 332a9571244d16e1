export { type ContentsOptions, createContents } from "./contents.js";
export { fileOf } from "./paths.js";
