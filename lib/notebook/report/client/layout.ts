import { withDarkColours } from "./colours.js";
import type { Drawing, JsonRecord, Setting } from "./figure.js";
import { wrappedLabels, wrappedTitles } from "./labels.js";
import { template } from "./template.js";

/** Below this width a chart is drawn for a phone. */
const NARROW = 520;
/** Beyond this height a chart would not fit a printed page with its title and its notes; below, it is a little lower than on screens. */
const TALLEST_ON_PAPER = 700;
const ON_PAPER = 0.9;
const STILL = 240;
const STILL_ON_PAPER = 180;
/** More names than these beside a small picture would lie over each other. */
const MOST_NAMES = 14;

/** The height in pixels that a chart will have, before it is drawn. */
export function heightOf({ data, layout }: Drawing, { width, paper, still }: Setting): number {
  if (still) return paper ? STILL_ON_PAPER : STILL;
  const own = typeof layout.height === "number" ? layout.height : 420;
  const maps = data.every(({ type }) => type === "scattergeo" || type === "choropleth");
  const height = width < NARROW && maps ? Math.min(own, Math.round(0.55 * width) + 60) : own;
  return paper ? Math.min(Math.round(ON_PAPER * height), TALLEST_ON_PAPER) : height;
}

/** What Plotly is given to draw a figure in its place: the shared template under the figure's own layout. */
export function dressed(
  figure: Drawing,
  setting: Setting,
): { data: unknown; layout: { [key: string]: unknown } } {
  const { night, width, still } = setting;
  const fixed = setting.fixed || setting.paper;
  const narrow = width < NARROW;
  const layout = (night ? withDarkColours(figure.layout) : figure.layout) as JsonRecord;
  const base = template(night, narrow);
  const own = (layout.template ?? {}) as { data?: unknown; layout?: JsonRecord };
  const made: { [key: string]: unknown } = {
    ...without(layout, ["paper_bgcolor", "plot_bgcolor", "width"]),
    // A template of the figure's own wins, but not in what would be unreadable on the page.
    template: {
      data: own.data,
      layout: {
        ...merged(base, own.layout ?? {}),
        paper_bgcolor: base.paper_bgcolor,
        plot_bgcolor: base.plot_bgcolor,
        font: { ...(own.layout?.font as object | undefined), ...(base.font as object) },
      },
    },
    height: heightOf(figure, setting),
    dragmode: layout.dragmode ?? false,
    autosize: !fixed,
  };
  if (narrow) {
    Object.assign(made, wrappedLabels(figure.data, made as JsonRecord));
    Object.assign(made, wrappedTitles(made as JsonRecord, width, heightOf(figure, setting)));
  }
  if (fixed) made.width = width;
  const margin = layout.margin as { l?: number; r?: number } | undefined;
  if (narrow && margin) {
    made.margin = { ...margin, l: Math.min(margin.l ?? 8, 40), r: Math.min(margin.r ?? 8, 12) };
  }
  if (still) {
    made.showlegend = false;
    made.font = { ...(made.font as object | undefined), size: 10 };
    made.margin = { l: 4, r: 8, t: 8, b: 4, pad: 2 };
    Object.assign(made, withoutCrowds(figure.data, made as JsonRecord));
  }
  // Plotly writes into what it is given.
  return {
    data: structuredClone(night ? withDarkColours(figure.data) : figure.data),
    layout: structuredClone(made),
  };
}

function withoutCrowds(data: readonly JsonRecord[], layout: JsonRecord): JsonRecord {
  const axes = (["x", "y"] as const).flatMap((key) => {
    const axis = layout[`${key}axis`] as JsonRecord | undefined;
    const items = data.flatMap((trace) => (Array.isArray(trace[key]) ? trace[key] : []));
    const names = new Set(items.filter((name) => typeof name === "string"));
    const marks = Array.isArray(axis?.tickvals) ? axis.tickvals.length : names.size;
    return marks > MOST_NAMES ? [[`${key}axis`, { ...axis, showticklabels: false }] as const] : [];
  });
  return Object.fromEntries(axes);
}

function without(record: JsonRecord, keys: readonly string[]): JsonRecord {
  return Object.fromEntries(Object.entries(record).filter(([key]) => !keys.includes(key)));
}

function merged(base: { readonly [key: string]: unknown }, over: JsonRecord): { [key: string]: unknown } {
  const made: { [key: string]: unknown } = { ...base };
  for (const [key, value] of Object.entries(over)) {
    made[key] = isRecord(value) && isRecord(made[key]) ? merged(made[key], value as JsonRecord) : value;
  }
  return made;
}

function isRecord(value: unknown): value is { [key: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
