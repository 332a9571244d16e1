import type { Quantity } from "../figures/index.js";
import { type Chart, COLOURS, chart, lineAt } from "./figure.js";
import { cells, errorBars, number } from "./words.js";

/** What is found with one value of a parameter. */
export interface SweepStep {
  readonly at: number;
  /** Number of clusters; low and high over several worlds or draws. */
  readonly clusters: Quantity;
  /** Percent of the records with a place that lie in a cluster. */
  readonly assigned: Quantity;
}

/** Words of a sweep. */
export interface SweepLabels {
  /** As it begins a title, such as "Radius", and its unit, such as "km". */
  readonly parameter: string;
  readonly unit: string;
  /** The value that the rule has otherwise, drawn as a line. */
  readonly usual: number;
  /** What is clustered, such as "the generated records": it stands in title, caption and alternative. */
  readonly of: string;
  /** What the bars span, such as "five generated worlds"; no word of bars when absent. */
  readonly over?: string;
}

/** Number of clusters, and below it the part of the records inside of them, against one parameter of the density rule. */
export function parameterSweepChart(steps: readonly SweepStep[], labels: SweepLabels): Chart {
  const { parameter, unit, usual, of, over } = labels;
  const sorted = [...steps].sort((a, b) => a.at - b.at);
  const panel = (quantities: readonly Quantity[], name: string, yaxis: string, color: string) => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    showlegend: false,
    x: sorted.map(({ at }) => at),
    y: quantities.map(({ value }) => value),
    yaxis,
    line: { width: 2, color },
    marker: { size: 9, color },
    cliponaxis: false,
    error_y: errorBars(quantities),
    hovertemplate: `${parameter} %{x} ${unit}: %{y:.4~g}<extra>%{fullData.name}</extra>`,
  });
  const axis = `${parameter}${unit === "" ? "" : ` (${unit})`}`;
  return chart({
    title: title(sorted, labels),
    alt: `Lines over the ${lower(parameter)} in ${unit}, for ${of}: ${sorted.map(({ at, clusters, assigned }) => `at ${number(at, digits(at))} ${number(clusters.value, 0)} clusters with ${number(assigned.value, 0)} percent of the records`).join(", ")}.`,
    caption: `Of ${of}. Above the number of clusters, below the percentage of the records that lie in one. The dotted line is the value used elsewhere here${over === undefined ? "" : `; a bar reaches from the least to the most of ${over}`}.`,
    columns: [
      axis,
      "Clusters",
      "Clusters, least",
      "Clusters, most",
      "Records in clusters (%)",
      "Records in clusters (%), least",
      "Records in clusters (%), most",
    ],
    rows: sorted.map(({ at, clusters, assigned }) => [at, ...cells(clusters, 1), ...cells(assigned, 1)]),
    evidence: sorted.flatMap(({ clusters, assigned }) => [clusters, assigned]),
    data: [
      panel(
        sorted.map(({ clusters }) => clusters),
        "Clusters",
        "y",
        COLOURS[0],
      ),
      panel(
        sorted.map(({ assigned }) => assigned),
        "Records in clusters (%)",
        "y2",
        COLOURS[3],
      ),
    ],
    layout: {
      height: 400,
      xaxis: { title: { text: axis }, anchor: "y2", rangemode: "tozero" },
      yaxis: { title: { text: "Clusters" }, domain: [0.54, 1], rangemode: "tozero" },
      yaxis2: { title: { text: "Records (%)" }, domain: [0, 0.46], range: [0, 104] },
      shapes: [lineAt(usual)],
    },
  });
}

function digits(value: number): number {
  return Number.isInteger(value) ? 0 : 1;
}

function lower(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

function title(steps: readonly SweepStep[], { parameter, unit, of }: SweepLabels): string {
  const [first, last] = [steps[0], steps.at(-1)];
  if (!first || !last) return `Nothing was found for any ${lower(parameter)}`;
  const span = (of: (step: SweepStep) => Quantity): string => {
    const values = steps.flatMap((step) => {
      const { value, low, high } = of(step);
      return value === null ? [] : [low ?? value, high ?? value];
    });
    const [low, high] = [number(Math.min(...values), 0), number(Math.max(...values), 0)];
    return low === high ? low : `${low} to ${high}`;
  };
  const at = (step: SweepStep): string => number(step.at, digits(step.at));
  const values = first === last ? at(first) : `from ${at(first)} to ${at(last)}`;
  return `${parameter} ${values}${unit === "" ? "" : ` ${unit}`}: ${span(({ clusters }) => clusters)} clusters of ${of}, with ${span(({ assigned }) => assigned)} percent of them inside`;
}
