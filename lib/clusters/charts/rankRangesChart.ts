import type { Quantity } from "../figures/index.js";
import { type Chart, COLOURS, chart } from "./figure.js";
import { heightOf, number, wrapped } from "./words.js";

/** Ranks with intervals under one condition. */
export interface RankSeries {
  /** What the interval is over, such as "All weights" or "Simulated choices of method". */
  readonly label: string;
  readonly ranks: readonly { readonly id: string; readonly name: string; readonly rank: Quantity }[];
  /** True for intervals from random draws; the chart then says so. */
  readonly simulated?: boolean;
}

/**
 * Intervals of ranks as bars with a mark at the value, a row for each cluster and a colour for each series. Clusters come in the
 * order of the first series; those without a rank there are left out. `among` says among whom the ranks are.
 */
export function rankRangesChart(
  series: readonly RankSeries[],
  { among }: { readonly among?: string } = {},
): Chart {
  const rows = (series[0]?.ranks ?? []).filter(({ rank }) => rank.value !== null);
  const find = ({ ranks }: RankSeries, id: string): Quantity | undefined =>
    ranks.find((entry) => entry.id === id)?.rank;
  const labelOf = ({ label, simulated }: RankSeries): string => (simulated ? `${label} (simulated)` : label);
  // Rows are a unit apart; the series of a row share six tenths of it.
  const gap = series.length > 1 ? 0.6 / (series.length - 1) : 0;
  const data = series.map((entry, at) => {
    const drawn = rows.flatMap(({ id }, row) => {
      const rank = find(entry, id);
      return rank && rank.value !== null ? [{ rank, row, value: rank.value }] : [];
    });
    return {
      type: "scatter",
      mode: "markers",
      name: labelOf(entry),
      x: drawn.map(({ value }) => value),
      y: drawn.map(({ row }) => row - (series.length > 1 ? 0.3 : 0) + at * gap),
      marker: {
        size: 11,
        color: COLOURS[at % COLOURS.length],
        symbol: entry.simulated ? "diamond" : "circle",
      },
      error_x: {
        type: "data",
        symmetric: false,
        array: drawn.map(({ rank, value }) => (rank.high ?? value) - value),
        arrayminus: drawn.map(({ rank, value }) => value - (rank.low ?? value)),
        thickness: 6,
        width: 0,
        color: COLOURS[at % COLOURS.length],
      },
      text: drawn.map(({ row, rank }) => `${rows[row]?.name ?? ""}: ${interval(rank)}`),
      hovertemplate: "%{text}<extra>%{fullData.name}</extra>",
    };
  });
  const [first] = series;
  const worst = Math.max(
    1,
    ...series.flatMap(({ ranks }) => ranks.map(({ rank }) => rank.high ?? rank.value ?? 1)),
  );
  return chart({
    title: title(rows, first, among),
    alt: `Bars of rank intervals${among ? ` among ${among}` : ""}. ${series
      .map((entry) => {
        const parts = rows.map(({ id, name }) => `${name} ${interval(find(entry, id))}`);
        return `${labelOf(entry)}: ${parts.join(", ")}.`;
      })
      .join(" ")}`,
    caption: `A bar reaches from the best to the worst rank, the mark is the rank itself${series.some((entry) => entry.simulated) ? ", for what is simulated the median and 90 percent of the draws" : ""}. Ranks are among ${among ?? "all clusters compared"}.`,
    columns: [
      "Cluster",
      ...series.flatMap((entry) => {
        const label = labelOf(entry);
        return [label, `${label}, best`, `${label}, worst`];
      }),
    ],
    rows: rows.map(({ id, name }) => [
      name,
      ...series.flatMap((entry) => {
        const rank = find(entry, id);
        return [rank?.value ?? null, rank?.low ?? null, rank?.high ?? null];
      }),
    ]),
    evidence: series.flatMap(({ ranks }) => ranks.map(({ rank }) => rank)),
    data,
    layout: {
      height: heightOf(rows.length, 24 + 14 * series.length),
      xaxis: {
        title: { text: "Rank" },
        ...(rows.length <= 12 ? { dtick: 1 } : {}),
        range: [0.5, worst + 0.5],
      },
      yaxis: {
        tickvals: rows.map((_, row) => row),
        ticktext: rows.map(({ name }) => wrapped(name, 20)),
        range: [rows.length - 0.5, -0.5],
      },
    },
  });
}

function interval(rank: Quantity | undefined): string {
  if (!rank || rank.value === null) return "no rank";
  const [low, high] = [rank.low ?? rank.value, rank.high ?? rank.value];
  return low === high ? `${low}` : `${low} to ${high}`;
}

function title(rows: RankSeries["ranks"], series: RankSeries | undefined, among = ""): string {
  const [leader] = rows;
  if (!series || !leader) return "No cluster has a rank to draw an interval for";
  const where = `${series.label.charAt(0).toLowerCase()}${series.label.slice(1)}`;
  const over = series.simulated ? `in nine tenths of the draws over ${where} (simulated)` : `over ${where}`;
  const fixed = rows.filter(({ rank }) => rank.low === rank.high).length;
  const within = among === "" ? "" : `Among ${among}, `;
  const lead = `${within}${leader.name} ranks ${interval(leader.rank)} ${over}`;
  const all = rows.length === 1 ? "" : ` ${number(rows.length, 0)}`;
  if (fixed === rows.length)
    return rows.length === 1
      ? lead
      : `${within || "All"}${within ? "all" : ""}${all} ranks stay the same ${over}`;
  const others = fixed === 0 ? `all${all} ranks change` : `${number(fixed, 0)} of${all} stay as they are`;
  return rows.length === 1 ? lead : `${lead}; ${others}`;
}
