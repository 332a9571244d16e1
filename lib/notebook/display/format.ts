import type { Quantity } from "./contract.js";

export interface FormatOptions {
  /** Digits after the point; without it, as many as the interval of the figure warrants. */
  readonly decimals?: number;
  /** Show the unit ("%", "points", "persons" …). Default: only percent and percentage points. */
  readonly unit?: boolean;
  /** Show the interval where the printed digits do not already say it. Default true. */
  readonly interval?: boolean;
  /** Put a plus before what is above zero, as for changes. Default false. */
  readonly sign?: boolean;
}

/** What a missing figure prints as. */
export const MISSING = "not published";

/**
 * A number in British notation: "1,309,500", "−0.4". `decimals` may be negative to round to tens or thousands.
 * Not-a-number and infinities are errors: nothing that a reader could quote comes of them.
 */
export function formatNumber(value: number, decimals?: number, sign = false): string {
  if (!Number.isFinite(value)) throw new RangeError(`formatNumber: ${value} is no figure to print`);
  const digits = decimals ?? (Number.isInteger(value) ? 0 : 2);
  const scale = 10 ** Math.max(0, -digits);
  const rounded = Math.round(value / scale) * scale;
  const text = new Intl.NumberFormat("en-GB", {
    minimumFractionDigits: Math.max(0, digits),
    maximumFractionDigits: Math.max(0, digits),
    // Years and other short integers read better without a comma.
    useGrouping: Math.abs(rounded) >= 10_000 || (digits > 0 && Math.abs(rounded) >= 1000),
  }).format(scale > 1 ? rounded : value);
  const zero = /^-?0(\.0*)?$/.test(text);
  if (zero) return text.replace("-", "");
  return text.startsWith("-") ? `−${text.slice(1)}` : sign ? `+${text}` : text;
}

/**
 * A figure with what is known of it: "9.0%", "0.47 (0.31–0.64)", "2.3% (projected)", "under 3%", "not published".
 * An interval that is no wider than the rounding of the printed digits is not repeated. Interval ends are
 * rounded outwards, so that the printed interval always holds the true one.
 */
export function formatQuantity(quantity: Quantity, options: FormatOptions = {}): string {
  const { value, low, high } = quantity;
  const unit = unitText(quantity.unit, options.unit);
  const projected = quantity.projected ? " (projected)" : "";
  if (low === undefined && high === undefined) {
    return value === null ? MISSING : `${plain(value, options)}${unit}${projected}`;
  }
  if (low === undefined || high === undefined) return `${oneSided(quantity, options)}${unit}${projected}`;
  if (value === null) return `${ends(low, high, options)}${unit}${projected}`;
  const decimals = options.decimals ?? readableDecimals(value, low, high);
  const text = `${formatNumber(value, decimals, options.sign)}${unit}`;
  if (options.interval === false || impliedByDigits(value, low, high, decimals)) return `${text}${projected}`;
  const range = ends(low, high, { ...options, decimals });
  return `${text} (${quantity.projected ? "projected, " : ""}${range})`;
}

/** A figure that is bounded on one side: "under 3", "over 11", "15 (over 12)". */
function oneSided({ value, low, high }: Quantity, options: FormatOptions): string {
  const [word, bound] = low === undefined ? ["under", high ?? 0] : ["over", low];
  const limit = `${word} ${plain(bound, options)}`;
  return value === null || value === bound ? limit : `${plain(value, options)} (${limit})`;
}

function plain(value: number, { decimals, sign }: FormatOptions): string {
  return formatNumber(value, decimals ?? ownDecimals(value), sign);
}

function unitText(unit: string, wanted: boolean | undefined): string {
  if (wanted === false) return "";
  if (unit === "percent") return "%";
  if (unit === "points" || unit === "percentage points") return " points";
  return wanted && unit !== "1" && unit !== "rank" ? ` ${unit}` : "";
}

function ends(low: number, high: number, options: FormatOptions): string {
  const decimals = options.decimals ?? aboveZero(low, wholeDecimals(low, high));
  const step = 10 ** -decimals;
  // A hair's breadth is allowed, so that 8.95, stored as 8.949999…, does not become 8.94.
  const down = Math.floor(low / step + 1e-6) * step;
  const up = Math.ceil(high / step - 1e-6) * step;
  const dash = low < 0 || options.sign ? " to " : "–";
  return `${formatNumber(down, decimals, options.sign)}${dash}${formatNumber(up, decimals, options.sign)}`;
}

/** Digits with which an end above zero does not round down to it. */
function aboveZero(low: number, decimals: number): number {
  if (!(low > 1e-12)) return decimals;
  return Math.max(decimals, Math.min(6, Math.ceil(-Math.log10(low) - 1e-9)));
}

function decimalsOfWidth(width: number): number {
  return width > 0 ? Math.ceil(-Math.log10(width) - 1e-9) : 3;
}

function ownDecimals(value: number): number {
  return Number.isInteger(value) ? 0 : Math.min(3, (String(value).split(".")[1] ?? "").length);
}

function readableDecimals(value: number, low: number, high: number): number {
  // What is narrower than a computer's own rounding is no interval.
  if (high - low <= 1e-12 * Math.abs(value) + 1e-15) return ownDecimals(value);
  const decimals = decimalsOfWidth(high - low);
  if (decimals >= 0 && impliedByDigits(value, low, high, decimals)) return decimals;
  return aboveZero(low, wholeDecimals(low, high, value));
}

/** Digits that show an interval to between a fiftieth and a fifth of its width. */
function rangeDecimals(low: number, high: number): number {
  return high === low ? ownDecimals(low) : Math.min(6, Math.ceil(-Math.log10(high - low) + 0.7));
}

/** The same, but whole numbers such as ranks stay whole. */
function wholeDecimals(low: number, high: number, value = low): number {
  const decimals = rangeDecimals(low, high);
  return [low, high, value].every(Number.isInteger) ? Math.min(0, decimals) : decimals;
}

function impliedByDigits(value: number, low: number, high: number, decimals: number): boolean {
  const step = 10 ** -decimals;
  const printed = Math.round(value / step) * step;
  const half = (step / 2) * (1 + 1e-6);
  return low >= printed - half && high <= printed + half && (decimals >= 0 || high === low);
}
