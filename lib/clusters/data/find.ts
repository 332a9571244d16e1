import type { ClusterData } from "./facts.js";
import { findCluster } from "./lookup.js";
import type { ClusterRecord } from "./record.js";
import { nearest, simplified } from "./similar.js";

/**
 * The record with this id or name, or, with `data`, that of the cluster which the name stands for there. The exact
 * spelling goes first; else case, diacritics and hyphens do not matter. Throws where there is none, naming the records
 * with the most similar names.
 */
export function recordByName(
  records: readonly ClusterRecord[],
  name: string,
  data?: ClusterData,
): ClusterRecord {
  const wanted = simplified(name);
  const known = data && findCluster(data, name)?.id;
  const record =
    records.find((entry) => entry.id === name || entry.name === name) ??
    records.find((entry) => entry.id === known) ??
    // A name without letters and digits is like every other such name.
    (wanted === "" ? undefined : records.find((entry) => simplified(entry.name) === wanted));
  if (record !== undefined) return record;
  const hint = nearest(
    name,
    // What has no letters or digits is near to everything short.
    records.flatMap((entry) => (simplified(entry.name) === "" ? [] : [entry.name])),
  );
  throw new Error(
    `Found "${name}", expected the name of one of the ${records.length} clusters given.${hint}`,
  );
}
