import { join } from "node:path";
import { expect, test } from "vitest";
import { lines, writeNotebook } from "../cli/tsnb.js";
import { printed } from "../run/support.js";
import { executed, places, preload } from "./support.js";

const newPlace = places();

test("a clock that jumps an hour ahead and back, in tsnb and in the kernel, neither ends a cell nor delays one", async () => {
  const place = newPlace();
  writeNotebook(
    join(place.folder, "n.ipynb"),
    // The jumps are real: without them this would not be seen.
    `const seen: number[] = [];
for (let i = 0; i < 12; i++) {
  seen.push(Date.now());
  await new Promise((resolve) => setTimeout(resolve, 100));
}
console.log(Math.max(...seen) - Math.min(...seen) > 3_600_000 ? "jumped" : "did not jump");`,
    `void setTimeout(() => console.log("late"), 20);`,
    `throw new Error("on purpose");`,
    `console.log("after");`,
  );
  const { code, stderr } = await place.report(
    ["n.ipynb", "--timeout", "60", "--allow-errors"],
    preload("jumping-clock.cjs"),
  ).ended;
  expect(code).toBe(1);
  const done = lines(stderr).filter((line) => line.startsWith("n: done") || line.startsWith("n: failed"));
  expect(done).toEqual([expect.stringMatching(/^n: failed in \d+(\.\d+)? s → /)]);
  expect(lines(stderr).filter((line) => line.startsWith("n.ipynb: "))).toEqual([
    "n.ipynb: cell 3, line 1: Error: on purpose",
  ]);
  expect(executed(place).slice(0, 2).map(printed)).toEqual(["jumped\n", "late\n"]);
  expect(executed(place).slice(3).map(printed)).toEqual(["after\n"]);
});
