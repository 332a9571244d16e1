import type { SobolIndices } from "../analysis/robustness/index.js";
import { type Chart, COLOURS, chart } from "./figure.js";
import { cells, errorBars, heightOf, number } from "./words.js";

/**
 * First-order and total Sobol' indices as bars with their bootstrap intervals, a pair for each factor, largest total first.
 * `of` says whose variance it is, such as "the average shift in rank". Simulated, and labelled so.
 */
export function sobolChart({ indices, runs }: SobolIndices, of: string): Chart {
  const rows = indices
    .filter(({ first, total }) => first.value !== null && total.value !== null)
    .sort((a, b) => (b.total.value ?? 0) - (a.total.value ?? 0));
  const bars = (name: string, which: "first" | "total", colour: string): object => ({
    type: "bar",
    orientation: "h",
    name,
    y: rows.map(({ factor }) => sentence(factor)),
    x: rows.map((row) => row[which].value),
    error_x: errorBars(rows.map((row) => row[which])),
    marker: { color: colour },
    hovertemplate: "%{y}: %{x:.2f}<extra>%{fullData.name}</extra>",
  });
  const [most] = rows;
  return chart({
    title: most
      ? `${sentence(most.factor)} matters most: ${number(100 * Math.min(1, most.total.value ?? 0), 0)} percent of the variance of ${of} involve it, ${number(100 * Math.max(0, most.first.value ?? 0), 0)} percent belong to it alone (simulated)`
      : `No choice of method moves ${of} (simulated)`,
    alt:
      rows.length === 0
        ? "No bars: nothing varies."
        : `Pairs of bars of Sobol' indices, alone and with interactions: ${rows
            .map(
              ({ factor, first, total }) =>
                `${factor} ${number(first.value, 2)} and ${number(total.value, 2)}`,
            )
            .join(", ")}. Simulated choices of method.`,
    caption: `Simulated with ${number(runs, 0)} rankings. Lines are 95 percent bootstrap intervals. What a choice explains alone adds up to less than 1 where choices interact; an index just outside of 0 to 1 is noise.`,
    columns: [
      "Choice",
      "Alone",
      "Alone, lowest",
      "Alone, highest",
      "With interactions",
      "With interactions, lowest",
      "With interactions, highest",
    ],
    rows: indices.map(({ factor, first, total }) => [
      sentence(factor),
      ...cells(first, 3),
      ...cells(total, 3),
    ]),
    evidence: indices.flatMap(({ first, total }) => [first, total]),
    data: [bars("Alone", "first", COLOURS[0]), bars("With interactions", "total", COLOURS[1])],
    layout: {
      height: heightOf(rows.length, 52),
      barmode: "group",
      xaxis: { title: { text: "Part of the variance (simulated)" }, rangemode: "tozero" },
      yaxis: { autorange: "reversed" },
    },
  });
}

function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}
