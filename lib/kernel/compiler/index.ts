export * from "./contract.js";
export { BrokenModule, UnknownCells } from "./errors.js";
export { connectCompiler, type Source } from "./remote/connect.js";
export { type Image, imageOf } from "./remote/image.js";
export { COMPILER_VARIABLE } from "./remote/messages.js";
export { type SharedCompiler, type SharedOptions, startCompilerProcess } from "./remote/process.js";
