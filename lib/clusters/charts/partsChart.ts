import type { Quantity } from "../figures/index.js";
import { type Chart, COLOURS, chart, lineAt } from "./figure.js";
import { heightOf, listed, number } from "./words.js";

/** In which cluster each part of a region lies at one radius. */
export interface PartsStep {
  /** Kilometres. */
  readonly radius: number;
  readonly parts: readonly {
    readonly name: string;
    /** Id of the cluster that holds it; null where it is in none. */
    readonly cluster: string | null;
    /** Rank of that cluster among all; a null value where there is none. */
    readonly rank: Quantity;
  }[];
}

/** Words of the chart. */
export interface PartsLabels {
  /** Name of the region. */
  readonly region: string;
  /** What is clustered, such as "the generated records". */
  readonly of: string;
  /** The radius used elsewhere, drawn as a line. */
  readonly usual: number;
}

/**
 * The rank of the cluster that holds each part of a region, as the radius grows: lines meet where parts become one cluster. Lines
 * that lie on each other are drawn thick below thin.
 */
export function partsChart(steps: readonly PartsStep[], labels: PartsLabels): Chart {
  const { region, of, usual } = labels;
  const sorted = [...steps].sort((a, b) => a.radius - b.radius);
  const names = [...new Set(sorted.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  const find = (step: PartsStep, name: string) => step.parts.find((part) => part.name === name);
  const data = names.map((name, at) => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: sorted.map(({ radius }) => radius),
    y: sorted.map((step) => find(step, name)?.rank.value ?? null),
    connectgaps: false,
    line: { width: 2 + 5 * (names.length - 1 - at), color: COLOURS[at % COLOURS.length] },
    marker: { size: 8 + 6 * (names.length - 1 - at) },
    text: sorted.map((step) => together(step, name)),
    hovertemplate: "%{x} km: rank %{y}, %{text}<extra>%{fullData.name}</extra>",
  }));
  const worst = Math.max(1, ...sorted.flatMap(({ parts }) => parts.map(({ rank }) => rank.value ?? 1)));
  return chart({
    title: title(sorted, labels),
    alt: `Lines of ranks over the radius, for ${of}. ${sorted.map((step) => `At ${number(step.radius, 0)} km: ${groups(step).join("; ")}`).join(". ")}.`,
    caption: `Of ${of}. Rank, among all clusters of the same radius, of the cluster that holds each part of ${region}. Where lines lie on each other, the parts are one cluster; a gap is a part in no cluster. The dotted line is the radius used elsewhere here.`,
    columns: ["Radius (km)", "Part", "Rank of its cluster", "Clusters of the region", "Together with"],
    rows: sorted.flatMap((step) =>
      step.parts.map(({ name, rank }) => [
        step.radius,
        name,
        rank.value,
        clusters(step),
        companions(step, name).join(", ") || null,
      ]),
    ),
    evidence: sorted.flatMap(({ parts }) => parts.map(({ rank }) => rank)),
    data,
    layout: {
      height: heightOf(5),
      xaxis: { title: { text: "Radius (km)" } },
      yaxis: { title: { text: "Rank" }, range: [worst + 0.7, 0.3], ...(worst <= 12 ? { dtick: 1 } : {}) },
      shapes: [lineAt(usual)],
    },
  });
}

function companions({ parts }: PartsStep, name: string): string[] {
  const own = parts.find((part) => part.name === name)?.cluster ?? null;
  return parts.flatMap((part) =>
    own !== null && part.cluster === own && part.name !== name ? [part.name] : [],
  );
}

function together(step: PartsStep, name: string): string {
  const others = companions(step, name);
  return others.length > 0 ? `with ${listed(others)}` : "alone";
}

function clusters({ parts }: PartsStep): number {
  return new Set(parts.flatMap(({ cluster }) => cluster ?? [])).size;
}

/** "Maruvine and Zephora number 1", "Lindrath in no cluster". */
function groups({ parts }: PartsStep): string[] {
  const ids = [...new Set(parts.map(({ cluster }) => cluster))];
  return ids.map((id) => {
    const inside = parts.filter(({ cluster }) => cluster === id);
    const rank = inside[0]?.rank.value;
    const where = id === null ? "in no cluster" : `number ${number(rank, 0)}`;
    return `${listed(inside.map(({ name }) => name))} ${where}`;
  });
}

function title(steps: readonly PartsStep[], { region, of }: PartsLabels): string {
  const whole = steps.find(
    (step) => clusters(step) === 1 && step.parts.every(({ cluster }) => cluster !== null),
  );
  const before = steps.filter((step) => clusters(step) > 1).at(-1);
  const best = ({ parts }: PartsStep): string =>
    number(Math.min(...parts.flatMap(({ rank }) => rank.value ?? [])), 0);
  if (whole && before && before.radius < whole.radius)
    return `From ${number(whole.radius, 0)} km on one cluster holds all of ${region}, and is number ${best(whole)}; at ${number(before.radius, 0)} km there are ${number(clusters(before), 0)}, the best of them number ${best(before)} (${of})`;
  if (whole)
    return `One cluster holds all of ${region} at ${number(whole.radius, 0)} km, and is number ${best(whole)} (${of})`;
  return `At no radius tried does one cluster hold all of ${region} (${of})`;
}
