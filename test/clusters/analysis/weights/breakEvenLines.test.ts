import { describe, expect, it } from "vitest";
import { breakEvenLines } from "../../../../lib/clusters/analysis/weights/index.js";
import { EDITION_2025 } from "../../solve/records.js";
import { records } from "./rows.js";

describe("break-even lines", () => {
  it("run across the triangle where two clusters are level", () => {
    const lines = breakEvenLines(
      records([
        [1, 0, 0],
        [0, 2, 0],
        [0, 1, 0],
        [0, 2, 0],
      ]),
    );
    expect(lines.map(({ first, second, outcome }) => `${first} ${second} ${outcome}`)).toEqual([
      "c0 c1 flips",
      "c0 c2 flips",
      "c0 c3 flips",
      "c1 c2 first",
      "c1 c3 level",
      "c2 c3 second",
    ]);
    expect(lines[0]?.line).toContainEqual([expect.closeTo(2 / 3), expect.closeTo(1 / 3), 0]);
    expect(lines[0]?.line).toContainEqual([0, 0, 1]);
    expect(lines[3]?.line).toEqual([]);
  });

  it("agree with the break-even weight of one metric", () => {
    const [line] = breakEvenLines(EDITION_2025, { among: ["shenzhen", "tokyo"] });
    expect(line?.outcome).toBe("flips");
    // On the line the weights of the two older metrics are equal at a fraction of about a fifth for the third.
    const [[a0 = 0, a1 = 0, a2 = 0] = [], [b0 = 0, b1 = 0, b2 = 0] = []] = line?.line ?? [];
    const t = (a1 - a0) / (a1 - a0 + b0 - b1);
    expect(a2 + t * (b2 - a2)).toBeCloseTo(0.52 / 2.52, 2);
  });
});
