import {
  type ClusterData,
  type ClusterRecord,
  clusterRecords,
  DataError,
  METRIC_WORDS,
  METRICS,
  type Metric,
} from "../data/index.js";
import {
  Contradiction,
  type Joint,
  share,
  solveJoint,
  type WorldTotals,
  worldTotal,
} from "../solve/index.js";
import type { ClusterTable } from "./index.js";

/** Whether any cluster's share is given or follows. */
export function hasShares(joint: Joint, metric: Metric): boolean {
  return joint.records.some(({ id }) => share(joint, id, metric).value !== null);
}

/**
 * A user's table solved. Metrics of which no share is given or follows are `borrowed`: their world totals are those that
 * follow from `data` for the edition of the table, where it says one and a total follows. Throws `DataError` for figures
 * that contradict each other or these totals.
 */
export function solvedTable(
  data: ClusterData,
  { records, edition }: ClusterTable,
  file: string,
): { readonly joint: Joint; readonly borrowed: readonly Metric[] } {
  const alone = solvedOrError(records, {}, file);
  const bare = METRICS.filter(
    (metric) => !hasShares(alone, metric) && records.some(({ figures }) => figures[metric]),
  );
  if (edition === undefined || bare.length === 0) return { joint: alone, borrowed: [] };
  const ours = solveJoint(clusterRecords(data, edition));
  const totals = bare.flatMap((metric) => {
    const total = worldTotal(ours, metric);
    return total.value === null ? [] : [[metric, total] as const];
  });
  const joint = solvedOrError(records, Object.fromEntries(totals), file);
  const borrowed = totals.map(([metric]) => metric);
  for (const metric of borrowed) checkTotal(joint, metric, edition, file);
  return { joint, borrowed };
}

function solvedOrError(records: readonly ClusterRecord[], totals: WorldTotals, file: string): Joint {
  try {
    return solveJoint(records, totals);
  } catch (error) {
    if (!(error instanceof Contradiction)) throw error;
    throw new DataError(
      { file },
      `figures that cannot all be true, beyond rounding: ${error.listed}`,
      "figures that fit together",
      "Correct the wrong one, or leave its cell empty.",
    );
  }
}

/** Parts of a world total that the table did not bring along add up to at most all of it. */
function checkTotal(joint: Joint, metric: Metric, edition: number, file: string): void {
  const shares = joint.records.map(({ id }) => share(joint, id, metric));
  if (shares.reduce((sum, { low }) => sum + (low ?? 0), 0) <= 100 + 1e-9) return;
  const sum = shares.reduce((all, { value }) => all + (value ?? 0), 0);
  throw new DataError(
    { file },
    `${METRIC_WORDS[metric]} that add up to ${Number(sum.toFixed(1))} percent of the world total of ${edition}`,
    "at most 100",
    "Correct the figures or the edition, or give a share beside the count of at least one cluster.",
  );
}
