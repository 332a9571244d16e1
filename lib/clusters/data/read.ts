import { join } from "node:path";
import type {
  Aggregate,
  Claim,
  Cluster,
  ClusterData,
  ClusterFigure,
  ClusterName,
  Conflict,
  Economy,
  GeocodingAccuracy,
  GerdFigure,
  GrowthFigure,
  Parameter,
  Source,
} from "./facts.js";
import { readPackage, tableOf } from "./package.js";
import {
  evidenceOf,
  numberOf,
  oneOf,
  optionalNumber,
  optionalText,
  qualifierOf,
  quantityOf,
  textOf,
} from "./row.js";
import type { Row } from "./table.js";

/**
 * Reads the project's data folder, validates every table against its `datapackage.json` and gives typed records;
 * figures carry the interval of their printed decimals and their source.
 * Throws `DataError` at the first fault: file, line, column, what was found, what was expected.
 */
export function readData(folder: string): ClusterData {
  const tables = readPackage(folder);
  const rows = <T>(name: string, record: (row: Row) => T): readonly T[] =>
    tableOf(tables, name, join(folder, "datapackage.json")).rows.map(record);
  return {
    folder,
    sources: rows("sources", sourceOf),
    economies: rows("economies", economyOf),
    clusters: rows("clusters", clusterOf),
    figures: rows("cluster-figures", figureOf),
    names: rows("cluster-names", nameOf),
    aggregates: rows("aggregates", aggregateOf),
    methodology: rows("methodology", parameterOf),
    growth: rows("growth", growthOf),
    gerd: rows("gerd", gerdOf),
    geocoding: rows("geocoding-2018", geocodingOf),
    conflicts: rows("conflicts", conflictOf),
    claims: rows("claims", claimOf),
  };
}

const sourceOf = (row: Row): Source => ({
  id: textOf(row, "id"),
  publisher: textOf(row, "publisher"),
  title: textOf(row, "title"),
  date: optionalText(row, "date"),
  url: optionalText(row, "url"),
  readAt: optionalText(row, "read_at"),
  dateRead: textOf(row, "date_read"),
  language: textOf(row, "language"),
  licence: textOf(row, "licence"),
  standing: textOf(row, "standing"),
  note: optionalText(row, "note"),
});

const economyOf = (row: Row): Economy => ({
  code: textOf(row, "code"),
  name: textOf(row, "name"),
  kind: oneOf(row, "kind", ["economy", "group"]),
});

const clusterOf = (row: Row): Cluster => ({
  id: textOf(row, "id"),
  name: textOf(row, "name"),
  economies: textOf(row, "economies").split("/"),
  aliases: optionalText(row, "aliases")?.split("|") ?? [],
  firstCity: textOf(row, "first_city"),
  latitude: numberOf(row, "latitude"),
  longitude: numberOf(row, "longitude"),
  gazetteerId: numberOf(row, "gazetteer_id"),
  source: textOf(row, "source"),
  note: optionalText(row, "note"),
});

const figureOf = (row: Row): ClusterFigure => ({
  edition: numberOf(row, "edition"),
  cluster: textOf(row, "cluster"),
  metric: textOf(row, "metric"),
  quantity: quantityOf(row),
  qualifier: qualifierOf(row),
  period: optionalText(row, "period"),
  ...evidenceOf(row),
});

const nameOf = (row: Row): ClusterName => ({
  edition: numberOf(row, "edition"),
  cluster: textOf(row, "cluster"),
  attribute: textOf(row, "attribute"),
  position: numberOf(row, "position"),
  text: textOf(row, "text"),
  share: optionalText(row, "share") === undefined ? undefined : quantityOf(row, "share", "percent"),
  ...evidenceOf(row),
});

const aggregateOf = (row: Row): Aggregate => ({
  edition: numberOf(row, "edition"),
  what: textOf(row, "what"),
  economy: textOf(row, "economy"),
  detail: optionalText(row, "detail"),
  quantity: quantityOf(row),
  qualifier: qualifierOf(row),
  ...evidenceOf(row),
});

const parameterOf = (row: Row): Parameter => ({
  edition: numberOf(row, "edition"),
  parameter: textOf(row, "parameter"),
  quantity: optionalText(row, "value") === undefined ? undefined : quantityOf(row),
  text: optionalText(row, "text"),
  ...evidenceOf(row),
});

function growthOf(row: Row): GrowthFigure {
  const period = textOf(row, "period");
  return {
    series: textOf(row, "series"),
    economy: textOf(row, "economy"),
    sector: optionalText(row, "sector"),
    period,
    year: /^\d{4}$/.test(period) ? Number(period) : undefined,
    quantity: quantityOf(row),
    qualifier: qualifierOf(row),
    direction: row.text.direction === "" ? undefined : oneOf<"up" | "down">(row, "direction", ["up", "down"]),
    edition: textOf(row, "edition"),
    projected: row.values.projected === true,
    ...evidenceOf(row),
  };
}

const gerdOf = (row: Row): GerdFigure => ({
  economy: textOf(row, "economy"),
  measure: textOf(row, "measure"),
  period: textOf(row, "period"),
  quantity: quantityOf(row),
  qualifier: qualifierOf(row),
  ...evidenceOf(row),
});

const geocodingOf = (row: Row): GeocodingAccuracy => ({
  economy: textOf(row, "economy"),
  authorAddresses: numberOf(row, "author_addresses"),
  authorCity: quantityOf(row, "author_city_accuracy", "percent"),
  inventorAddresses: numberOf(row, "inventor_addresses"),
  inventorBlock: quantityOf(row, "inventor_block_accuracy", "percent"),
  inventorSubcity: quantityOf(row, "inventor_subcity_accuracy", "percent"),
  inventorCity: quantityOf(row, "inventor_city_accuracy", "percent"),
  inventorTotal: quantityOf(row, "inventor_total_accuracy", "percent"),
  source: textOf(row, "source"),
});

const conflictOf = (row: Row): Conflict => ({
  id: textOf(row, "id"),
  topic: textOf(row, "topic"),
  question: textOf(row, "question"),
  verdict: oneOf(row, "verdict", ["settled", "open", "wrong in the press"]),
  answer: optionalText(row, "answer"),
  why: textOf(row, "why"),
});

const claimOf = (row: Row): Claim => ({
  conflict: textOf(row, "conflict"),
  number: numberOf(row, "number"),
  claim: textOf(row, "claim"),
  value: optionalNumber(row, "value"),
  unit: optionalText(row, "unit"),
  source: textOf(row, "source"),
  judgement: oneOf(row, "judgement", ["right", "wrong", "superseded", "open"]),
});
