export { startWatchServer, type WatchServer } from "./server.js";
export { type Watched, watchFiles } from "./stamps.js";
