export { plotlyStyle } from "./assets.js";
export { plotlyBundleFile } from "./bundle.js";
export { figuresInProse, type ProseFigure } from "./figures-in-prose.js";
export { type IndexEntry, type IndexOptions, renderIndex } from "./index-page.js";
export { type Report, type ReportOptions, renderReport } from "./report.js";
