import type { LevelPoint } from "../analysis/growth/index.js";
import type { Quantity } from "../figures/index.js";
import { type Chart, COLOURS, chart, GREY } from "./figure.js";
import { cells, limits, number } from "./words.js";

/** A level path, where a constant rate would have led, and the gap between them. */
export interface Levels {
  readonly path: readonly LevelPoint[];
  readonly counterfactual: readonly LevelPoint[];
  /** Of the last year, in percent, as `levelGap` gives it. */
  readonly gap: Quantity;
  /** What the levels are of, e.g. "Global R&D". */
  readonly series: string;
  /** The path not taken, e.g. "growth of 4.4 percent". */
  readonly alternative: string;
}

/** Level paths as lines; the part that rests on a projection is dashed. */
export function levelsChart({ path, counterfactual, gap, series, alternative }: Levels): Chart {
  const measured = path.filter(({ level }) => level.value !== null && !level.projected);
  const projected = path.filter(({ level }) => level.value !== null && level.projected);
  const joint = measured.at(-1);
  const line = (list: readonly LevelPoint[], name: string, look: object): object => ({
    type: "scatter",
    mode: "lines+markers",
    name,
    x: list.map((point) => point.year),
    y: list.map((point) => point.level.value),
    line: look,
    hovertemplate: `%{x}: %{y:.1f}<extra>${name}</extra>`,
  });
  const last = path.at(-1);
  const text = `${series} in ${last?.year ?? "?"} is ${number(Math.abs(gap.value ?? Number.NaN))} percent ${(gap.value ?? 0) < 0 ? "below" : "above"} the path of ${alternative}${gap.projected ? ", if the projection holds" : ""}`;
  const byYear = new Map(counterfactual.map((point) => [point.year, point.level]));
  return chart({
    title: gap.value === null ? `${series}: a year without a rate leaves the gap open` : text,
    alt: `Two lines from ${number(path[0]?.level.value, 0)} in ${path[0]?.year ?? "?"}: ${series} reaches ${number(last?.level.value)} in ${last?.year ?? "?"}, the path of ${alternative} ${number(counterfactual.at(-1)?.level.value)}.`,
    caption: `Index, ${path[0]?.year ?? "first year"} = ${number(path[0]?.level.value, 0)}. The gap is ${limits(gap).join(" to ")} percent with rounding. Dashed: rests on a projection. Dotted: the path not taken.`,
    columns: ["Year", "Level", "lowest", "highest", "Projected", "Alternative path"],
    rows: path.map(({ year, level }) => [
      year,
      ...cells(level),
      level.projected === true,
      cells(byYear.get(year))[0] ?? null,
    ]),
    evidence: [gap, ...path.map((point) => point.level), ...counterfactual.map((point) => point.level)],
    data: [
      line(counterfactual, `Path of ${alternative}`, { color: GREY, width: 2, dash: "dot" }),
      line(measured, series, { color: COLOURS[0], width: 3 }),
      ...(projected.length > 0
        ? [
            line(joint ? [joint, ...projected] : projected, `${series}, projected`, {
              color: COLOURS[0],
              width: 3,
              dash: "dash",
            }),
          ]
        : []),
    ],
    layout: { height: 360, xaxis: { dtick: 1, tickformat: "d" }, yaxis: { title: { text: "Index" } } },
  });
}
