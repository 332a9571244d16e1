import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { aimLines, aimsOf } from "./aims.js";
import { peaks, timed } from "./command.js";
import { measured, ratio } from "./figures.js";
import { ROOT } from "./place.js";
import { held, isCompiler, KERNELS } from "./processes.js";
import { SMALL_CELLS, SMALL_RESULT } from "./small-notebook.js";
import { ofChildren } from "./startup.js";
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
  const ended = await timed(process.execPath, ["-e", code], { cwd: ROOT });
  expect(ended.output).toBe("50000000\n");
  if (existsSync("/proc/self/status")) {
    expect(ended.memory).toBeGreaterThan(5e7);
    const [peak, ...others] = peaks(ended, (line) => line.includes("Buffer"));
    expect(peak).toBeGreaterThan(5e7);
    expect(others).toEqual([]);
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
      expect(peer).toMatchObject({
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
  const asked = [
    "from the command to the list of notebooks, front end built",
    "from opening a notebook to its cells",
    "from reloading it to its cells",
    "from Tab to the list of completions",
  ];
  expect(browser?.waits.map(({ what }) => what)).toEqual(expect.arrayContaining(asked));
  for (const { what, tsnb, peer } of browser?.waits ?? []) {
    expect(tsnb).toEqual(FIGURES);
    expect(tsnb.least).toBeGreaterThan(0);
    if (browser?.peer !== undefined && asked.includes(what))
      expect(peer).toEqual({ seconds: FIGURES, ratio: FIGURES });
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

const NAMES = Object.keys(TABLES) as (keyof typeof TABLES)[];

test.each(NAMES.filter((name) => results()[name] !== undefined))(
  "the README's table of %s is that of the results",
  (name) => {
    const readme = readFileSync(join(ROOT, "README.md"), "utf8");
    expect(withTable(readme, name, TABLES[name](results()))).toBe(readme);
  },
);

test.each(NAMES)("the README has a place for the table of %s", (name) => {
  expect(withTable(readFileSync(join(ROOT, "README.md"), "utf8"), name, "")).toBeDefined();
});

test("a table goes between the marks of its name, and nowhere without them", () => {
  const text =
    "a <!-- bench:reports -->\nold\n<!-- /bench --> b <!-- bench:browser -->\nkept\n<!-- /bench -->";
  expect(withTable(text, "reports", "new\n")).toBe(text.replace("old", "new"));
  expect(withTable(text, "browser", "new\n")).toBe(text.replace("kept", "new"));
  expect(withTable("no marks", "reports", "new\n")).toBeUndefined();
});

const RUN = {
  machine: { cores: 2, load: 0.1, processor: "a processor", system: "Linux x64" },
  rounds: 3,
  versions: { node: "20.19.0" },
};
const of = (median: number) => ({ median, least: median - 0.01, most: median + 0.01 });

const INVENTED: Results = {
  notebook: {
    ...{ ...RUN, cells: 12, tsnb: of(2), coldCaches: of(3) },
    peers: [
      { name: "nbconvert + stock tslab", seconds: of(6.8), ratio: of(3.4), aim: 3 },
      { name: "nbconvert + Deno's kernel", seconds: of(2.4), ratio: of(1.2), aim: 1.3 },
      { name: "nbconvert + this project's kernel", seconds: of(4), ratio: of(2) },
    ],
  },
  memory: {
    ...RUN,
    kernels: [
      { name: "tsnb", resident: of(110), proportional: of(90) },
      { name: "nbconvert + stock tslab", resident: of(210), proportional: of(180) },
    ],
    compiler: [{ notebooks: 8, resident: of(360) }],
  },
  startup: {
    ...{ ...RUN, runs: 9 },
    commands: [
      { what: "tsnb --version", seconds: of(0.2) },
      { what: "node -e 0", seconds: of(0.05) },
    ],
  },
};

test("each figure stands beside its aim: at least as many times, or at most as many seconds or megabytes", () => {
  expect(aimsOf(INVENTED).map(({ aim, unit, met }) => [aim, unit, met])).toEqual([
    [3, "times", true],
    [1.3, "times", false],
    [0.25, "s", true],
    [120, "MB", true],
    [350, "MB", false],
  ]);
  expect(aimLines(INVENTED)[0]).toBe(
    "met    a small notebook, against nbconvert + stock tslab: 3.40 (3.39–3.41) times (aim 3)",
  );
  expect(aimsOf({})).toEqual([]);
});

test("the tables of kernels tell times, memory and the command's cost, with the aims", () => {
  expect(TABLES.notebook(INVENTED)).toContain(
    "| nbconvert + stock tslab | 6.80 (6.79–6.81) s | **3.4** (3.4–3.4; aim 3) |",
  );
  expect(TABLES.memory(INVENTED)).toContain(
    "| a kernel that has imported arquero, tsnb | 110 (110–110) MB, aim 120 MB | 90 (90–90) MB |",
  );
  expect(TABLES.memory(INVENTED)).toContain("at its peak, 8 notebooks | 360 (360–360) MB, aim 350 MB |");
  expect(TABLES.startup(INVENTED)).toContain("| `tsnb --version` | 0.200 (0.190–0.210) s, aim 0.25 s |");
  for (const name of NAMES) expect(() => TABLES[name]({})).toThrow("run the benchmark first");
});

test("the small notebook has twelve cells, and its last one prints what a complete page must have", () => {
  expect(SMALL_CELLS).toHaveLength(12);
  const [label = ""] = SMALL_RESULT.split(" ");
  expect(SMALL_CELLS.at(-1)).toContain(label);
});

test("a kernel is known by its connection file, and a compiler that kernels share is none", () => {
  const kernels = [
    "node -r preload.cjs node_modules/tslab/bin/tslab kernel --config-path /tmp/a/connection.json ",
    "node kernel.js /tmp/a/connection.json --compiler /tmp/a/compiler.sock ",
    "deno jupyter --kernel --conn /tmp/a/runtime/kernel-1f0e-22.json ",
    "node tslab kernel --config-path /tmp/a/runtime/tmpk3_x9a0z.json ",
  ];
  for (const line of kernels) expect([KERNELS.test(line), isCompiler(line)]).toEqual([true, false]);
  expect(isCompiler("node lib/kernel/dist/compiler/process.js ")).toBe(true);
  expect(isCompiler("node lib/notebook/bin/tsnb.js report notebooks ")).toBe(false);
  expect(KERNELS.test("python -m nbconvert --ExecutePreprocessor.kernel_name=deno ")).toBe(false);
});

test.runIf(existsSync("/proc/self/smaps_rollup"))(
  "what a process holds is read from /proc; one that is gone holds nothing",
  () => {
    const own = held(process.pid);
    expect(own?.resident).toBeGreaterThan(1e7);
    expect(own?.proportional).toBeLessThanOrEqual(own?.resident ?? 0);
    expect(held(2 ** 30)).toBeUndefined();
  },
);

test("the processor's time of children is the second line of the shell's times, in seconds", () => {
  expect(ofChildren("0m0.000000s 0m0.000000s\n0m0.120000s 0m0.030000s\n")).toBeCloseTo(0.15);
  expect(ofChildren("0m0,001s 0m0,002s\n1m2,500s 0m0,250s\n")).toBeCloseTo(62.75);
  expect(() => ofChildren("nothing of the kind")).toThrow('found "nothing of the kind"');
});
