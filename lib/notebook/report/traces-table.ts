import type { FigureTable, TableCell } from "../display/contract.js";
import type { JsonObject, JsonValue } from "../nbformat/index.js";
import { isList } from "../nbformat/json.js";
import type { ReadFigure } from "./figure-data.js";
import { plainText } from "./html.js";

/** What a trace lists item by item, in the order in which a reader expects the columns. */
const LISTS = [
  ...["x", "y", "z", "labels", "parents", "locations", "lon", "lat", "theta", "r", "a", "b", "c"],
  ...["open", "high", "low", "close", "values", "text"],
] as const;
const MOST_CELLS = 100_000;

/** The table of a figure that brings none of its own: a row for each item that its traces draw; `undefined` without any. */
export function tracesTable({ drawing: { data } }: ReadFigure): FigureTable | undefined {
  const items = data.flatMap((trace, at) =>
    itemsOf(trace).map((item) => ({ series: nameOf(trace, at), item })),
  );
  const used = LISTS.filter((key) => items.some(({ item }) => item[key] !== undefined));
  if (items.length === 0 || items.length * used.length > MOST_CELLS) return undefined;
  const several = data.length > 1;
  return {
    columns: [...(several ? ["series"] : []), ...used],
    rows: items.map(({ series, item }) => [
      ...(several ? [series] : []),
      ...used.map((key) => item[key] ?? null),
    ]),
  };
}

type Item = { readonly [key in (typeof LISTS)[number]]?: TableCell };

function itemsOf(trace: JsonObject): Item[] {
  const { x, y, z } = trace;
  if (isList(z) && z.some(isList)) return grid(z, x, y);
  const lists = LISTS.flatMap((key) => {
    const list = trace[key];
    return isList(list) ? [[key, list] as const] : [];
  });
  const length = Math.max(0, ...lists.map(([, list]) => list.length));
  return Array.from({ length }, (_, at) =>
    Object.fromEntries(lists.map(([key, list]) => [key, cell(list[at])])),
  );
}

function grid(z: readonly JsonValue[], x: JsonValue | undefined, y: JsonValue | undefined): Item[] {
  return z.flatMap((row, down) =>
    (isList(row) ? row : []).map((value, across) => ({
      x: isList(x) ? cell(x[across]) : across,
      y: isList(y) ? cell(y[down]) : down,
      z: cell(value),
    })),
  );
}

function cell(value: JsonValue | undefined): TableCell {
  if (value === undefined || typeof value === "object") return null;
  return typeof value === "string" ? plainText(value) : value;
}

function nameOf({ name }: JsonObject, at: number): string {
  return typeof name === "string" && name !== "" ? name : `${at + 1}`;
}
