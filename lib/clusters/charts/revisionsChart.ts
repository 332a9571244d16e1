import type { Revision } from "../analysis/growth/index.js";
import type { Quantity } from "../figures/index.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { cell, cells, heightOf, number, signed, wrapped } from "./words.js";

/** Revisions of one series, with its name, e.g. "Global R&D". */
export interface RevisedSeries {
  readonly series: string;
  readonly revisions: readonly Revision[];
}

const READINGS: { readonly [B in Revision["bound"]]: string } = {
  "two-sided": "with rounding",
  none: "limits not known",
  "at least": "at least the lowest",
  "at most": "at most the highest",
};

/** First and last estimates of the same year as two dots and a line: how far figures moved after they were first printed. */
export function revisionsChart(series: readonly RevisedSeries[]): Chart {
  const rows = series.flatMap(({ series: name, revisions }) =>
    revisions.map((revision) => ({ name, revision })),
  );
  const labels = rows.map(({ name, revision }) => wrapped(`${name} ${revision.year}`, 16));
  const value = (rate: {
    readonly value: number | null;
    readonly low?: number;
    readonly high?: number;
  }): number | null => rate.value ?? rate.high ?? rate.low ?? null;
  const dots = (which: "first" | "last", name: string, color: string, symbol: string): object => ({
    type: "scatter",
    mode: "markers",
    name,
    y: labels,
    x: rows.map(({ revision }) => value(revision[which].rate)),
    marker: { size: 13, color, symbol },
    customdata: rows.map(({ revision }) => revision[which].edition),
    hovertemplate: `%{y}: %{x:.1f} percent in the edition of %{customdata}<extra>${name}</extra>`,
  });
  return chart({
    title: title(rows),
    alt: `Pairs of dots, first and latest estimate of growth: ${rows.map(({ name, revision }) => `${name} ${revision.year} from ${printed(revision.first.rate)} to ${printed(revision.last.rate)}`).join(", ")} percent.`,
    caption:
      "First estimates against the latest found, percent a year. An estimate printed as a limit (“under 3”) is drawn at the limit, one printed as “about 10” at 10.",
    columns: [
      "Series",
      "Year",
      "First estimate (%)",
      "Edition",
      "Latest estimate (%)",
      "Latest edition",
      "Revision (points)",
      "lowest",
      "highest",
      "Reading",
    ],
    rows: rows.map(({ name, revision: { year, first, last, points, bound } }) => [
      name,
      year,
      printed(first.rate),
      first.edition,
      printed(last.rate),
      last.edition,
      bound === "two-sided" || bound === "none" ? cell(points.value) : null,
      ...cells(points).slice(1),
      READINGS[bound],
    ]),
    evidence: rows.map(({ revision }) => revision.points),
    data: [
      {
        type: "scatter",
        mode: "lines",
        showlegend: false,
        hoverinfo: "skip",
        line: { color: GREY, width: 3 },
        y: labels.flatMap((label) => [label, label, null]),
        x: rows.flatMap(({ revision }) => [value(revision.first.rate), value(revision.last.rate), null]),
      },
      dots("first", "First estimate", COLOURS[1], "circle-open"),
      dots("last", "Latest estimate", COLOURS[0], "circle"),
    ],
    layout: {
      height: heightOf(rows.length, 54),
      xaxis: { title: { text: "Growth, percent a year" }, rangemode: "tozero" },
      yaxis: { autorange: "reversed" },
    },
  });
}

/** A rate as it was printed, so that a limit does not look like a value: "under 3", "about 10". */
function printed({ value, low, high }: Quantity): string {
  const shown = value ?? high ?? low ?? null;
  if (shown === null) return "?";
  const plain = number(shown, Number.isInteger(shown) ? 0 : 1);
  if (low === undefined && high === undefined) return `about ${plain}`;
  if (low === undefined) return `under ${plain}`;
  if (high === undefined) return `over ${plain}`;
  return number(shown, high - low >= 0.5 ? 0 : 1);
}

/** The size of a revision that is certain; the difference of what was printed where there are no limits. */
function sizeOf({ points: { value, low, high }, bound }: Revision): number {
  if (bound === "at least") return Math.max(0, low ?? 0);
  return bound === "at most" ? Math.max(0, -(high ?? 0)) : Math.abs(value ?? 0);
}

/** The revision in words; of one that is known by a limit, the limit, rounded towards 0 so that it still holds. */
function moved({ points: { value, low, high }, bound }: Revision): string {
  if (bound === "at least") return `at least ${signed(Math.floor(10 * (low ?? 0) + 1e-9) / 10)}`;
  if (bound === "at most") return `at most ${signed(Math.ceil(10 * (high ?? 0) - 1e-9) / 10)}`;
  return `${bound === "none" ? "about " : ""}${signed(value)}`;
}

function title(rows: readonly { readonly name: string; readonly revision: Revision }[]): string {
  const known = rows.filter(({ revision }) => revision.points.value !== null);
  const largest = [...known].sort((a, b) => sizeOf(b.revision) - sizeOf(a.revision))[0];
  if (!largest) return "No growth rate was printed by two editions";
  const { name, revision } = largest;
  const up = known.filter((row) => (row.revision.points.value ?? 0) > 0).length;
  const down = known.filter((row) => (row.revision.points.value ?? 0) < 0).length;
  return `Later editions raised ${up} and lowered ${down} of ${rows.length} first estimates, the most ${name} ${revision.year}: by ${moved(revision)} points`;
}
