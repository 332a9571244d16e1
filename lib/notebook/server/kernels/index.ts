export { createKernels, type KernelsOptions } from "./part.js";
