import { plain } from "./words.js";

/** A point on a plane, in kilometres east and north. */
export type Spot = readonly [number, number];

/** Least and most of both coordinates, with a margin, and room for a label above: west, east, south, north. A unit square where there is no point. */
export function edges(spots: readonly Spot[]): readonly [number, number, number, number] {
  const ends = (values: readonly number[]): readonly [number, number] => {
    const [low, high] = values.reduce(
      ([least, most], value) => [Math.min(least, value), Math.max(most, value)],
      [Infinity, -Infinity],
    );
    if (low > high) return [0, 1];
    const margin = 0.08 * (high - low) + 1;
    return [low - margin, high + margin];
  };
  const [west, east] = ends(spots.map(([x]) => x));
  const [south, north] = ends(spots.map(([, y]) => y));
  return [west, east, south, north + 0.1 * (north - south)];
}

/** What a trace says to be drawn in a panel, the first being 0. */
export function inPanel(at: number): { readonly xaxis: string; readonly yaxis: string } {
  const suffix = at === 0 ? "" : String(at + 1);
  return { xaxis: `x${suffix}`, yaxis: `y${suffix}` };
}

/** Characters of a label: more would run into the next panel. */
const LABEL = 22;

/** Layout of maps in kilometres, two in a row, all of the same reach and scale, each with its label, shortened if need be, in the corner. */
export function panelLayout(
  labels: readonly string[],
  [west, east, south, north]: readonly [number, number, number, number],
): { readonly [key: string]: unknown } {
  const rows = Math.max(1, Math.ceil(labels.length / 2));
  const axes = labels.flatMap((_, at) => {
    const { xaxis, yaxis } = inPanel(at);
    const [column, row] = [at % 2, Math.floor(at / 2)];
    const [left, top] = [column * 0.53, 1 - row / rows];
    const lowest = row === rows - 1;
    const x = {
      domain: [left, left + 0.47],
      range: [west, east],
      anchor: yaxis,
      constrain: "domain",
      zeroline: false,
      title: { text: lowest ? "km" : "" },
    };
    const y = {
      domain: [top - 1 / rows + 0.06, top],
      range: [south, north],
      anchor: xaxis,
      scaleanchor: xaxis,
      constrain: "domain",
      zeroline: false,
    };
    return [
      [xaxis.replace("x", "xaxis"), x],
      [yaxis.replace("y", "yaxis"), y],
    ] as const;
  });
  return {
    height: 60 + 260 * rows,
    annotations: labels.map((label, at) => ({
      text: `<b>${plain(label.length > LABEL ? `${label.slice(0, LABEL - 1).trimEnd()}…` : label)}</b>`,
      xref: `${inPanel(at).xaxis} domain`,
      yref: `${inPanel(at).yaxis} domain`,
      x: 0.02,
      y: 0.99,
      xanchor: "left",
      yanchor: "top",
      showarrow: false,
    })),
    ...Object.fromEntries(axes),
  };
}
