import fc from "fast-check";
import { METRICS } from "../../../../lib/clusters/data/record.js";
import type { GeocodedRecord } from "../../../../lib/clusters/places/cells/index.js";

/** Where cells begin and end, and where numbers cease to be places. */
const EDGES = [
  0, -0, 1e-9, -1e-9, 1e-12, -1e-12, 0.29, -0.29, 0.57, 0.58, 1.13, 1.15, 4.35, 8.2, 89.99, 90, -90,
  90.000001, 91, 113.99, 179.99, 180, -180, 179.999999999999, 180.000001, -180.000001, 200, 1e299, 1e301,
  -1e301,
];

const degrees = fc.oneof(
  fc.constantFrom<number | null>(...EDGES, Number.NaN, Infinity, -Infinity, null),
  fc.integer({ min: -18_000, max: 18_000 }).map((hundredths) => hundredths / 100),
  fc.double({ min: -181, max: 181, noNaN: true }),
);

/** Records with every fault, coordinates at the edges of cells, and few documents, so that they have several places. */
export const arbitraryRecords: fc.Arbitrary<GeocodedRecord[]> = fc.array(
  fc.record({
    document: fc.option(
      fc.integer({ min: 1, max: 12 }).map((number) => `D${number}`),
      { freq: 12 },
    ),
    metric: fc.constantFrom(...METRICS),
    latitude: degrees,
    longitude: degrees,
  }),
  { minLength: 1, maxLength: 60 },
);

/** Records as a query of SQL; DuckDB and PostgreSQL read it alike. */
export function asQuery(records: readonly GeocodedRecord[]): string {
  const rows = records.map(({ document, metric, latitude, longitude }) => {
    const id = document === null ? "CAST(NULL AS VARCHAR)" : `'${document}'`;
    return `(${id}, '${metric}', ${number(latitude)}, ${number(longitude)})`;
  });
  return `SELECT * FROM (VALUES ${rows.join(", ")}) AS r(document, metric, latitude, longitude)`;
}

function number(value: number | null): string {
  if (value === null) return "CAST(NULL AS DOUBLE PRECISION)";
  const text = Object.is(value, -0) ? "-0.0" : String(value);
  return `CAST('${text}' AS DOUBLE PRECISION)`;
}
