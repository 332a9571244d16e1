import {
  type ClusterData,
  type ClusterRecord,
  DataError,
  defined,
  type Field,
  FORMS,
  figuresOf,
  findCluster,
  METRIC_WORDS,
  METRICS,
  parseTable,
  quoted,
  type Row,
  readText,
  type TableSchema,
} from "../data/index.js";
import { published, type Quantity } from "../figures/index.js";
import { columnOfHeading } from "./headings.js";
import { checkNames, checkPoints, checkShares } from "./userChecks.js";

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
  /** What the error about rows of several editions says is to be done; to give `edition` when absent. */
  readonly editionHint?: string;
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
 * filings, %"). Columns that are not known, and those that double another, are left out and listed in `notes`.
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
  const { rows, edition } = rowsOfEdition(table.rows, file, options);
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
    ...table.doubled.map(
      ({ heading, column }) => `Left out: ${quoted(heading)}, which doubles the column ${column}.`,
    ),
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
  { edition: wanted, editionHint }: ClusterTableOptions,
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
      editionHint ?? `Say which one to read, for example { edition: ${Math.max(...editions)} }.`,
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
