import { type Field, METRICS, type Row, type TableSchema } from "../../data/index.js";

/** Numbers as the command writes them: with all their digits, so that small ones have an exponent. */
const NUMBER = "-?\\d+(?:\\.\\d+)?(?:e[+-]?\\d+)?";

function number(name: string, required = true): Field {
  return { name, type: "string", expected: "a number", constraints: { required, pattern: NUMBER } };
}

function text(name: string, constraints: Field["constraints"] = {}): Field {
  return { name, type: "string", constraints: { required: true, ...constraints } };
}

/** clusters.csv, as far as a report needs it. */
export const CLUSTERS: TableSchema = {
  fields: [
    text("cluster", { unique: true }),
    text("name"),
    number("latitude"),
    number("longitude"),
    number("records"),
    number("cells"),
    number("core_cells"),
    number("merged"),
    number("area_km2"),
    number("population", false),
    number("confidence", false),
    number("membership", false),
  ],
};

/** ranking.csv. */
export const RANKING: TableSchema = {
  fields: [
    text("cluster", { unique: true }),
    number("rank", false),
    number("score", false),
    number("intensity_rank", false),
  ],
};

/** shares.csv. */
export const SHARES: TableSchema = {
  fields: [
    text("cluster"),
    text("metric", { enum: METRICS }),
    number("count", false),
    number("share_percent", false),
    number("per_million", false),
  ],
  primaryKey: ["cluster", "metric"],
};

/** The number in a cell; null where it is empty or its column absent. */
export function numberOf({ text: texts }: Row, column: string): number | null {
  const cell = texts[column] ?? "";
  return cell === "" ? null : Number(cell);
}

/** The text in a cell, without the apostrophe that keeps spreadsheets from taking it for a formula. */
export function textOf({ text: texts }: Row, column: string): string {
  return (texts[column] ?? "").replace(/^'(?=[=+\-@\t\r])/, "");
}
