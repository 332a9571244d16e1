import type { CertainOrders } from "../analysis/robustness/index.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { number, wrapped } from "./words.js";

/**
 * The partial order as a Hasse diagram: a line leads from each cluster down to those that are certainly below it with nobody
 * certainly between. Clusters that no downward path joins may change places under the rounding of the figures. Rows
 * are the levels of the longest certain chains; best drawn for up to some thirty clusters, the first `of` so many.
 */
export function partialOrderChart(
  { clusters, certain, covers, open, levels }: CertainOrders,
  { of = clusters.length }: { readonly of?: number } = {},
): Chart {
  const rows = new Map<number, string[]>();
  for (const { id } of clusters) {
    const level = levels.get(id) ?? 0;
    rows.set(level, [...(rows.get(level) ?? []), id]);
  }
  const names = new Map(clusters.map(({ id, name }) => [id, name]));
  const place = new Map(
    [...rows].flatMap(([level, ids]) =>
      // Every other row is moved aside, so that lines across a row do not run through its clusters.
      ids.map(
        (id, at) =>
          [
            id,
            {
              x: at - (ids.length - 1) / 2 + (rows.size > 1 && ids.length > 1 ? 0.2 * (level % 2) : 0),
              y: level,
            },
          ] as const,
      ),
    ),
  );
  const lines = covers.flatMap(({ above, below }) => [place.get(above), place.get(below), undefined]);
  const widest = Math.max(1, ...[...rows.values()].map((ids) => ids.length));
  const chain = widest === 1;
  const total = certain.length + open.length;
  return chart({
    title: title(clusters.length, open.length, total, of),
    alt: `Diagram of certain orders. ${covers.map(({ above, below }) => `${names.get(above)} above ${names.get(below)}`).join(", ") || "No cluster is certainly above another"}.${open.length > 0 ? ` Open: ${open.map(({ above, below }) => `${names.get(above)} and ${names.get(below)}`).join(", ")}.` : ""}`,
    caption:
      "A line leads down from a cluster to one that is below it whatever the printed figures were before rounding. Clusters without a downward path between them may change places.",
    columns: ["Cluster", "Rank", "best", "worst", "Directly and certainly above"],
    rows: clusters.map(({ id, name, rank }) => [
      name,
      rank.value,
      rank.low ?? null,
      rank.high ?? null,
      covers.flatMap(({ above, below }) => (above === id ? [names.get(below) ?? below] : [])).join(", ") ||
        null,
    ]),
    evidence: clusters.map(({ rank }) => rank),
    data: [
      {
        type: "scatter",
        mode: "lines",
        name: "Certainly above",
        showlegend: false,
        x: lines.map((point) => point?.x ?? null),
        y: lines.map((point) => point?.y ?? null),
        connectgaps: false,
        line: { width: 1.5, color: GREY },
        hoverinfo: "skip",
      },
      {
        type: "scatter",
        mode: "markers+text",
        name: "Cluster",
        showlegend: false,
        x: clusters.map(({ id }) => place.get(id)?.x ?? 0),
        y: clusters.map(({ id }) => place.get(id)?.y ?? 0),
        text: clusters.map(({ name, rank }) =>
          [wrapped(name, chain ? 24 : 12), `(${intervalOf(rank.low, rank.high)})`].join(chain ? " " : "<br>"),
        ),
        textposition: chain ? "middle right" : "bottom center",
        cliponaxis: false,
        marker: { size: 11, color: COLOURS[0] },
        hovertemplate: "%{text}<extra></extra>",
      },
    ],
    layout: {
      height: 110 + rows.size * (chain ? 56 : 96),
      xaxis: { visible: false, range: [-widest / 2 - 0.1, widest / 2 + 0.3], fixedrange: true },
      yaxis: { visible: false, range: [rows.size - 0.4, -0.4], fixedrange: true },
    },
  });
}

function intervalOf(low: number | undefined, high: number | undefined): string {
  return low === high ? `${low ?? "rank open"}` : `${low} to ${high}`;
}

function title(clusters: number, open: number, total: number, of: number): string {
  if (clusters < 2) return "No two clusters have the shares that an order needs";
  const which = of > clusters ? `the first ${clusters} of ${number(of, 0)} clusters` : `${clusters} clusters`;
  if (open === 0)
    return `The order of ${of > clusters ? which : `all ${which}`} is certain: rounding cannot change it`;
  if (open === total) return `Rounding leaves the order of every pair of ${which} open`;
  return `Rounding leaves ${number(open, 0)} of ${number(total, 0)} pairs among ${which} open, the others are certain`;
}
