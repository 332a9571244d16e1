export { type ArqueroTable, type Cells, columnsOf, toArquero, type Value } from "./arquero.js";
export { readText } from "./csv.js";
export { type DanfoModule, toDataFrame } from "./danfo.js";
export { DataError, type Place, quoted } from "./error.js";
export type * from "./facts.js";
export { recordByName } from "./find.js";
export {
  acceptedFigure,
  type CitedSource,
  clusterByName,
  type FigureKey,
  findCluster,
  type GrowthFilter,
  growthSeries,
  lastRead,
  sourceRecords,
  sourcesOf,
} from "./lookup.js";
export { type ConflictWithClaims, conflictsAbout } from "./mentions.js";
export { clusterRecords, defined, FORMS, figuresOf } from "./ours.js";
export { readData } from "./read.js";
export {
  type ClusterRecord,
  METRIC_NAMES,
  METRIC_WORDS,
  METRICS,
  type Metric,
  type MetricFigures,
} from "./record.js";
export type { Constraints, Field, ForeignKey, Resource, TableSchema } from "./schema.js";
export { compare, nearest, simplified } from "./similar.js";
export { parseTable, type Row, readTable, type Table } from "./table.js";
