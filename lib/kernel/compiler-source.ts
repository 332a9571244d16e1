import { dirname } from "node:path";
import type { Source } from "./compiler/index.js";
import { distFile } from "./dist-file.js";

/** Tells a kernel's process the address of a compiler that others use as well. */
export const COMPILER_VARIABLE = "TSLAB_KERNEL_COMPILER";

/** The compiler that is built with this package; packages that are nowhere near a notebook are looked for around it. */
export const COMPILER: Source = {
  entry: distFile("compiler/entry.cjs"),
  image: distFile("compiler/image.cjs"),
  near: [dirname(dirname(distFile("kernel.js")))],
};
