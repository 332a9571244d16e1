import type { Profile } from "../analysis/compare/index.js";
import type { Metric } from "../data/index.js";
import { type Chart, COLOURS, chart } from "./figure.js";
import { cells, heightOf, METRIC_NAMES, METRIC_WORDS, number, wrapped } from "./words.js";

/** Per-million figures as dots on a logarithmic axis, a row for each cluster, in the order given. Missing figures have no dot. */
export function perMillionChart(profiles: readonly Profile[]): Chart {
  const metrics = [...new Set(profiles.flatMap((profile) => Object.keys(profile.metrics)))] as Metric[];
  const shown = profiles.filter((profile) =>
    metrics.some((metric) => (profile.metrics[metric]?.value ?? 0) > 0),
  );
  const names = shown.map((profile) => wrapped(profile.name));
  const symbols = ["circle", "square", "diamond"];
  return chart({
    title: title(shown, metrics),
    alt: `Dots of figures per million inhabitants. ${shown.map((profile) => `${profile.name}: ${metrics.map((metric) => `${METRIC_WORDS[metric]} ${number(profile.metrics[metric]?.value, 0)}`).join(", ")}`).join("; ")}.`,
    caption: "Five-year counts per million inhabitants. The axis is logarithmic: every step multiplies.",
    columns: [
      "Cluster",
      ...metrics.flatMap((metric) => [
        `${METRIC_NAMES[metric]} per million`,
        `${METRIC_NAMES[metric]}, lowest`,
        `${METRIC_NAMES[metric]}, highest`,
      ]),
    ],
    rows: profiles.map((profile) => [
      profile.name,
      ...metrics.flatMap((metric) => cells(profile.metrics[metric], 1)),
    ]),
    evidence: profiles.flatMap((profile) => metrics.map((metric) => profile.metrics[metric])),
    data: metrics.map((metric, at) => ({
      type: "scatter",
      mode: "markers",
      name: METRIC_NAMES[metric],
      y: names,
      x: shown.map((profile) => positive(profile.metrics[metric]?.value)),
      marker: { size: 11, color: COLOURS[at], symbol: symbols[at] },
      hovertemplate: "%{y}: %{x:,.0f} per million<extra>%{fullData.name}</extra>",
    })),
    layout: {
      height: heightOf(shown.length, 40),
      xaxis: {
        type: "log",
        dtick: 1,
        tickformat: ",d",
        title: { text: "Per million inhabitants (logarithmic)" },
      },
      yaxis: { autorange: "reversed", showgrid: true },
    },
  });
}

/** A logarithmic axis has no place for 0. */
function positive(value: number | null | undefined): number | null {
  return typeof value === "number" && value > 0 ? value : null;
}

function title(shown: readonly Profile[], metrics: readonly Metric[]): string {
  const leaders = metrics.flatMap((metric) => {
    const known = shown.filter((profile) => (profile.metrics[metric]?.value ?? null) !== null);
    const [best] = [...known].sort(
      (a, b) => (b.metrics[metric]?.value ?? 0) - (a.metrics[metric]?.value ?? 0),
    );
    return best ? [{ metric, name: best.name }] : [];
  });
  const names = [...new Set(leaders.map((leader) => leader.name))];
  if (names.length === 0) return "No figures per million inhabitants are known";
  const phrases = names.map((name) => {
    const led = leaders.filter((leader) => leader.name === name).map(({ metric }) => METRIC_WORDS[metric]);
    return `${name} leads in ${led.join(" and ")}`;
  });
  return `Per million inhabitants ${phrases.join("; ")}`;
}
