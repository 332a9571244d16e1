import { tmpdir } from "node:os";
import { join } from "node:path";
import { startKernel } from "tslab-kernel";
import { describe, expect, test } from "vitest";
import { contents, lines, tsnb, writeNotebook } from "../cli/tsnb.js";
import { busy, isAlive, places, preload } from "./support.js";

const newPlace = places();

test("a kernel that someone kills in mid-cell fails the cell by name; its report says so, and nothing stays behind", async () => {
  const place = newPlace();
  writeNotebook(join(place.folder, "n.ipynb"), "'before'", busy("for (;;) {}"), "'after'");
  const calling = place.report(["n.ipynb"]);
  const [kernel, child] = await place.pids();
  process.kill(kernel, "SIGKILL");
  const { code, stderr } = await calling.ended;
  expect(code).toBe(1);
  expect(stderr).toContain("n.ipynb: cell 2: ");
  expect(stderr).toMatch(/SIGKILL/);
  expect(stderr).not.toMatch(/^\s+at /m);
  const made = contents(join(place.folder, "reports"));
  expect(Object.keys(made)).toEqual(expect.arrayContaining(["index.html", "n.html", "n.ipynb"]));
  expect(made["n.html"]).toContain("SIGKILL");
  expect(made["n.ipynb"]).toContain('"reason": "the kernel had ended in Cell In[2]"');
  await expect.poll(() => isAlive(child), { timeout: 5_000 }).toBe(false);
  expect(place.leftovers()).toEqual([]);
});

describe("a kernel that never starts is one line and exit code 2, and earlier reports stay as they were", () => {
  test.each([
    ["exits", "ended with code 7 while starting."],
    ["throws", "ended with code 1 while starting: Error: nothing to start with."],
    ["prints garbage", "ended with code 0 while starting: no kernel here."],
  ])("because it %s", async (how, what) => {
    const place = newPlace();
    const file = join(place.folder, "n.ipynb");
    writeNotebook(file, "'one'");
    expect(await tsnb(["report", "n.ipynb"], place.folder)).toMatchObject({ code: 0 });
    const earlier = contents(join(place.folder, "reports"));
    writeNotebook(file, "'two'");
    const { code, stdout, stderr } = await place.report(["n.ipynb"], {
      ...preload("bad-start.cjs"),
      BAD_START: how,
    }).ended;
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    const [first, second, ...more] = lines(stderr);
    expect(first).toBe("n: running");
    expect(second).toContain(`n: the kernel in ${place.folder} ${what} Check that`);
    expect(more).toEqual([]);
    expect(contents(join(place.folder, "reports"))).toEqual(earlier);
    expect(place.leftovers()).toEqual([]);
  });

  test("because it hangs, which is ended at the limit", async () => {
    const start = startKernel({
      cwd: tmpdir(),
      startTimeoutMs: 500,
      env: { ...preload("bad-start.cjs"), BAD_START: "hangs" } as Record<string, string>,
    });
    await expect(start).rejects.toThrow(/did nothing for 0\.5 s while starting$/);
  });
});
