import { join } from "node:path";
import { expect, test } from "vitest";
import { contents, tsnb, writeNotebook } from "../cli/tsnb.js";
import { busy, isAlive, places } from "./support.js";

const newPlace = places();

test("a tsnb that is killed takes along kernels, what they have started, and temporary folders; earlier reports stay", async () => {
  const place = newPlace();
  const file = join(place.folder, "n.ipynb");
  const out = join(place.folder, "reports");
  writeNotebook(file, "'one'");
  expect(await tsnb(["report", "n.ipynb"], place.folder)).toMatchObject({ code: 0 });
  const earlier = contents(out);
  writeNotebook(file, "'two'", busy("await null; for (;;) {}"));
  const calling = place.report(["n.ipynb"]);
  const pids = await place.pids();
  expect(pids.map(isAlive)).toEqual([true, true]);
  calling.child.kill("SIGKILL");
  await expect.poll(() => pids.map(isAlive), { timeout: 5_000 }).toEqual([false, false]);
  await expect.poll(place.leftovers, { timeout: 5_000 }).toEqual([]);
  const { "n.ipynb.partial": partial, ...now } = contents(out);
  expect(now).toEqual(earlier);
  expect(partial).toContain("'two'");
  // The next run is none the worse for it.
  writeNotebook(file, "'three'");
  expect(await tsnb(["report", "n.ipynb"], place.folder)).toMatchObject({ code: 0 });
  expect(Object.keys(contents(out))).toEqual(Object.keys(earlier));
  expect(contents(out)["n.html"]).toContain("three");
});
