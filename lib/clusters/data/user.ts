import { published } from "../evidence/published.js";
import type { Quantity } from "../evidence/quantity.js";
import { readText } from "./csv.js";
import { DataError, quoted } from "./error.js";
import type { ClusterData } from "./facts.js";
import { columnOfHeading } from "./headings.js";
import { findCluster } from "./lookup.js";
import { defined, FORMS, figuresOf } from "./ours.js";
import { type ClusterRecord, METRIC_WORDS, METRICS } from "./record.js";
import type { Field, TableSchema } from "./schema.js";
import { parseTable, type Row } from "./table.js";

const UNITS: { readonly [column: string]: string } = {
  rank: "rank",
  intensity_rank: "rank",
  population: "persons",
  pct_applications: "applications",
  publications: "publications",
  venture_deals: "deals",
  pct_share: "percent",
  publication_share: "percent",
  venture_deal_share: "percent",
  pct_per_million: "applications per million inhabitants",
  publications_per_million: "publications per million inhabitants",
  venture_deals_per_million: "deals per million inhabitants",
};

const number = (name: string, constraints: Field["constraints"] = { minimum: 0 }): Field => ({
  name,
  type: "number",
  constraints,
});

/** The columns of a user's own cluster table, as data/README.md documents them. */
export const CLUSTER_TABLE: TableSchema = {
  fields: [
    {
      name: "cluster",
      type: "string",
      constraints: { required: true, pattern: "\\S(.*\\S)?" },
      expected: "a name on one line, without spaces at its ends",
    },
    {
      name: "economy",
      type: "string",
      constraints: { pattern: "[A-Z]{2}(/[A-Z]{2})*" },
      expected: "ISO codes of two capital letters joined by /, such as CN/HK",
    },
    { name: "edition", type: "integer", constraints: { minimum: 2017, maximum: 2100 } },
    { name: "rank", type: "integer", constraints: { minimum: 1 } },
    { name: "intensity_rank", type: "integer", constraints: { minimum: 1 } },
    number("population", { minimum: 1 }),
    ...METRICS.flatMap((metric) => [
      number(FORMS[metric].count),
      number(FORMS[metric].share, { minimum: 0, maximum: 100 }),
      number(FORMS[metric].perMillion),
    ]),
  ],
};

const FIGURE_COLUMNS = METRICS.flatMap((metric) => Object.values(FORMS[metric]));

export interface ClusterTableOptions {
  /** Takes the rows of this edition, where the table has a column "edition" with several. */
  readonly edition?: number;
  /** The project's own data: rows then take the ids and economies of the clusters they name. */
  readonly data?: ClusterData;
  /** Id of the source that every figure of the table carries; without it the figures carry none. */
  readonly source?: string;
}

/** A user's own cluster table in the input shape of the analysis. */
export interface ClusterTable {
  readonly records: readonly ClusterRecord[];
  /** The edition of all rows, where the table says it. */
  readonly edition?: number;
  /** What the reader left out or found remarkable, one sentence each. */
  readonly notes: readonly string[];
}

/**
 * Reads a user's own cluster table: one row a cluster, with the columns "cluster" and any of those of data/README.md.
 * Every metric may come as a count over the window, as a share of the world in percent, per million inhabitants, or in
 * several of these forms; empty cells are missing. A figure's decimals carry its rounding: 9.0 is [8.95, 9.05], and
 * counts are rounded to whole ones. Headings of WIPO's tables are understood, too ("Cluster name", "Share of total PCT
 * filings, %"). Columns that are not known are left out and listed in `notes`.
 *
 * Throws `DataError` for a table that is broken, names a cluster twice (also in another spelling, or by another name
 * that `options.data` knows), has counts with a point that may separate thousands, has a negative figure, shares over 100 or adding up to more than 100 percent beyond rounding, no figure at all,
 * or rows of several editions without `options.edition`.
 */
export function readClusterTable(path: string, options: ClusterTableOptions = {}): ClusterTable {
  return parseClusterTable(readText(path), path, options);
}

/** `readClusterTable` for text that is already in memory; `file` is the name that errors carry. */
export function parseClusterTable(
  text: string,
  file: string,
  options: ClusterTableOptions = {},
): ClusterTable {
  const table = parseTable(text, file, CLUSTER_TABLE, { unknownColumns: "list", columnOf: columnOfHeading });
  const { rows, edition } = rowsOfEdition(table.rows, file, options.edition);
  if (!rows.some((row) => FIGURE_COLUMNS.some((column) => row.text[column]))) {
    throw new DataError(
      { file },
      "no figure in any row",
      `at least one of the columns ${FIGURE_COLUMNS.join(", ")}`,
    );
  }
  const records = rows.map((row) => recordOf(row, options));
  checkNames(rows, records, file);
  for (const metric of METRICS) {
    checkShares(rows, FORMS[metric].share, file);
    checkPoints(rows, FORMS[metric].count, file);
  }
  const notes = [
    ...(table.renamed.length === 0
      ? []
      : [
          `Read by their headings: ${table.renamed.map(({ heading, column }) => `${quoted(heading)} as ${column}`).join(", ")}.`,
        ]),
    ...(table.unknown.length === 0
      ? []
      : [`Left out: ${table.unknown.map(quoted).join(", ")}, unknown columns.`]),
    ...METRICS.flatMap((metric) => {
      const bare = rows.filter((row) =>
        Object.values(FORMS[metric]).every((column) => !row.text[column]),
      ).length;
      return bare === 0 ? [] : [`${bare} of ${rows.length} rows have no figure for ${METRIC_WORDS[metric]}.`];
    }),
  ];
  return { records, ...(edition === undefined ? {} : { edition }), notes };
}

function rowsOfEdition(
  rows: readonly Row[],
  file: string,
  wanted: number | undefined,
): { readonly rows: readonly Row[]; readonly edition?: number } {
  const editions = [
    ...new Set(rows.flatMap((row) => (typeof row.values.edition === "number" ? [row.values.edition] : []))),
  ];
  const [only] = editions;
  if (wanted !== undefined) {
    if (only === undefined) return { rows, edition: wanted };
    const chosen = rows.filter((row) => row.values.edition === wanted);
    if (chosen.length > 0) return { rows: chosen, edition: wanted };
    throw new DataError(
      { file, column: "edition" },
      `the editions ${editions.join(", ")}`,
      `rows of ${wanted}`,
    );
  }
  if (editions.length > 1) {
    throw new DataError(
      { file, column: "edition" },
      `the editions ${editions.join(", ")}`,
      "a single one",
      `Say which one to read, for example { edition: ${Math.max(...editions)} }.`,
    );
  }
  return { rows, edition: only };
}

function recordOf(row: Row, options: ClusterTableOptions): ClusterRecord {
  const name = (row.text.cluster ?? "").normalize("NFC");
  const known = options.data === undefined ? undefined : findCluster(options.data, name);
  const quantity = (column: string): Quantity | undefined => {
    const text = row.text[column];
    return text ? published(text, { unit: UNITS[column] ?? "1", source: options.source }) : undefined;
  };
  return {
    id: known?.id ?? name,
    name,
    economies: row.text.economy ? row.text.economy.split("/") : (known?.economies ?? []),
    ...defined({
      population: quantity("population"),
      rank: quantity("rank"),
      intensityRank: quantity("intensity_rank"),
    }),
    figures: figuresOf(quantity),
  };
}

function checkNames(rows: readonly Row[], records: readonly ClusterRecord[], file: string): void {
  const seen = new Map<string, { readonly name: string; readonly line: number }>();
  records.forEach(({ id, name }, index) => {
    const line = rows[index]?.line ?? 0;
    const key = spelling(id);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      const found =
        earlier.name === name
          ? `${quoted(name)} again`
          : `${quoted(name)}, another name or spelling of ${quoted(earlier.name)}`;
      throw new DataError(
        { file, row: line, column: "cluster" },
        `${found}, as on line ${earlier.line}`,
        "every cluster once",
      );
    }
    seen.set(key, { name, line });
  });
}

/** One spelling for names that differ in capitals, in the width of dashes or in spaces only. */
function spelling(name: string): string {
  return name
    .toLowerCase()
    .replace(/\s*[-\u2010-\u2015\u2212]\s*/gu, "-")
    .replace(/\s+/gu, " ");
}

/**
 * A count such as 193.635 is 193,635 where points separate thousands. Throws where every count of a column that has a
 * point has just three digits behind it and none is over 999: a column of true fractions looks otherwise.
 */
function checkPoints(rows: readonly Row[], column: string, file: string): void {
  const pointed = rows.filter((row) => row.text[column]?.includes("."));
  const [first] = pointed;
  if (first === undefined) return;
  if (!pointed.every((row) => /^[1-9]\d{0,2}\.\d{3}$/u.test(row.text[column] ?? ""))) return;
  if (rows.some((row) => /^\d{4,}$/u.test(row.text[column] ?? ""))) return;
  const text = first.text[column] ?? "";
  throw new DataError(
    { file, row: first.line, column },
    `${quoted(text)}, in which the point may separate thousands`,
    "counts without separators",
    `Write ${text.replace(".", "")}, or ${text}0 if it is a fraction.`,
  );
}

/** Shares of the world add up to at most 100 percent, apart from what rounding may have added. */
function checkShares(rows: readonly Row[], column: string, file: string): void {
  const shares = rows.flatMap((row) => {
    const text = row.text[column];
    return text ? [published(text, { unit: "percent" })] : [];
  });
  const least = shares.reduce((sum, share) => sum + (share.low ?? 0), 0);
  if (least > 100 + 1e-9) {
    const total = shares.reduce((sum, share) => sum + (share.value ?? 0), 0);
    throw new DataError(
      { file, column },
      `shares that add up to ${Number(total.toFixed(3))} percent`,
      "at most 100",
      "Shares are of the world total, in percent.",
    );
  }
}
