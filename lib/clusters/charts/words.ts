import type { Quantity } from "../figures/index.js";

export { METRIC_NAMES, METRIC_WORDS } from "../data/index.js";

/** A number for prose: so many decimals, thousands apart, a true minus sign; "?" where it is missing. */
export function number(value: number | null | undefined, decimals = 1): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return "?";
  const text = Math.abs(value).toLocaleString("en-GB", {
    minimumFractionDigits: decimals,
    maximumFractionDigits: decimals,
  });
  return value < 0 && Number(text.replaceAll(",", "")) !== 0 ? `−${text}` : text;
}

/** Both ends of an interval for prose, rounded outwards so that the text never claims more than the figures do. */
export function limits({ low, high }: Quantity, decimals = 1): readonly [low: string, high: string] {
  const unit = 10 ** decimals;
  const end = (bound: number | undefined, towards: (value: number) => number): string =>
    number(bound === undefined ? undefined : towards(Number((bound * unit).toFixed(6))) / unit, decimals);
  return [end(low, Math.floor), end(high, Math.ceil)];
}

/** A number for prose with its sign, plus included. */
export function signed(value: number | null | undefined, decimals = 1): string {
  const text = number(value, decimals);
  return typeof value === "number" && value > 0 && Number(text.replaceAll(",", "")) !== 0 ? `+${text}` : text;
}

/** A number for a table: rounded for the eye, after everything has been computed. */
export function cell(value: number | null | undefined, decimals = 2): number | null {
  return typeof value === "number" && Number.isFinite(value) ? Number(value.toFixed(decimals)) : null;
}

/** Value, low and high of a quantity as table cells. */
export function cells(quantity: Quantity | undefined, decimals = 2): (number | null)[] {
  return [cell(quantity?.value, decimals), cell(quantity?.low, decimals), cell(quantity?.high, decimals)];
}

/** Asymmetric error bars of quantities; where an end is open, no bar on that side. */
export function errorBars(quantities: readonly Quantity[]): object {
  const reach = (of: (quantity: Quantity, value: number) => number | undefined): number[] =>
    quantities.map((quantity) =>
      quantity.value === null ? 0 : Math.max(0, of(quantity, quantity.value) ?? 0),
    );
  return {
    type: "data",
    symmetric: false,
    array: reach(({ high }, value) => high && high - value),
    arrayminus: reach(({ low }, value) => (low === undefined ? undefined : value - low)),
    thickness: 1.5,
    width: 4,
  };
}

/** A long name on short lines, broken after dashes and at spaces, so that labels leave room for the chart on a phone. */
export function wrapped(name: string, width = 14): string {
  const pieces = name.split(/(?<=[–/])|\s+/u);
  const lines: string[] = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    const joined = line === undefined ? piece : `${line}${/[–/]$/u.test(line) ? "" : " "}${piece}`;
    if (line !== undefined && joined.length <= width) lines[lines.length - 1] = joined;
    else lines.push(piece);
  }
  return lines.join("<br>");
}

/** A name of the user's as Plotly is to draw it: what it would take for markup stands in single angle quotes. */
export function plain(name: string): string {
  return name.replaceAll("<", "‹").replaceAll(">", "›");
}

/** "a, b and c". */
export function listed(items: readonly string[]): string {
  return new Intl.ListFormat("en-GB").format(items);
}

/** Height in pixels of a chart with so many horizontal rows. */
export function heightOf(rows: number, each = 46): number {
  return 130 + rows * each;
}
