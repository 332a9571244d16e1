/**
 * Pairs the clusters of two labellings of the same points, one to one: the two that have the most weight in common first, then the
 * two of those left, and so on; of equal weights the lower label goes first, of the first labelling before the second. Gives for
 * each cluster of the first its counterpart in the second, or −1; clusters that share no weight are no pair.
 * @param order in which points are added up
 * @param clusters number of clusters of the first labelling
 */
export function matched(
  first: Int32Array,
  second: Int32Array,
  weight: Float64Array,
  order: Uint32Array,
  clusters: number,
): Int32Array {
  const others = second.reduce((most, label) => Math.max(most, label + 1), 0);
  const common = new Map<number, number>();
  for (const at of order) {
    const [own, other, heavy] = [first[at] ?? -1, second[at] ?? -1, weight[at] ?? 0];
    if (own < 0 || other < 0 || heavy === 0) continue;
    const pair = own * others + other;
    common.set(pair, (common.get(pair) ?? 0) + heavy);
  }
  const counterpart = new Int32Array(clusters).fill(-1);
  const taken = new Set<number>();
  for (const [pair] of [...common].sort(([a, weightA], [b, weightB]) => weightB - weightA || a - b)) {
    const [own, other] = [Math.floor(pair / others), pair % others];
    if (counterpart[own] !== -1 || taken.has(other)) continue;
    counterpart[own] = other;
    taken.add(other);
  }
  return counterpart;
}
