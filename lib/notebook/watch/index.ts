export { startWatchServer, type WatchServer } from "./server.js";
export { type Seen, type Watched, watchFiles } from "./stamps.js";
