export type { ExecuteOptions, RequestOptions } from "./client.js";
export type { ExecutionResult, ExecutionStatus } from "./execution.js";
export { type Kernel, type StartOptions, startKernel } from "./kernel.js";
export type { OutputEvent } from "./outputs.js";
export { type Death, kernelArguments, kernelEnvironment } from "./process.js";
export { stampOf, variableIn } from "./stamp.js";
export type { CellTrace, Read, ReadKind } from "./trace.js";
