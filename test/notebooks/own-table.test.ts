import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { contents, lines, temporaryFolder, tsnb } from "../notebook/cli/tsnb.js";
import { appendixTable } from "./tables.js";

const notebooks = resolve(import.meta.dirname, "../../notebooks");
const folder = temporaryFolder();
const report = (table: string, out: string) =>
  tsnb(["report", notebooks, "-p", `table=${table}`, "--out", out], folder);

describe("tsnb report -p table=…", () => {
  test("runs the notebooks that take a table on a hundred clusters, and names those it skips", async () => {
    writeFileSync(join(folder, "my-clusters.csv"), appendixTable(100));
    const { code, stderr } = await report("my-clusters.csv", "out");
    expect(code, stderr).toBe(0);
    expect(stderr).toContain(
      "skipped: 01-methodology-change (takes no table), 02-rd-slowdown (takes no table), 05-sources-and-conflicts (takes no table), 06-how-clusters-are-found (takes no table), identify-report (takes no table)\n",
    );
    const html = Object.keys(contents(join(folder, "out"))).filter((file) => file.endsWith(".html"));
    expect(html.sort()).toEqual([
      "03-cluster-comparisons.html",
      "04-how-sure-is-the-ranking.html",
      "cluster-card-made-up-2.html",
      "index.html",
    ]);
    for (const file of html) {
      const text = readFileSync(join(folder, "out", file), "utf8");
      expect(text, file).not.toContain("This report is incomplete");
      if (/^0/.test(file)) expect(text, file).toContain("your own table of 100 clusters");
    }
  }, 180_000);

  test("refuses a broken table with one line and exit code 2, and writes nothing", async () => {
    writeFileSync(join(folder, "broken.csv"), "cluster,pct_share\nA,3.0\nB,2.0\nA,1.0\n");
    const { code, stderr } = await report("broken.csv", "none");
    expect(code, stderr).toBe(2);
    const file = join(folder, "broken.csv");
    expect(lines(stderr).at(-1)).toContain(`${file}, line 4, column "cluster": found "A" again`);
    expect(() => contents(join(folder, "none"))).toThrow("ENOENT");
  }, 120_000);
});
