import { execFileSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { contents, lines, temporaryFolder, tsnb, writeNotebook } from "./tsnb.js";

const folder = temporaryFolder();
const disk = join(folder, "disk");
const FILLER = join(disk, "filler");
const FULL = "cannot be written: the disk is full. Free some space, or choose another folder (--out DIR).";

/** Mounts a disk of one megabyte, which only root may. Says so where it cannot. */
const mounted = ((): boolean => {
  mkdirSync(disk);
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], { stdio: "pipe" });
    return true;
  } catch {
    console.log("Skipped: no small disk can be mounted here to be filled (only root may).");
    return false;
  }
})();
afterAll(() => {
  if (mounted) execFileSync("umount", [disk]);
});

function fill(): void {
  const file = openSync(FILLER, "w");
  try {
    for (;;) writeSync(file, "x".repeat(4_096));
  } catch {
    // Full.
  } finally {
    closeSync(file);
  }
}

describe.runIf(mounted)("a full disk is one line and exit code 2, and leaves earlier files intact", () => {
  const out = join(disk, "reports");
  const notebook = join(folder, "n.ipynb");
  const report = () => tsnb(["report", "n.ipynb", "--out", "disk/reports", "--force"], folder);

  test("found before anything is run", async () => {
    writeNotebook(
      notebook,
      `import { publish } from "tslab-notebook";`,
      `publish("x", { value: 1, unit: "1" });`,
    );
    expect(await report()).toMatchObject({ code: 0 });
    const before = contents(out);
    expect(Object.keys(before)).toEqual(["index.html", "n.html", "n.ipynb", "n.results.json"]);
    fill();
    const { code, stdout, stderr } = await report();
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: "", stderr: `disk/reports ${FULL}\n` });
    expect(contents(out)).toEqual(before);
    rmSync(FILLER);
  });

  test("that fills up while a cell runs", async () => {
    const before = contents(out);
    writeNotebook(
      notebook,
      `import { writeFileSync } from "node:fs";
let size = 1_000_000;
while (size > 1_000) {
  try {
    writeFileSync(${JSON.stringify(FILLER)}, "x".repeat(size), { flag: "a" });
  } catch {
    size /= 2;
  }
}`,
      `console.log("never reached")`,
    );
    const { code, stdout, stderr } = await report();
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(lines(stderr)).toEqual(["n: running", `disk/reports/n.ipynb.partial ${FULL}`]);
    expect(contents(out)).toEqual(before);
    rmSync(FILLER);
  });

  test("that has no room for the report", async () => {
    const { "n.ipynb": _, ...before } = contents(out);
    // The report embeds what draws the chart, and that alone is larger than the disk.
    writeNotebook(
      notebook,
      `import { plot } from "tslab-notebook";\nplot({ data: [{ type: "bar", x: ["a"], y: [1] }] });`,
    );
    const { code, stderr } = await report();
    expect(code).toBe(2);
    expect(lines(stderr)).toEqual(["n: running", `disk/reports/n.html ${FULL}`]);
    const { "n.ipynb": executed, ...now } = contents(out);
    expect(executed).toContain("application/vnd.plotly.v1+json");
    const { "n.results.json": __, ...reports } = before;
    expect(now).toEqual(reports);
  });
});
