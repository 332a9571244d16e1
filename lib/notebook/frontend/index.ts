export { type BuildOptions, buildFrontEnd } from "./build.js";
export type { FrontEnd } from "./cache.js";
export { frontEndPart, type PagesOptions } from "./part.js";
