import { basename } from "node:path";
import {
  type CitedSource,
  type ClusterData,
  type ClusterRecord,
  clusterRecords,
  DataError,
  METRIC_WORDS,
  METRICS,
  sourceRecords,
} from "../data/index.js";
import { LATEST_EDITION, method } from "../rank/methods/index.js";
import { type Joint, share, solveJoint, type Weights } from "../solve/index.js";
import { readClusterTable } from "./index.js";
import { hasShares, solvedTable } from "./ownTable.js";
import { rankColumnNote } from "./rankColumn.js";

/** Clusters to look at, solved: the project's of an edition, or those of a user's own table. */
export interface OpenedClusters {
  readonly records: readonly ClusterRecord[];
  readonly joint: Joint;
  readonly edition: number;
  /** Weights of the edition's method, for the metrics of which any share is known. */
  readonly weights: Weights;
  /** Whether they are from a table of the user's own. */
  readonly own: boolean;
  /** All sources that figures may name: those of the project, and the user's table, as `OWN_TABLE`. */
  readonly sources: readonly (Pick<CitedSource, "id" | "title"> & Partial<CitedSource>)[];
  /** What the reader left out or found remarkable, one sentence each. */
  readonly notes: readonly string[];
}

/** Id of the source that every figure of a user's own table carries. */
export const OWN_TABLE = "own-table";

/** What to open. */
export interface OpenOptions {
  /** The edition; 2025, or what the table says, when absent. */
  readonly edition?: number;
  /** Path of a user's own cluster table, in place of the project's data. */
  readonly table?: string;
}

/**
 * The clusters that a notebook looks at: those of `data` for an edition, or with `table` those of a user's own CSV file,
 * in which rows that name a cluster of `data` take its id. An edition whose method is not known, which a table may name,
 * counts as the latest. Where no share of a metric is given or follows, a table that says its edition takes the world total
 * that follows from `data`, as far as one does; without it the metric takes no part in the weights. Notes say either,
 * and where the ranks of the table are not in the order of the scores.
 * Throws `DataError` for a broken table, one without a cluster that has every share, and one whose figures contradict each
 * other or the world totals.
 */
export function openClusters(data: ClusterData, { edition, table }: OpenOptions = {}): OpenedClusters {
  if (table === undefined) {
    const year = edition ?? LATEST_EDITION;
    const records = clusterRecords(data, year);
    return {
      records,
      joint: solveJoint(records),
      edition: year,
      weights: method(year).weights,
      own: false,
      sources: sourceRecords(data),
      notes: [],
    };
  }
  const read = readClusterTable(table, {
    data,
    source: OWN_TABLE,
    editionHint: "Keep the rows of one edition.",
    ...(edition === undefined ? {} : { edition }),
  });
  const { joint, borrowed } = solvedTable(data, read, table);
  const year = read.edition ?? LATEST_EDITION;
  const { weights } = method(Math.min(year, LATEST_EDITION));
  const all = METRICS.filter((metric) => (weights[metric] ?? 0) > 0);
  const used = all.filter((metric) => hasShares(joint, metric));
  if (used.length === 0) {
    throw new DataError(
      { file: table },
      "no share of the world that is given or follows",
      "shares in percent for at least one metric, or a share beside a count of one cluster",
      `Counts and per-million figures alone do not say what part of the world they are. ${wayOut(read.edition)}`,
    );
  }
  if (!read.records.some(({ id }) => used.every((metric) => share(joint, id, metric).value !== null))) {
    throw new DataError(
      { file: table },
      `no cluster with a share of each of ${used.map((metric) => METRIC_WORDS[metric]).join(", ")}`,
      "at least one",
      "Fill the gaps, or leave out the columns of a metric that few clusters have.",
    );
  }
  const left = all.filter((metric) => !used.includes(metric));
  const taken = used.filter((metric) => borrowed.includes(metric));
  const chosen: Weights = Object.fromEntries(used.map((metric) => [metric, weights[metric]]));
  return {
    records: read.records,
    joint,
    edition: year,
    weights: chosen,
    own: true,
    sources: [...sourceRecords(data), { id: OWN_TABLE, title: `Your own table, ${basename(table)}` }],
    notes: [
      ...read.notes,
      ...taken.map(
        (metric) =>
          `Shares of ${METRIC_WORDS[metric]} are of the world total of ${year} that follows from the project's own figures.`,
      ),
      ...left.map(
        (metric) => `Ranks go without ${METRIC_WORDS[metric]}: no share of them is given or follows.`,
      ),
      ...[rankColumnNote(joint, chosen) ?? []].flat(),
    ],
  };
}

function wayOut(edition: number | undefined): string {
  return edition === undefined
    ? 'Give a share beside the count of at least one cluster, or say the edition in a column "edition".'
    : `No world total of ${edition} is known that would make them shares. Give a share beside the count of at least one cluster.`;
}
