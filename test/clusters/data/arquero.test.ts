import { describe, expect, test } from "vitest";
import { clusterRecords, columnsOf, readData, toArquero } from "../../../lib/clusters/data/index.js";
import { DATA } from "./folder.js";

const share = { value: 9, low: 8.95, high: 9.05, unit: "percent", sources: ["a"] };

describe("columnsOf", () => {
  test("a figure becomes its value and its interval", () => {
    expect(columnsOf([{ name: "A", share }])).toEqual({
      name: ["A"],
      share: [9],
      share_low: [8.95],
      share_high: [9.05],
    });
  });

  test("what is missing is null: a figure, a bound, a key, undefined", () => {
    const open = { value: 70, unit: "percent" };
    const lost = { value: null, unit: "percent" };
    expect(columnsOf([{ share: open }, { share: lost, rank: 2 }, { rank: undefined }])).toEqual({
      share: [70, null, null],
      share_low: [null, null, null],
      share_high: [null, null, null],
      rank: [null, 2, null],
    });
  });

  test("lists are joined, plain values are kept, zero and false too", () => {
    expect(columnsOf([{ economies: ["CN", "HK"], n: 0, b: false, t: "" }])).toEqual({
      economies: ["CN/HK"],
      n: [0],
      b: [false],
      t: [""],
    });
  });

  test("two keys that give the same column are an error", () => {
    expect(() => columnsOf([{ share_low: 1, share }])).toThrow('Found the column "share_low" twice');
  });

  test("no records, no columns", () => {
    expect(columnsOf([])).toEqual({});
  });
});

describe("toArquero", () => {
  test("a table of the clusters of 2025 keeps rows, order and names", () => {
    const records = clusterRecords(readData(DATA), 2025);
    const table = toArquero(
      records.map(({ name, economies, rank, figures }) => ({
        name,
        economies,
        rank,
        pct: figures.pct?.share,
      })),
    );
    expect(table.numRows()).toBe(records.length);
    expect(table.columnNames()).toEqual([
      "name",
      "economies",
      "rank",
      "rank_low",
      "rank_high",
      "pct",
      "pct_low",
      "pct_high",
    ]);
    expect(table.get("name", 0)).toBe("Shenzhen–Hong Kong–Guangzhou");
    expect(table.get("pct", 1)).toBe(10.3);
    expect(table.get("pct", 40)).toBeNull();
  });

  test("an empty list is an empty table", () => {
    expect(toArquero([]).numRows()).toBe(0);
  });
});
