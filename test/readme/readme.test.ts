import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const readme = readFileSync(join(root, "README.md"), "utf8");
const folder = mkdtempSync(join(tmpdir(), "readme-"));
afterAll(() => rmSync(folder, { recursive: true }));

describe("the README", () => {
  const [first, second, third] = [...readme.matchAll(/```ts\n([\s\S]*?)```/g)].map((match) => match[1] ?? "");
  for (const name of ["data", "node_modules"]) symlinkSync(join(root, name), join(folder, name));
  const run = (name: string, code = "") => {
    writeFileSync(join(folder, name), code);
    const options = { cwd: folder, encoding: "utf8" } as const;
    return execFileSync(process.execPath, ["--import", "tsx", name], options).split("\n");
  };

  it("shows a program that runs and prints the published order", () => {
    expect(run("top.ts", first)).toEqual([
      "1 Shenzhen–Hong Kong–Guangzhou 14.28 [14.21, 14.36]",
      "2 Tokyo–Yokohama 13.92 [13.86, 13.99]",
      "3 San Jose–San Francisco 11.47 [11.40, 11.54]",
      "4 Beijing 10.63 [10.48, 10.77]",
      "5 Seoul 10.23 [10.09, 10.37]",
      "densest: San Jose–San Francisco",
      "the lead flips at a weight of 0.52",
      "",
    ]);
  });

  it("shows a program of some ten lines that ranks a table of one's own and says how sure that is", () => {
    const table =
      "cluster,pct_share,publication_share,venture_deal_share\nA,5.0,1.0,1.0\nB,2.0,3.0,1.0\nC,1.0,1.0,3.0\n";
    writeFileSync(join(folder, "my-clusters.csv"), table);
    expect(second?.trim().split("\n").length).toBeLessThanOrEqual(11);
    const printed = run("own.ts", second);
    // With weights p, q, v that add to 1: A is level with B at 3p = 2q, with C at v = 2p; B with C at p + 2q = 2v. The three lines
    // meet at (2, 3, 4)/9, and the parts by the shoelace formula are 44, 26 and 20 of 90.
    expect(printed.slice(0, 5)).toEqual([
      "A leads with 7.00",
      "left open by rounding: 0",
      "A wins % of all weights: 48.9",
      "B wins % of all weights: 28.9",
      "C wins % of all weights: 22.2",
    ]);
    expect(printed.slice(5, 8)).toEqual([
      "A over all weights: 1 to 3",
      "B over all weights: 1 to 3",
      "C over all weights: 1 to 3",
    ]);
    expect(printed.slice(8, 11).every((line) => /^[ABC] simulated: [123] to [123]$/.test(line))).toBe(true);
  });
  it("shows a program that finds clusters in records, and how the radius joins them", () => {
    expect(run("find.ts", third)).toEqual([
      "15 km: 5 clusters, the first with 20 %",
      "35 km: 3 clusters, the first with 40 %",
      "120 km: 2 clusters, the first with 60 %",
      "",
    ]);
  });

  it("links to files that are there", () => {
    const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map((match) => match[1] ?? "");
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !existsSync(join(root, link)))).toEqual([]);
  });
  it("names commands of package.json that exist", () => {
    const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as { scripts: object };
    const named = [...readme.matchAll(/npm run (\w+)/g)].map((match) => match[1]);
    expect(named.filter((name) => !Object.keys(scripts).includes(name ?? ""))).toEqual([]);
  });
  it("counts its sources and missing ranks right", async () => {
    const { clusterRecords, readData } = await import("../../lib/clusters/index.js");
    const data = readData(join(root, "data"));
    const found = clusterRecords(data, 2025).filter((record) => (record.rank?.value ?? 101) <= 100).length;
    expect(readme).toContain(`from ${data.sources.length} sources`);
    expect(readme).toContain(`${100 - found} of its hundred ranks`);
  });
  it("states the flip of the lead and the number of clusters with all shares as they are computed", async () => {
    const { breakEven, clusterRecords, rank, readData, solveJoint } = await import(
      "../../lib/clusters/index.js"
    );
    const joint = solveJoint(clusterRecords(readData(join(root, "data")), 2025));
    const [first, second] = ["shenzhen-hong-kong-guangzhou", "tokyo-yokohama"] as const;
    const flip = breakEven(joint, first, second, { metric: "ventureDeals" });
    if (flip.outcome !== "flips") throw new Error("the lead no longer flips");
    const down = Math.floor((flip.weight.low ?? 0) * 1000) / 1000;
    const up = Math.ceil((flip.weight.high ?? 0) * 1000) / 1000;
    expect(readme).toContain(`(${down.toFixed(3)} to ${up.toFixed(3)} times)`);
    const known = rank(joint, { weights: 2025 }).filter((entry) => entry.score.value !== null).length;
    expect([known, readme.includes("known for six clusters only")]).toEqual([6, true]);
  });
});
