export { createAbout } from "./about.js";
export { type ContentsOptions, createContents } from "./contents/index.js";
export { dataFolder } from "./data-folder.js";
export { tokenFor } from "./guard/index.js";
export { createKernels, type KernelsOptions } from "./kernels/index.js";
export { PortTaken, type RunningServer, type ServerOptions, startServer } from "./listen.js";
export { createReports } from "./report.js";
export * from "./route.js";
