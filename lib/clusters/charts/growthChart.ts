import type { GrowthPoint } from "../analysis/growth/index.js";
import type { Quantity } from "../figures/index.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { cells, errorBars, listed, number } from "./words.js";

/** What the growth rates are of, e.g. "Global R&D growth, real". */
export interface GrowthLabels {
  readonly series: string;
}

/** Growth rates as bars, in the order of the years; projections are hatched and say so. Years without a rate leave a gap. */
export function growthChart(points: readonly GrowthPoint[], { series }: GrowthLabels): Chart {
  const sorted = [...points].sort((a, b) => a.year - b.year);
  const groups = [
    {
      name: "Measured or estimated",
      list: sorted.filter(({ rate }) => !rate.projected),
      color: COLOURS[0],
      shape: "",
    },
    { name: "Projected", list: sorted.filter(({ rate }) => rate.projected), color: COLOURS[5], shape: "/" },
  ].filter(({ list }) => list.length > 0);
  const data = groups.map(({ name, list, color, shape }) => ({
    type: "bar",
    name,
    x: list.map((point) => point.year),
    y: list.map((point) => point.rate.value),
    marker: { color, pattern: { shape, solidity: 0.4 }, line: { width: shape ? 1.5 : 0, color: COLOURS[0] } },
    error_y: { ...errorBars(list.map((point) => point.rate)), color: GREY },
    hovertemplate: `%{x}: %{y:.1f} percent<extra>${name}</extra>`,
  }));
  const roomy = sorted.length <= 5;
  const labels = {
    type: "scatter",
    mode: "text",
    showlegend: false,
    hoverinfo: "skip",
    cliponaxis: false,
    x: sorted.map((point) => point.year),
    y: sorted.map(({ rate }) => (rate.value === null ? null : Math.max(rate.high ?? rate.value, 0))),
    text: sorted.map(({ rate }) => `${rateText(rate)}${rate.projected && roomy ? "<br>projected" : ""}`),
    textposition: "top center",
    textfont: { size: 12 },
  };
  return chart({
    title: title(sorted, series),
    alt: `Bars of ${series} by year: ${sorted.map(words).join(", ")} percent.`,
    caption: `${series}, percent a year. Lines on the bars: what rounding allows. Hatched: projected, not measured.`,
    columns: ["Year", "Growth (%)", "lowest", "highest", "Projected"],
    rows: sorted.map(({ year, rate }) => [year, ...cells(rate), rate.projected === true]),
    evidence: sorted.map((point) => point.rate),
    data: [...data, labels],
    layout: {
      height: 360,
      barmode: "overlay",
      xaxis: { dtick: sorted.length > 8 ? 2 : 1, tickformat: "d" },
      yaxis: { title: { text: "Percent a year" }, rangemode: "tozero" },
    },
  });
}

/** As many decimals as were printed: a rate printed as 3 must not look like 3.0. */
function rateText({ value, low = 0, high = 0 }: Quantity): string {
  return number(value, high - low >= 0.5 ? 0 : 1);
}

function words({ year, rate }: GrowthPoint): string {
  return `${year} ${rateText(rate)}${rate.projected ? " (projected)" : ""}`;
}

function title(sorted: readonly GrowthPoint[], series: string): string {
  const known = sorted.filter((point) => point.rate.value !== null);
  const last = known.at(-1);
  if (!last) return `${series}: no rate was published`;
  const tail = known.slice(-3);
  const values = tail.map((point) => point.rate.value ?? 0);
  const falling =
    tail.length > 1 && values.every((value, at) => at === 0 || value < (values[at - 1] ?? value));
  const rising =
    tail.length > 1 && values.every((value, at) => at === 0 || value > (values[at - 1] ?? value));
  const verb = falling ? "slows" : rising ? "quickens" : "stands";
  const steps = falling || rising ? tail : [last];
  return `${series} ${verb}: ${listed(steps.map((point) => `${rateText(point.rate)} percent in ${point.year}${point.rate.projected ? " (projected)" : ""}`))}`;
}
