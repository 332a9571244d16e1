export { about } from "./about.js";
export type {
  About,
  Figure,
  FigureMeta,
  FigureTable,
  Folder,
  Path,
  Published,
  PublishedRecord,
  Quantity,
  SourceRecord,
  TableCell,
} from "./contract.js";
export { MIME } from "./contract.js";
export { depends } from "./depends.js";
export type { FormatOptions } from "./format.js";
export { formatNumber, formatQuantity } from "./format.js";
export { joined, listed } from "./list.js";
export type { Cited, Part, Raw, Shown, Value } from "./md.js";
export { cited, md, part, raw, shown } from "./md.js";
export { plot } from "./plot.js";
export { publish } from "./publish.js";
export { listSources, registerSources } from "./sources.js";
export type { Column, Rows, TableOptions } from "./table.js";
export { table } from "./table.js";
