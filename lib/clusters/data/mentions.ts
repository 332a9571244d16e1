import type { Claim, Cluster, ClusterData, Conflict } from "./facts.js";

/** A conflict between sources with what each of them says. */
export interface ConflictWithClaims {
  readonly conflict: Conflict;
  readonly claims: readonly Claim[];
}

/**
 * The conflicts whose question, answer or claims name a cluster, by its name or another name of it, in the order of
 * conflicts.csv. Where a longer name holds a shorter one ("Boston–Cambridge", "Cambridge"), only the longer is
 * named. An id that clusters.csv does not have has none.
 */
export function conflictsAbout(data: ClusterData, id: string): readonly ConflictWithClaims[] {
  const names = data.clusters
    .flatMap((cluster) => namesOf(cluster).map((name) => ({ name, id: cluster.id })))
    .sort((a, b) => b.name.length - a.name.length);
  const isNamed = (text: string): boolean => {
    let rest = text;
    for (const entry of names) {
      const without = rest.replace(wordsOf(entry.name), " ");
      if (without !== rest && entry.id === id) return true;
      rest = without;
    }
    return false;
  };
  return data.conflicts.flatMap((conflict) => {
    const claims = data.claims.filter((claim) => claim.conflict === conflict.id);
    const texts = [conflict.question, conflict.answer ?? "", ...claims.map(({ claim }) => claim)];
    return texts.some(isNamed) ? [{ conflict, claims }] : [];
  });
}

const namesOf = ({ name, aliases }: Cluster): readonly string[] => [name, ...aliases];

/** The name wherever it stands as words of its own. */
function wordsOf(name: string): RegExp {
  const escaped = name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}])${escaped}(?![\\p{L}\\p{N}])`, "gu");
}
