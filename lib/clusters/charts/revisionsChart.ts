import type { Revision } from "../growth/index.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { cell, cells, heightOf, number, signed, wrapped } from "./words.js";

/** Revisions of one series, with its name, e.g. "Global R&D". */
export interface RevisedSeries {
  readonly series: string;
  readonly revisions: readonly Revision[];
}

const BOUND_WORDS: { readonly [B in Revision["bound"]]: string } = {
  "two-sided": "",
  none: "about ",
  "at least": "at least ",
  "at most": "at most ",
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
    alt: `Pairs of dots, first and latest estimate of growth: ${rows.map(({ name, revision }) => `${name} ${revision.year} from ${number(value(revision.first.rate))} to ${number(value(revision.last.rate))}`).join(", ")} percent.`,
    caption:
      "First estimates against the latest found, percent a year. An estimate printed as a limit (“under 3”) is drawn at the limit.",
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
      cell(value(first.rate)),
      first.edition,
      cell(value(last.rate)),
      last.edition,
      ...cells(points),
      bound,
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

function title(rows: readonly { readonly name: string; readonly revision: Revision }[]): string {
  const known = rows.filter(({ revision }) => revision.points.value !== null);
  const largest = [...known].sort(
    (a, b) => Math.abs(b.revision.points.value ?? 0) - Math.abs(a.revision.points.value ?? 0),
  )[0];
  if (!largest) return "No growth rate was printed by two editions";
  const { name, revision } = largest;
  const up = known.filter((row) => (row.revision.points.value ?? 0) > 0).length;
  const down = known.filter((row) => (row.revision.points.value ?? 0) < 0).length;
  return `Later editions raised ${up} and lowered ${down} of ${rows.length} first estimates, the most ${name} ${revision.year}: by ${BOUND_WORDS[revision.bound]}${signed(revision.points.value)} points`;
}
