import { expect, test } from "vitest";
import { readFigure } from "../../../lib/notebook/report/figure-data.js";

const axisOf = (xaxis: object, ...x: readonly (string | number)[]) => {
  const content = { data: [{ type: "scatter", x, y: x.map(() => 1) }], layout: { xaxis } };
  return readFigure(JSON.parse(JSON.stringify(content)))?.drawing.layout.xaxis;
};

test.each([
  ["years, one by one", { dtick: 1 }, [2010, 2025]],
  ["quarters of years", { dtick: "M3" }, ["2010-01-01", "2025-01-01"]],
  ["names, one by one", { dtick: 1 }, ["a", "b"]],
  ["powers of ten", { type: "log", dtick: 1 }, [1, 1e9]],
  ["an own range", { dtick: 10, range: [0, 100] }, [1, 1e9]],
  ["small ticks", { dtick: 1, minor: { dtick: 0.5 }, tickmode: "linear" }, [1, 5]],
  [
    "weekends left out",
    { rangebreaks: [{ bounds: ["sat", "mon"], pattern: "day of week" }] },
    ["2020-01-01", "2025-01-01"],
  ],
])("an axis keeps its few steps: %s", (_, axis, x) => {
  expect(axisOf(axis, ...x)).toEqual(axis);
});

test.each([
  ["on a long axis", { dtick: 1 }, [1, 1e6]],
  ["on a long range", { dtick: 1, range: [0, 1e6] }, [1, 2]],
  ["of nothing", { dtick: 0 }, [1, 2]],
  [
    "with breaks every night for decades",
    { rangebreaks: [{ bounds: [1, 2], pattern: "hour" }] },
    ["2000-01-01", "2025-01-01"],
  ],
  ["with breaks among dates that are numbers", { rangebreaks: [{ bounds: [6, 1] }] }, [0, 1e15]],
])("an axis loses steps without number: %s", (_, axis, x) => {
  const { dtick: __, rangebreaks: ___, ...rest } = axis as { [name: string]: unknown };
  expect(axisOf(axis, ...x)).toEqual(rest);
});

test("a chart with thousands of parts is not drawn, and says why", () => {
  const shapes = Array(501).fill({ type: "line" });
  const obstacle = (content: object) => readFigure(JSON.parse(JSON.stringify(content)))?.obstacle;
  expect(obstacle({ data: [], layout: { shapes } })).toBe("it has more than 500 shapes");
  expect(obstacle({ data: [], layout: { shapes: shapes.slice(1) } })).toBeUndefined();
  expect(obstacle({ data: Array(1001).fill({ y: [1] }) })).toBe("it has more than 1000 series");
});
