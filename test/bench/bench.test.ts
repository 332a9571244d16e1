import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { timed } from "./command.js";
import { measured, ratio } from "./figures.js";
import { ROOT } from "./place.js";
import { type Results, TABLES, withTable } from "./table.js";

const FIGURES = { median: expect.any(Number), least: expect.any(Number), most: expect.any(Number) };

function results(): Results {
  return JSON.parse(readFileSync(join(ROOT, "test/bench/results.json"), "utf8"));
}

test("several runs are told by their median, least and most, and compared round by round", () => {
  expect(measured([3, 1, 2])).toEqual({ median: 2, least: 1, most: 3 });
  expect(measured([4, 1])).toEqual({ median: 2.5, least: 1, most: 4 });
  expect(() => measured([])).toThrow("nothing was measured");
  expect(ratio([1, 2], [3, 8])).toEqual({ median: 3.5, least: 3, most: 4 });
});

test("a command is waited for, with what it printed and held; one that fails is an error", async () => {
  const code = "const a = Buffer.alloc(5e7, 1); setTimeout(() => console.log(a.length), 400)";
  const { output, memory, ofEach } = await timed(process.execPath, ["-e", code], {
    cwd: ROOT,
    each: /Buffer/,
  });
  expect(output).toBe("50000000\n");
  if (existsSync("/proc/self/status")) {
    expect(memory).toBeGreaterThan(5e7);
    expect(ofEach).toEqual([expect.any(Number)]);
  }
  await expect(timed(process.execPath, ["-e", "process.exit(3)"], { cwd: ROOT })).rejects.toThrow(
    "ended with 3",
  );
});

test("the results hold a time for each scenario, with those of the peers that were there, memory, sizes and versions", () => {
  const { reports } = results();
  expect(reports?.machine.cores).toBeGreaterThan(0);
  expect(reports?.rounds).toBeGreaterThan(0);
  expect(reports?.scenarios.map(({ what }) => what)).toEqual([
    "all notebooks, cold",
    "one notebook edited",
    "nothing changed",
  ]);
  for (const { tsnb, peers } of reports?.scenarios ?? []) {
    expect(tsnb).toEqual(FIGURES);
    for (const peer of peers) {
      expect(peer).toEqual({
        name: expect.any(String),
        how: expect.any(String),
        seconds: FIGURES,
        ratio: FIGURES,
      });
    }
  }
  for (const each of reports?.memory ?? [])
    expect(each).toEqual({ name: expect.any(String), kernel: FIGURES, together: FIGURES });
  expect(reports?.pages).toHaveLength((reports?.notebooks ?? 0) + 1);
  expect(reports?.versions.node).toMatch(/^\d+\.\d+\.\d+$/);
});

test("the results hold what a person waits for at the browser, in times above zero", () => {
  const { browser } = results();
  expect(browser?.waits.map(({ what }) => what)).toEqual([
    "from the command to the list of notebooks, front end built",
    "from opening a notebook to its cells",
    "from reloading it to its cells",
    "from Tab to the list of completions",
  ]);
  for (const { tsnb, peer } of browser?.waits ?? []) {
    expect(tsnb).toEqual(FIGURES);
    expect(tsnb.least).toBeGreaterThan(0);
    if (browser?.peer !== undefined) expect(peer).toEqual({ seconds: FIGURES, ratio: FIGURES });
  }
});

test("the results hold the time and memory of identification, beside scikit-learn's on the same cells", () => {
  const { identify } = results();
  expect(identify?.sizes.map(({ cells }) => cells)).toEqual([
    100_000, 500_000, 1_000_000, 2_000_000, 3_000_000,
  ]);
  for (const { cells, clusters, seconds, megabytes, merging, peer } of identify?.sizes ?? []) {
    expect([seconds, megabytes, merging]).toEqual([FIGURES, FIGURES, FIGURES]);
    expect(clusters).toBeGreaterThan(0);
    if (identify?.peer === undefined || cells > 500_000) continue;
    expect(peer?.ratio).toEqual(FIGURES);
    expect([peer?.coresApart, peer?.noiseApart, peer?.samePartition]).toEqual([0, 0, true]);
  }
  expect(identify?.ranking).toMatchObject({ records: 30_000_000, seconds: FIGURES, memory: FIGURES });
});

test.each(["reports", "browser", "identify"] as const)(
  "the README's table of %s is that of the results",
  (name) => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    expect(withTable(readme, name, TABLES[name](results()))).toBe(readme);
  },
);

test("a table goes between the marks of its name, and nowhere without them", () => {
  const text =
    "a <!-- bench:reports -->\nold\n<!-- /bench --> b <!-- bench:browser -->\nkept\n<!-- /bench -->";
  expect(withTable(text, "reports", "new\n")).toBe(text.replace("old", "new"));
  expect(withTable(text, "browser", "new\n")).toBe(text.replace("kept", "new"));
  expect(withTable("no marks", "reports", "new\n")).toBeUndefined();
});
