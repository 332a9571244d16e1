import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type CellRows,
  cellsFromRows,
  type GeocodedRecord,
  toCells,
} from "../../../../lib/clusters/places/cells/index.js";
import { arbitraryRecords } from "./arbitrary.js";

const at = (
  latitude: number | null,
  longitude: number | null,
  more: Partial<GeocodedRecord> = {},
): GeocodedRecord => ({
  document: "D",
  metric: "pct",
  latitude,
  longitude,
  ...more,
});

const row = (more: { readonly [K in keyof CellRows]?: number } = {}): CellRows => {
  const values = { status: 0, row: 3, column: 4, metric: 0, places: 1, records: 1, ...more };
  return {
    status: [values.status],
    row: [values.row],
    column: [values.column],
    metric: [values.metric],
    places: [values.places],
    records: [values.records],
  };
};

describe("toCells", () => {
  it("gives no cells and no metrics for no records", () => {
    const cells = toCells([]);
    expect([...cells.row, ...cells.column]).toEqual([]);
    expect(cells).toMatchObject({ perDegree: 100, metrics: {}, totals: {} });
  });

  it("counts a document with three places a third at each", () => {
    const cells = toCells([at(1.5, 2.5), at(1.5, 2.6), at(-3.2, 7.1)], { perDegree: 1 });
    expect([...cells.row]).toEqual([-4, 1]);
    expect([...cells.column]).toEqual([7, 2]);
    expect([...(cells.metrics.pct?.records ?? [])]).toEqual([1, 2]);
    expect([...(cells.metrics.pct?.documents ?? [])]).toEqual([1 / 3, 2 / 3]);
    expect(cells.totals).toEqual({ pct: { records: 3, documents: 1, faults: {} } });
  });

  it("keeps the shares of places that are not on the map in the totals, by reason", () => {
    const records = [at(1, 1), at(null, 1), at(0, 0, { document: "E" }), at(139, 35, { document: null })];
    const { totals, row } = toCells(records);
    expect(row.length).toBe(1);
    expect(totals.pct).toEqual({
      records: 4,
      documents: 2,
      faults: {
        missing: { records: 1, documents: 0.5 },
        "null island": { records: 1, documents: 1 },
        "no document": { records: 1, documents: 0 },
      },
    });
  });

  it('takes the same id under two metrics for two documents, and 1 and "1" for two ids', () => {
    const { totals } = toCells([
      at(1, 1),
      at(1, 1, { metric: "publications" }),
      at(1, 1, { document: 1 }),
      at(1, 1, { document: "1" }),
    ]);
    expect(totals.pct?.documents).toBe(3);
    expect(totals.publications?.documents).toBe(1);
  });

  it("takes NaN for no document", () => {
    expect(toCells([at(1, 1, { document: Number.NaN })]).totals.pct?.faults).toEqual({
      "no document": { records: 1, documents: 0 },
    });
  });

  it("gives the same cells to the last bit in whatever order records come", () => {
    fc.assert(
      fc.property(arbitraryRecords, fc.infiniteStream(fc.nat()), (records, keys) => {
        const shuffled = records
          .map((record) => ({ record, key: keys.next().value }))
          .sort((a, b) => a.key - b.key)
          .map(({ record }) => record);
        expect(toCells(shuffled)).toEqual(toCells(records));
      }),
      { seed: 61 },
    );
  });

  it("loses no record and no document", () => {
    fc.assert(
      fc.property(arbitraryRecords, (records) => {
        const { totals, metrics } = toCells(records);
        for (const metric of ["pct", "publications", "ventureDeals"] as const) {
          const all = records.filter((record) => record.metric === metric);
          const faults = Object.values(totals[metric]?.faults ?? {});
          const located = [...(metrics[metric]?.records ?? [])];
          expect([...located, ...faults.map((fault) => fault.records)].reduce((a, b) => a + b, 0)).toBe(
            all.length,
          );
          const documents = new Set(all.flatMap(({ document }) => document ?? []));
          expect(totals[metric]?.documents ?? 0).toBe(documents.size);
          const fractions = [
            ...(metrics[metric]?.documents ?? []),
            ...faults.map((fault) => fault.documents),
          ];
          expect(fractions.reduce((a, b) => a + b, 0)).toBeCloseTo(documents.size, 9);
        }
      }),
      { seed: 62 },
    );
  });

  it("refuses a metric that there is not, and a grid that does not divide a degree", () => {
    const trademark = JSON.parse('{"document":1,"metric":"trademarks","latitude":1,"longitude":1}');
    expect(() => toCells([trademark])).toThrow(
      'Found "trademarks" as a metric, expected pct, publications, ventureDeals.',
    );
    expect(() => toCells([], { perDegree: 0 })).toThrow(RangeError);
  });
});

describe("cellsFromRows", () => {
  it("puts together what came in parts before it divides, so that parts make no difference", () => {
    const parts = {
      ...row(),
      records: [4, 3],
      places: [7, 7],
      status: [0, 0],
      row: [3, 3],
      column: [4, 4],
      metric: [0, 0],
    };
    expect(cellsFromRows(parts)).toEqual(cellsFromRows(row({ records: 7, places: 7 })));
    expect(cellsFromRows(parts).metrics.pct?.documents[0]).toBe(1);
  });

  it("gives a cell zeros for a metric of which it holds nothing while others do", () => {
    const two = {
      status: [0, 1],
      row: [3, 0],
      column: [4, 0],
      metric: [0, 2],
      places: [1, 1],
      records: [5, 2],
    };
    expect(cellsFromRows(two).metrics).toEqual({
      pct: { records: Float64Array.of(5), documents: Float64Array.of(5) },
      ventureDeals: { records: Float64Array.of(0), documents: Float64Array.of(0) },
    });
  });

  it("sorts cells with many rows as it does those with few", () => {
    const count = 100;
    const column = (of: (n: number) => number): number[] => Array.from({ length: count }, (_, n) => of(n));
    const rows = (order: (n: number) => number): CellRows => ({
      status: column(() => 0),
      row: column(() => 1),
      column: column(() => 1),
      metric: column((n) => order(n) % 3),
      places: column((n) => 1 + Math.floor(order(n) / 3)),
      records: column((n) => 1 + (order(n) % 5)),
    });
    expect(cellsFromRows(rows((n) => (n * 37) % count))).toEqual(cellsFromRows(rows((n) => n)));
  });

  it("tallies documents with thousands of places", () => {
    const { totals } = cellsFromRows(row({ places: 5000, records: 10_000 }));
    expect(totals.pct).toEqual({ records: 10_000, documents: 2, faults: {} });
  });

  it("names the value, the row and what was expected of what the statement cannot have given", () => {
    expect(() => cellsFromRows(row({ status: 6 }))).toThrow(
      "Found 6 as status of cell row 1, expected a whole number from 0 to 5.",
    );
    expect(() => cellsFromRows(row({ metric: -1 }))).toThrow("as metric of cell row 1");
    expect(() => cellsFromRows(row({ places: 0 }))).toThrow("Found 0 as places of cell row 1");
    expect(() => cellsFromRows(row({ status: 5 }))).toThrow("expected a whole number from 0 to 0");
    expect(() => cellsFromRows(row({ records: 1.5 }))).toThrow("Found 1.5 as records");
    expect(() => cellsFromRows(row({ records: Number.NaN }))).toThrow("Found NaN as records");
    expect(() => cellsFromRows(row({ row: 9000 }))).toThrow("expected a whole number from -9000 to 8999.");
    expect(() => cellsFromRows(row({ column: 18_000 }))).toThrow(
      "expected a whole number from -18000 to 17999.",
    );
    expect(() => cellsFromRows({ ...row(), places: [] })).toThrow(
      "Found 0 values of places, expected 1, one for every status.",
    );
  });
});
