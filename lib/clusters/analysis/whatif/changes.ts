import { missing, type Quantity } from "../../figures/index.js";
import type { Ranked } from "../../rank/index.js";

/** The rank of one cluster in two rankings. */
export interface RankChange {
  readonly id: string;
  readonly name: string;
  /** Missing where that ranking does not have the cluster, as when it was split or merged. */
  readonly before: Quantity;
  readonly after: Quantity;
  /** Places gained, above 0 for better; null where one rank is missing. */
  readonly gained: number | null;
}

/** Two rankings side by side, in the order of the second; clusters that only the first has come last, in its order. */
export function rankChanges(before: readonly Ranked[], after: readonly Ranked[]): RankChange[] {
  const none = missing("rank");
  const earlier = new Map(before.map((entry) => [entry.id, entry.rank]));
  const later = new Map(after.map((entry) => [entry.id, entry.rank]));
  return [...after, ...before.filter(({ id }) => !later.has(id))].map(({ id, name }) => {
    const [from, to] = [earlier.get(id) ?? none, later.get(id) ?? none];
    const gained = from.value === null || to.value === null ? null : from.value - to.value;
    return { id, name, before: from, after: to, gained };
  });
}
