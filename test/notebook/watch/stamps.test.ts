import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stampOf } from "tslab-kernel";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { type Watched, watchFiles } from "../../../lib/notebook/watch/index.js";

const place = mkdtempSync(join(tmpdir(), "tsnb-stamps-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const file = join(place, "a.csv");
const folder = join(place, "tables");
const inside = join(folder, "deep", "b.csv");

let watched: Watched;
beforeEach(() => {
  mkdirSync(join(folder, "deep"), { recursive: true });
  writeFileSync(file, "a");
  writeFileSync(inside, "b");
  watched = watchFiles();
});
const next = () => watched.next(AbortSignal.timeout(5_000));

describe("watched files", () => {
  test("tell of what has changed since it was seen, even before the watch began, and once", async () => {
    const stamp = stampOf("file", file);
    writeFileSync(file, "longer");
    watched.files([{ kind: "file", path: file, stamp }]);
    expect(await next()).toEqual([file]);
    expect(await watched.next(AbortSignal.timeout(600))).toEqual([]);
  });

  test("tell of a change below a folder that is watched with all that is in it, and only then", async () => {
    watched.files([
      { kind: "deep", path: folder, stamp: stampOf("deep", folder) },
      { kind: "folder", path: place },
    ]);
    expect(await watched.next(AbortSignal.timeout(600))).toEqual([]);
    writeFileSync(inside, "other");
    expect(await next()).toEqual([folder]);
  });

  test("tell of files that come and go", async () => {
    const later = join(place, "later.csv");
    watched.files([{ kind: "stat", path: later }]);
    setTimeout(() => writeFileSync(later, ""), 100);
    expect(await next()).toEqual([later]);
    setTimeout(() => rmSync(later), 100);
    expect(await next()).toEqual([later]);
  });

  test("end with nothing when they are told to, before or while they are looked at", async () => {
    watched.files([{ kind: "file", path: file }]);
    expect(await watched.next(AbortSignal.abort())).toEqual([]);
  });
});
