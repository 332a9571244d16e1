export * from "./contract.js";
export { BrokenModule, UnknownCells } from "./errors.js";
export { connectCompiler, type Source } from "./remote/connect.js";
export { imageOf } from "./remote/image.js";
export { type SharedCompiler, startCompilerProcess } from "./remote/process.js";
