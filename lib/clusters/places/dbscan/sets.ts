import { upTo } from "./sort.js";

/** Disjoint sets of the numbers from 0 on (union–find; Tarjan 1975). */
export interface Sets {
  /** The number that stands for the set. */
  find(item: number): number;
  unite(a: number, b: number): void;
}

/** Each number in a set of its own. The smallest member stands for a set. */
export function setsOf(count: number): Sets {
  const parent = upTo(count);
  const find = (item: number): number => {
    let at = item;
    for (;;) {
      const above = parent[at] as number;
      if (above === at) return at;
      const next = parent[above] as number;
      parent[at] = next;
      at = next;
    }
  };
  return {
    find,
    unite(a, b) {
      const one = find(a);
      const two = find(b);
      if (one < two) parent[two] = one;
      else parent[one] = two;
    },
  };
}
