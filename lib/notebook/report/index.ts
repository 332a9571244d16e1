export { plotlyStyle } from "./assets.js";
export { plotlyBundleFile } from "./bundle.js";
export { type IndexEntry, type IndexOptions, renderIndex } from "./index-page.js";
export { type Report, type ReportOptions, renderReport } from "./report.js";
