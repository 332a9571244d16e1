export type { ChannelName, RequestChannel, SendChannel } from "./client/channels.js";
export type { ExecuteOptions, RequestOptions } from "./client/client.js";
export { prepareCompiler, startCompiler } from "./client/compiler.js";
export type { ExecutionResult, ExecutionStatus } from "./client/execution.js";
export { type Adoption, type Kernel, type StartOptions, startKernel } from "./client/kernel.js";
export { lastWords } from "./client/last-words.js";
export { KERNEL_NAME } from "./client/name.js";
export { type CompilerAddress, type Death, kernelArguments, kernelEnvironment } from "./client/process.js";
export type { SharedCompiler } from "./compiler/index.js";
export { EXIT, UserError } from "./errors.js";
export { isList, isObject, type JsonObject, type JsonValue } from "./protocol/json.js";
export type {
  DisplayOutput,
  ErrorOutput,
  ExecuteResult,
  MimeBundle,
  Output,
  OutputEvent,
  StreamOutput,
} from "./protocol/outputs.js";
export { stampOf, variableIn } from "./protocol/stamp.js";
export type { CellTrace, Read, ReadKind } from "./protocol/trace.js";
export type { Header, Message } from "./protocol/wire.js";
