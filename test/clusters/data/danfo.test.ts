import { describe, expect, test } from "vitest";
import { toDataFrame } from "../../../lib/clusters/data/index.js";

const share = { value: 9, low: 8.95, high: 9.05, unit: "percent", sources: ["a"] };

describe("toDataFrame", () => {
  /** What danfojs does with columns, as far as the adapter needs it: it keeps them. */
  class DataFrame {
    constructor(readonly columns: { [column: string]: unknown[] }) {}
  }

  test("hands columns to the module that it is given", () => {
    const frame = toDataFrame({ DataFrame }, [{ name: "A", share }, { name: "B" }]);
    expect(frame.columns).toEqual({
      name: ["A", "B"],
      share: [9, null],
      share_low: [8.95, null],
      share_high: [9.05, null],
    });
  });

  test("refuses an empty list, which danfojs cannot hold", () => {
    expect(() => toDataFrame({ DataFrame }, [])).toThrow(/expected at least one/);
  });
});
