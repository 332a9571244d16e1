import { describe, expect, it } from "vitest";
import { type GeocodedRecord, toCells } from "../../../../lib/clusters/places/cells/index.js";
import { recordCells, recordLabels } from "../../../../lib/clusters/places/generated/index.js";

const at = (
  latitude: number | null,
  longitude: number | null,
  document: number | null = 1,
): GeocodedRecord => ({
  document,
  metric: "pct",
  latitude,
  longitude,
});

describe("the labels of records", () => {
  const records = [at(10.001, 20.001), at(10.009, 20.009), at(-0.001, -180), at(-0.009, 180), at(89.999, 0)];
  const cells = toCells(records);

  it("are those of their cells, the two sides of the antimeridian in one", () => {
    const labels = Array.from(cells.row, (row) => row);
    expect([...recordLabels(recordCells(records, cells), labels)]).toEqual([1000, 1000, -1, -1, 8999]);
  });

  it("are −2 for records that have no place or no document", () => {
    const lost = [
      at(null, 1),
      at(Number.NaN, 1),
      at(0, 0),
      at(120, 20),
      at(10, 900),
      at(10.001, 20.001, null),
    ];
    expect([...recordLabels(recordCells(lost, cells), cells.row)]).toEqual(lost.map(() => -2));
  });

  it("keep noise apart from both", () => {
    expect([
      ...recordLabels(
        recordCells(records.slice(0, 1), cells),
        cells.row.map(() => -1),
      ),
    ]).toEqual([-1]);
  });

  it("are not guessed for a record from elsewhere", () => {
    expect(() => recordCells([at(50, 50)], cells)).toThrow(
      "Found a record at 50, 50 in no cell, expected the records that the cells were made of.",
    );
  });

  it("are none for no records", () => {
    expect(recordCells([], toCells([]))).toHaveLength(0);
  });
});
