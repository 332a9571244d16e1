const LABELS = ".textpoint text, .bartext, .annotation-text";

/** In a small picture labels may come to lie over each other, or over its edge: the first of them stay. */
export function thinLabels(place: HTMLElement): void {
  const edge = place.getBoundingClientRect();
  const kept: DOMRect[] = [];
  for (const label of place.querySelectorAll<SVGElement>(LABELS)) {
    const box = label.getBoundingClientRect();
    const fits = box.left >= edge.left && box.right <= edge.right && box.top >= edge.top;
    const free = fits && !kept.some((other) => overlap(box, other));
    label.style.visibility = free ? "" : "hidden";
    if (free) kept.push(box);
  }
}

function overlap(one: DOMRect, other: DOMRect): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
