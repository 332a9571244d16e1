export { keep, keepPage, look, pageOf, type Standing, type Wanted } from "./cache.js";
export { type Entry, type Page, readEntries } from "./entry.js";
export { noteMade, standsAsMade } from "./made.js";
export { pageSetting } from "./setting.js";
