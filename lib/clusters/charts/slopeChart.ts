import type { Ranked } from "../rank/index.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { heightOf, listed, wrapped } from "./words.js";

/** Names of the two rankings, for the axis. */
export interface SlopeLabels {
  readonly before: string;
  readonly after: string;
}

/**
 * Ranks of the same clusters under two methods, a line for each. Risers, fallers and those that stay have colours of
 * their own. Clusters that either ranking leaves out are not drawn, and have a gap in the table.
 */
export function slopeChart(before: readonly Ranked[], after: readonly Ranked[], labels: SlopeLabels): Chart {
  const pairs = after.map((entry) => ({ entry, earlier: before.find((other) => other.id === entry.id) }));
  const moves = pairs.flatMap(({ entry, earlier }) => {
    const from = earlier?.rank.value ?? null;
    const to = entry.rank.value;
    return from === null || to === null
      ? []
      : [{ id: entry.id, name: entry.name, from, to, gained: from - to }];
  });
  const data = moves.map(({ name, from, to, gained }) => ({
    type: "scatter",
    mode: "lines+markers+text",
    name,
    showlegend: false,
    x: [labels.before, labels.after],
    y: [from, to],
    text: [`${from} `, ` ${to} ${wrapped(name, 16)}`],
    textposition: ["middle left", "middle right"],
    cliponaxis: false,
    line: { width: gained === 0 ? 2 : 4, color: gained > 0 ? COLOURS[2] : gained < 0 ? COLOURS[3] : GREY },
    marker: { size: 9 },
    hovertemplate: `${name}: %{y}<extra>%{x}</extra>`,
  }));
  return chart({
    title: title(moves, labels),
    alt: `Lines between two ranks, under “${labels.before}” and under “${labels.after}”: ${moves.map(({ name, from, to }) => `${name} ${from} to ${to}`).join(", ")}.`,
    caption: "Ranks among the clusters drawn. Green rises, vermilion falls, grey stays.",
    columns: [
      "Cluster",
      labels.before,
      labels.after,
      "Places gained",
      "Best rank possible",
      "Worst rank possible",
    ],
    rows: pairs.map(({ entry, earlier }) => [
      entry.name,
      earlier?.rank.value ?? null,
      entry.rank.value,
      moves.find((move) => move.id === entry.id)?.gained ?? null,
      entry.rank.low ?? null,
      entry.rank.high ?? null,
    ]),
    evidence: [...before, ...after].map((entry) => entry.rank),
    data,
    layout: {
      height: heightOf(moves.length, 50),
      xaxis: { showgrid: false, range: [-0.25, 1.9], tickvals: [0, 1], fixedrange: true },
      yaxis: { autorange: "reversed", visible: false },
    },
  });
}

interface Move {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly gained: number;
}

function title(moves: readonly Move[], labels: SlopeLabels): string {
  const words = ({ name, from, to }: Move): string => `${name} (${from} to ${to})`;
  const up = moves.filter((move) => move.gained > 0);
  const down = moves.filter((move) => move.gained < 0);
  if (up.length === 0 && down.length === 0)
    return `No cluster changes its rank from ${labels.before} to ${labels.after}`;
  const parts = [
    ...(up.length > 0 ? [`${listed(up.map(words))} ${up.length === 1 ? "rises" : "rise"}`] : []),
    ...(down.length > 0 ? [`${listed(down.map(words))} ${down.length === 1 ? "falls" : "fall"}`] : []),
  ];
  return parts.join("; ");
}
