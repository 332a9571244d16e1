import type { Mover, RankHistory } from "../analysis/compare/index.js";
import { type Chart, COLOURS, chart } from "./figure.js";
import { cell, heightOf, number, signed, wrapped } from "./words.js";

/** Names of clusters by id; an id without a name is shown as it is. */
export type Names = ReadonlyMap<string, string>;

/** Ranks over the editions, one line each, best rank at the top. Editions without a published rank are gaps in the line. */
export function rankHistoryChart(history: readonly RankHistory[], names: Names): Chart {
  const name = (id: string): string => names.get(id) ?? id;
  const editions = history[0]?.ranks.map((entry) => entry.edition) ?? [];
  const known = history.map(({ cluster, ranks }) => ({
    name: name(cluster),
    ranks: ranks.flatMap(({ edition, rank }) => (rank?.value == null ? [] : [{ edition, rank: rank.value }])),
  }));
  const climbs = known.flatMap(({ name: label, ranks }) => {
    const [first, last] = [ranks[0], ranks.at(-1)];
    return first && last && first !== last ? [{ label, first, last, gained: first.rank - last.rank }] : [];
  });
  const best = [...climbs].sort((a, b) => b.gained - a.gained)[0];
  return chart({
    title: best
      ? best.gained > 0
        ? `Of ${history.length} clusters ${best.label} climbed the most: from ${best.first.rank} in ${best.first.edition} to ${best.last.rank} in ${best.last.edition}`
        : "No cluster climbed"
      : "No cluster has ranks in two editions",
    alt: `Lines of ranks by edition. ${known.map(({ name: label, ranks }) => `${label}: ${ranks.map(({ edition, rank }) => `${rank} in ${edition}`).join(", ")}`).join("; ")}.`,
    caption:
      "Published ranks; gaps are editions for which none was found. The method changed in 2018 and in 2025, and clusters may have been redrawn between editions.",
    columns: ["Cluster", ...editions.map(String)],
    rows: history.map(({ cluster, ranks }) => [
      name(cluster),
      ...ranks.map(({ rank }) => cell(rank?.value, 0)),
    ]),
    evidence: history.flatMap(({ ranks }) => ranks.map(({ rank }) => rank ?? undefined)),
    data: history.map(({ cluster, ranks }, at) => ({
      type: "scatter",
      mode: "lines+markers",
      name: name(cluster),
      x: ranks.map((entry) => entry.edition),
      y: ranks.map(({ rank }) => rank?.value ?? null),
      connectgaps: false,
      line: { color: COLOURS[at % COLOURS.length], width: 2.5, dash: at < COLOURS.length ? "solid" : "dot" },
      marker: { size: 7 },
      hovertemplate: `${name(cluster)}: %{y} in %{x}<extra></extra>`,
    })),
    layout: {
      height: 400 + 12 * history.length,
      xaxis: { dtick: editions.length > 6 ? 2 : 1, tickformat: "d" },
      yaxis: { autorange: "reversed", title: { text: "Rank" } },
    },
  });
}

/** Places gained and lost between two editions as bars, largest gain first. */
export function moversChart(moved: readonly Mover[], names: Names, from: number, to: number): Chart {
  const name = (id: string): string => names.get(id) ?? id;
  const [first, last] = [moved[0], moved.at(-1)];
  const words = ({ cluster, from: a, to: b }: Mover): string =>
    `${name(cluster)} (${number(a.value, 0)} to ${number(b.value, 0)})`;
  const up = first && (first.gained.value ?? 0) > 0 ? `${words(first)} gains most` : "none gains";
  const down = last && (last.gained.value ?? 0) < 0 ? `${words(last)} loses most` : "none loses";
  const gain = moved.map(({ gained }) => gained.value ?? 0);
  return chart({
    title:
      moved.length === 0
        ? `No cluster has a rank in both ${from} and ${to}`
        : `Of ${moved.length} clusters with both ranks known ${up}, ${down}`,
    alt: `Bars of places gained from ${from} to ${to}: ${moved.map(({ cluster, gained }) => `${name(cluster)} ${signed(gained.value, 0)}`).join(", ")}.`,
    caption: `Only clusters whose rank is known in ${from} and in ${to}. Positive is up.${from < 2025 && to >= 2025 ? " Venture capital deals joined in 2025, so that a move is part data and part method." : ""}`,
    columns: ["Cluster", `Rank ${from}`, `Rank ${to}`, "Places gained"],
    rows: moved.map(({ cluster, from: a, to: b, gained }) => [name(cluster), a.value, b.value, gained.value]),
    evidence: moved.map(({ gained }) => gained),
    data: [
      {
        type: "bar",
        orientation: "h",
        showlegend: false,
        y: moved.map(({ cluster }) => wrapped(name(cluster))),
        x: gain,
        text: gain.map((value) => signed(value, 0)),
        textposition: "outside",
        cliponaxis: false,
        marker: { color: gain.map((value) => (value < 0 ? COLOURS[3] : COLOURS[2])) },
        hovertemplate: "%{y}: %{x:+d} places<extra></extra>",
      },
    ],
    layout: {
      height: heightOf(moved.length, 34),
      xaxis: { title: { text: "Places gained" }, range: padded(gain) },
      yaxis: { autorange: "reversed" },
    },
  });
}

/** Room for the labels at the ends of the bars. */
function padded(values: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const room = Math.max(high - low, 1) * 0.18;
  return [low < 0 ? low - room : low, high > 0 ? high + room : high];
}
