import type { Quantity } from "../figures/index.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { cell, cells, heightOf, listed, number, wrapped } from "./words.js";

/** Statements of several clusters about one unknown, and what they leave possible together. */
export interface AgreementSeries {
  readonly label: string;
  readonly statements: readonly { readonly id: string; readonly name: string; readonly quantity: Quantity }[];
  /** Their overlap; absent where two exclude each other. */
  readonly common?: Quantity;
}

/** What the unknown is called within a sentence, such as "world total". */
export interface AgreementLabels {
  readonly unknown: string;
}

interface Bar {
  readonly row: number;
  readonly name: string;
  readonly low: number;
  readonly high: number;
}

/**
 * Intervals of one unknown per series, each as far from the common value as it is, in percent: where all bars of a series
 * cross zero, one value fits them all. A row for each cluster in the order of its first appearance, a colour for each series.
 * Series without a common value, and statements open on a side, are not drawn but stand in the table.
 */
export function agreementChart(series: readonly AgreementSeries[], labels: AgreementLabels): Chart {
  const names = new Map(series.flatMap(({ statements }) => statements.map(({ id, name }) => [id, name])));
  const rows = [...names.keys()];
  const gap = series.length > 1 ? 0.5 / (series.length - 1) : 0;
  const bars = series.map((entry) => barsOf(entry, rows));
  const reach = reachOf(bars.flat());
  const statements = series.flatMap((entry) => entry.statements);
  const agreed = series.filter(({ common }) => common !== undefined);
  return chart({
    title: titleOf(series, agreed, labels.unknown),
    alt: `Intervals of the ${labels.unknown}, a row for each of ${rows.length} clusters. ${series
      .map((entry) => sentence(entry))
      .join(" ")}`,
    caption: `A bar holds every ${labels.unknown} that the rounded figures of one cluster allow, in percent of the value in the middle of what all allow together. Where a share is small, its rounding weighs more and the bar is longer.${reach === undefined ? "" : " Bars that reach the edge go on beyond it: the table has their ends."}`,
    columns: [
      "Cluster",
      "Of",
      "Smallest",
      "Largest",
      "Middle of what all allow",
      "Smallest, difference (%)",
      "Largest, difference (%)",
    ],
    rows: series.flatMap((entry) =>
      entry.statements.map(({ name, quantity }) => [
        name,
        entry.label,
        ...cells(quantity, 0).slice(1),
        cell(entry.common?.value, 0),
        cell(difference(quantity.low, entry)),
        cell(difference(quantity.high, entry)),
      ]),
    ),
    evidence: statements.map(({ quantity }) => quantity),
    data: [
      ...series.map((entry, at) => ({
        type: "scatter",
        mode: "markers",
        name: entry.label,
        x: (bars[at] ?? []).map(({ low, high }) => (low + high) / 2),
        y: (bars[at] ?? []).map(({ row }) => row - (series.length > 1 ? 0.25 : 0) + at * gap),
        marker: { size: 3, symbol: "square", color: COLOURS[at % COLOURS.length] },
        error_x: {
          type: "data",
          array: (bars[at] ?? []).map(({ low, high }) => (high - low) / 2),
          thickness: 5,
          width: 0,
          color: COLOURS[at % COLOURS.length],
        },
        text: (bars[at] ?? []).map(
          ({ name, low, high }) => `${name}: ${number(low, 2)} to ${number(high, 2)} percent`,
        ),
        hovertemplate: "%{text}<extra>%{fullData.name}</extra>",
      })),
    ],
    layout: {
      height: heightOf(rows.length, 10 + 7 * series.length),
      // The marks hide in the bars, and at their own size would be too small to tell apart in the legend.
      legend: { itemsizing: "constant" },
      shapes: [
        {
          type: "line",
          xref: "x",
          yref: "paper",
          x0: 0,
          x1: 0,
          y0: 0,
          y1: 1,
          line: { color: GREY, width: 1 },
        },
      ],
      xaxis: {
        title: { text: "Difference in percent" },
        ...(reach === undefined ? {} : { range: [-reach, reach] }),
      },
      yaxis: {
        tickvals: rows.map((_, row) => row),
        ticktext: rows.map((id) => wrapped(names.get(id) ?? id, 22)),
        tickfont: { size: 11 },
        range: [rows.length - 0.5, -0.5],
      },
    },
  });
}

function barsOf(series: AgreementSeries, rows: readonly string[]): Bar[] {
  return series.statements.flatMap(({ id, name, quantity }) => {
    const [low, high] = [difference(quantity.low, series), difference(quantity.high, series)];
    return low === undefined || high === undefined ? [] : [{ row: rows.indexOf(id), name, low, high }];
  });
}

/** An end of an interval as the axis has it: percent above or below the middle of what all statements allow. */
function difference(end: number | undefined, { common }: AgreementSeries): number | undefined {
  const centre = common?.value;
  return end === undefined || !centre ? undefined : 100 * (end / centre - 1);
}

function titleOf(
  series: readonly AgreementSeries[],
  agreed: readonly AgreementSeries[],
  unknown: string,
): string {
  const count = series.reduce((sum, { statements }) => sum + statements.length, 0);
  if (count === 0) return `No cluster says anything about the ${unknown}`;
  if (agreed.length < series.length) {
    const broken = series.filter((entry) => !agreed.includes(entry)).map(({ label }) => label);
    return `No one ${unknown} fits all clusters: ${listed(broken)}`;
  }
  const each = series.length === 1 ? "" : ` for each of ${series.length} metrics`;
  return `One ${unknown}${each} fits ${count === 1 ? "the only interval" : `all ${number(count, 0)} intervals`}`;
}

function sentence({ label, statements, common }: AgreementSeries): string {
  const count = statements.length === 1 ? "1 interval" : `${statements.length} intervals`;
  if (!common) return `${label}: ${count}, and no one value fits.`;
  return `${label}: ${count}, holding ${number(common.low, 0)} to ${number(common.high, 0)} in common.`;
}

/** Half the width to draw: that which nine bars of ten need, where the longest would press all others together. */
function reachOf(bars: readonly Bar[]): number | undefined {
  const ends = bars.map(({ low, high }) => Math.max(Math.abs(low), Math.abs(high))).sort((a, b) => a - b);
  const most = ends.at(-1) ?? 0;
  const usual = 1.1 * (ends[Math.floor(0.9 * (ends.length - 1))] ?? 0);
  return usual > 0 && most > 2 * usual ? usual : undefined;
}
