/** A record as a row of CSV. */
export type Row = readonly [
  document: string,
  metric: string,
  latitude: string,
  longitude: string,
  place?: string,
];

/**
 * Two towns 100 km apart and some records in between: Alton with 12 records of six documents, Bexley across the
 * antimeridian with 8 of eight, and one of each fault.
 */
export const ROWS: readonly Row[] = [
  ...Array.from(
    { length: 12 },
    (_, n): Row => [`A${n % 6}`, n % 2 ? "pct" : "patents", `10.0${n % 4}5`, `20.0${n % 3}5`, "Alton"],
  ),
  ...Array.from(
    { length: 8 },
    (_, n): Row => [`B${n}`, "Articles", `-5.00${n}`, n % 2 ? "179.999" : "-179.999", "=Bexley"],
  ),
  ["A0", "pct", "11.5", "20.5", "Alton"],
  ["C1", "pct", "", "20"],
  ["C2", "pct", "north", "20"],
  ["C3", "paper", "0", "0"],
  ["C4", "paper", "139.7", "35.6"],
  ["C5", "pct", "99", "200"],
  ["", "pct", "10", "20"],
];

/** Rows as CSV with the usual header. */
export function csv(rows: readonly Row[], header = "document,metric,latitude,longitude,place"): string {
  return [
    header,
    ...rows.map((row) =>
      row
        .map((cell) => cell ?? "")
        .concat(row.length < 5 ? [""] : [])
        .join(","),
    ),
  ].join("\n");
}
