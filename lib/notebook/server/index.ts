export { type RunningServer, type ServerOptions, startServer } from "./listen.js";
export * from "./route.js";
