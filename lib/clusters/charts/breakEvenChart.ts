import type { BreakEven, WeightPoint } from "../analysis/weights/index.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { cells, limits, number } from "./words.js";

/** What the break-even chart is about. */
export interface BreakEvenLabels {
  /** Names of the cluster whose score is taken and the one it is compared with. */
  readonly first: string;
  readonly second: string;
  /** The metric whose weight varies, for prose. */
  readonly metric: string;
}

/** The score difference of two clusters over the weight of a metric, with the band that rounding leaves, and where it is 0. */
export function breakEvenChart(
  points: readonly WeightPoint[],
  flip: BreakEven,
  labels: BreakEvenLabels,
): Chart {
  const shown = points.filter(({ difference }) => difference.value !== null);
  const x = shown.map((point) => point.weight);
  const band = shown.filter(
    ({ difference }) => difference.low !== undefined && difference.high !== undefined,
  );
  const edge = {
    type: "scatter",
    mode: "lines",
    line: { width: 0 },
    hoverinfo: "skip",
    x: band.map((p) => p.weight),
  };
  const data = [
    { ...edge, name: "lowest", showlegend: false, y: band.map((p) => p.difference.low) },
    {
      ...edge,
      name: "What rounding allows",
      y: band.map((p) => p.difference.high),
      fill: "tonexty",
      fillcolor: "rgba(0,114,178,0.28)",
    },
    {
      type: "scatter",
      mode: "lines",
      name: "Middle of what is known",
      x,
      y: shown.map((p) => p.difference.value),
      line: { width: 3, color: COLOURS[0] },
      hovertemplate: "weight %{x:.2f}: %{y:.2f} points<extra></extra>",
    },
    ...(flip.outcome === "flips"
      ? [
          {
            type: "scatter",
            mode: "markers+text",
            name: "Break-even",
            showlegend: false,
            x: [flip.weight.value],
            y: [0],
            text: [number(flip.weight.value, 2)],
            textposition: "top left",
            marker: { size: 12, color: COLOURS[3] },
            error_x: {
              type: "data",
              symmetric: false,
              array: [(flip.weight.high ?? 0) - (flip.weight.value ?? 0)],
              arrayminus: [(flip.weight.value ?? 0) - (flip.weight.low ?? 0)],
            },
            hovertemplate: "break-even at %{x:.3f}<extra></extra>",
          },
        ]
      : []),
  ];
  return chart({
    title: title(flip, labels),
    alt: `Line of the score of ${labels.first} less that of ${labels.second} over the weight of ${labels.metric}, from ${number(shown[0]?.difference.value)} points at weight ${number(x[0])} to ${number(shown.at(-1)?.difference.value)} at ${number(x.at(-1))}. ${title(flip, labels)}.`,
    caption: `Above 0 ${labels.first} leads. The other metrics have the weight 1; the edition of 2025 gives ${labels.metric} the weight 1 too.`,
    columns: [`Weight of ${labels.metric}`, "Difference (points)", "lowest", "highest"],
    rows: points.map(({ weight, difference }) => [weight, ...cells(difference)]),
    evidence: [flip.without, flip.perWeight, ...points.map((point) => point.difference)],
    data,
    layout: {
      height: 360,
      xaxis: { title: { text: `Weight of ${labels.metric}` } },
      yaxis: { title: { text: "Difference, points" }, zeroline: true, zerolinecolor: GREY, zerolinewidth: 2 },
    },
  });
}

function title(flip: BreakEven, { first, second, metric }: BreakEvenLabels): string {
  if (flip.outcome === "undecided")
    return `Published figures do not decide at which weight of ${metric} the order flips`;
  if (flip.outcome === "never") {
    const [leader, other] = (flip.without.value ?? 0) > 0 ? [first, second] : [second, first];
    return `${leader} leads ${other} at every weight of ${metric}`;
  }
  const [low, high] = limits(flip.weight, 3);
  return `${first} and ${second} change places where ${metric} weigh ${number(flip.weight.value, 3)} times as much as each other metric (${low} to ${high})`;
}
