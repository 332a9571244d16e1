import { createCompiler } from "./compiler.js";
import type { Compiler } from "./contract.js";
export const connectCompiler = (_: string | undefined): Compiler => createCompiler({ near: [new URL("..", import.meta.url).pathname] });
