/** Order of texts by code unit, the same on every machine. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Letters without case, diacritics, and any difference between hyphens, dashes, apostrophes and spaces. */
export function simplified(name: string): string {
  return name
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * " Did you mean …?" with up to three of the candidates most like `name`, or nothing. A candidate is offered as
 * `offer` says (an alias as the name it stands for), and once.
 */
export function nearest(
  name: string,
  candidates: readonly string[],
  offer: (candidate: string) => string = (candidate) => candidate,
): string {
  const wanted = simplified(name);
  const ranked = candidates
    .map((candidate) => ({ offered: offer(candidate), distance: nearness(wanted, simplified(candidate)) }))
    .filter((entry) => entry.distance <= Math.max(2, wanted.length / 3))
    .sort((a, b) => a.distance - b.distance || compare(a.offered, b.offered));
  const best = [...new Set(ranked.map((entry) => `"${entry.offered}"`))].slice(0, 3);
  return best.length === 0 ? "" : ` Did you mean ${best.join(" or ")}?`;
}

/** Distance to a name or, a little farther, to as many of its first words as were asked for. */
function nearness(wanted: string, candidate: string): number {
  const beginning = candidate.split(" ").slice(0, wanted.split(" ").length).join(" ");
  return Math.min(distance(wanted, candidate), distance(wanted, beginning) + 0.5);
}

/** Levenshtein distance, except that a name which the other starts with is as near as a single letter. */
function distance(a: string, b: string): number {
  if (a !== "" && (b.startsWith(a) || a.startsWith(b))) return 1;
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 0; i < a.length; i++) {
    const current = [i + 1];
    for (let j = 0; j < b.length; j++) {
      const replaced = (previous[j] ?? 0) + (a[i] === b[j] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j + 1] ?? 0) + 1, (current[j] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
