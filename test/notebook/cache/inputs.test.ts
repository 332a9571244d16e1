import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CellTrace } from "tslab-kernel";
import { afterAll, describe, expect, test } from "vitest";
import { inputsOf } from "../../../lib/notebook/cache/inputs.js";
import { digestOf } from "../../../lib/notebook/digest.js";

const folder = mkdtempSync(join(tmpdir(), "tsnb-inputs-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const file = join(folder, "a.csv");
writeFileSync(file, "a");

const NOTHING: CellTrace = { reads: [], writes: [], env: {}, packages: {}, hidden: [], declared: false };
const cells = (...traces: Partial<CellTrace>[]) =>
  traces.map((trace, cellIndex) => ({ cellIndex, trace: { ...NOTHING, ...trace } }));
const steady = () => "then";

describe("the inputs of a run", () => {
  test("are what its cells have looked at, as it is now, and the cell that looked first", () => {
    const traces = cells({}, { reads: [{ kind: "file", path: file, stamp: "then" }], env: { A: null } });
    expect(inputsOf(traces, steady)).toEqual({
      facts: [{ kind: "file", path: file, fact: digestOf("a"), cell: 1 }],
      env: { A: null },
      made: [],
    });
  });

  test("cannot be known where a file has changed after a cell had read it", () => {
    const traces = cells({ reads: [{ kind: "file", path: file, stamp: "then" }] });
    expect(inputsOf(traces, () => "now")).toBe(`${file}, which cell 1 reads, has changed while it ran`);
  });

  test("do not hold what was looked for in vain and then made by the run itself", () => {
    const reads = [
      { kind: "stat", path: join(folder, "out"), stamp: "absent" },
      { kind: "stat", path: join(folder, "out", "x.txt"), stamp: "absent" },
    ] as const;
    const made = [join(folder, "out"), join(folder, "out", "x.txt")];
    expect(inputsOf(cells({ reads, writes: made }), () => "there")).toMatchObject({ facts: [], made });
    // Of a folder that it has made, what others have put there since is none of its own.
    expect(inputsOf(cells({ reads, writes: [join(folder, "out")] }), () => "there")).toContain("has changed");
  });

  test.each([
    [
      "the program git",
      false,
      "cell 1 uses the program git, whose inputs cannot be seen; depends(path) declares them",
    ],
    ["native code (duckdb.node)", true, undefined],
    ["the network", false, "cell 1 uses the network, and what comes may differ"],
    ["the network", true, "cell 1 uses the network, and what comes may differ"],
  ])("with %s, declared: %s, are unknown: %s", (what, declared, reason) => {
    const inputs = inputsOf(cells({ hidden: [what] }, { declared }), steady);
    if (reason === undefined) expect(inputs).toMatchObject({ facts: [] });
    else expect(inputs).toBe(reason);
  });
});
