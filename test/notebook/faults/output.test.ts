import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contents, lines, tsnb, writeNotebook } from "../cli/tsnb.js";
import { printed } from "../run/support.js";
import { executed, places, preload } from "./support.js";

const newPlace = places();

test("an output folder that is removed while a notebook runs is made again, with everything of this run in it", async () => {
  const place = newPlace();
  const out = join(place.folder, "reports");
  writeNotebook(
    join(place.folder, "n.ipynb"),
    `import { rmSync } from "node:fs";\nimport { publish } from "tslab-notebook";`,
    `publish("x", { value: 1, unit: "1" });\nrmSync(${JSON.stringify(out)}, { recursive: true });`,
    `console.log("after")`,
  );
  const { code, stderr } = await place.report(["n.ipynb"]).ended;
  expect({ code, first: lines(stderr)[0] }).toEqual({ code: 0, first: "n: running" });
  const made = contents(out);
  expect(Object.keys(made)).toEqual(["index.html", "n.html", "n.ipynb", "n.results.json"]);
  expect(made["n.html"]).toContain("after");
});

test("200 MB of print are cut at the limit, visibly, and fill neither the kernel's memory nor that of tsnb", async () => {
  const place = newPlace();
  writeNotebook(
    join(place.folder, "n.ipynb"),
    `const line = \`\${"x".repeat(99)}\\n\`;\nfor (let i = 0; i < 2_000_000; i++) process.stdout.write(line);`,
    "console.log(process.resourceUsage().maxRSS)",
  );
  const memory = join(place.folder, "memory.txt");
  const env = { ...preload("peak-memory.cjs"), PEAK_MEMORY: memory };
  expect(await place.report(["n.ipynb", "--max-output", "5"], env).ended).toMatchObject({ code: 0 });
  const [long, last] = executed(place);
  const text = long ? printed(long) : "";
  expect(text.length).toBeLessThan(5_000_300);
  expect(text).toMatch(
    /x{99}\n\n\[output cut: 200\.0 MB in all, kept up to 5\.0 MB; --max-output keeps more\]\n$/,
  );
  expect(readFileSync(join(place.folder, "reports", "n.html"), "utf8")).toContain("output cut: 200.0 MB");
  const kilobytes = [Number(last && printed(last)), ...lines(readFileSync(memory, "utf8")).map(Number)];
  expect(kilobytes.length).toBeGreaterThan(1);
  for (const one of kilobytes) {
    expect(one).toBeGreaterThan(10_000);
    expect(one).toBeLessThan(500_000);
  }
});

test("5,000 displays of a cell all arrive, in order, and in the report too", async () => {
  const place = newPlace();
  writeNotebook(
    join(place.folder, "n.ipynb"),
    `import { display } from "tslab";\nfor (let i = 0; i < 5_000; i++) display.html(\`<p>shown \${i}.</p>\`);`,
  );
  expect(await place.report(["n.ipynb"]).ended).toMatchObject({ code: 0 });
  const expected = Array.from({ length: 5_000 }, (_, i) => i);
  const shown = (text: string) => Array.from(text.matchAll(/<p>shown (\d+)\./g), (match) => Number(match[1]));
  const [cell] = executed(place);
  expect(cell?.outputs).toHaveLength(5_000);
  expect(shown(JSON.stringify(cell?.outputs))).toEqual(expected);
  expect(shown(readFileSync(join(place.folder, "reports", "n.html"), "utf8"))).toEqual(expected);
});

test("a notebook with 2,000 cells is run to its end, cell by cell", async () => {
  const place = newPlace();
  const cells = Array.from({ length: 2_000 }, (_, i) => `console.log(${i})`);
  writeNotebook(join(place.folder, "n.ipynb"), ...cells);
  expect(await place.report(["n.ipynb"]).ended).toMatchObject({ code: 0 });
  const ran = executed(place);
  expect(ran.map(({ execution_count }) => execution_count)).toEqual(cells.map((_, i) => i + 1));
  expect(ran.map(printed)).toEqual(cells.map((_, i) => `${i}\n`));
  expect(existsSync(join(place.folder, "reports", "n.html"))).toBe(true);
}, 300_000);

test("two reports of one notebook into one folder at once are each whole, and leave nothing half-written", async () => {
  const place = newPlace();
  const lengths = [40_000, 90_000];
  const call = (length: number) => tsnb(["report", "n.ipynb", "-p", `length=${length}`], place.folder);
  writeNotebook(
    join(place.folder, "n.ipynb"),
    ["const length: number = 1;", { tags: ["parameters"] }],
    `import { publish } from "tslab-notebook";\npublish("length", { value: length, unit: "1" });\nconsole.log("x".repeat(length));`,
  );
  const both = await Promise.all(lengths.map(call));
  expect(both.map(({ code }) => code)).toEqual([0, 0]);
  const made = contents(join(place.folder, "reports"));
  expect(Object.keys(made)).toEqual(["index.html", "n.html", "n.ipynb", "n.results.json"]);
  const [, cell] = executed(place);
  expect(lengths).toContain((cell ? printed(cell) : "").length - 1);
  for (const name of ["index.html", "n.html"]) expect(made[name]?.trimEnd()).toMatch(/<\/html>$/);
  const results = JSON.parse(made["n.results.json"] ?? "");
  expect(lengths).toContain(results.length.value);
});
