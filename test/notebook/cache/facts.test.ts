import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { stampOf } from "tslab-kernel";
import { afterAll, beforeEach, describe, expect, test } from "vitest";
import { factOf } from "../../../lib/notebook/cache/facts.js";
import { digestOf } from "../../../lib/notebook/digest.js";

const place = mkdtempSync(join(tmpdir(), "tsnb-facts-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

let folder: string;
let number = 0;
beforeEach(() => {
  folder = join(place, String(++number));
  mkdirSync(join(folder, "deep"), { recursive: true });
  writeFileSync(join(folder, "a.csv"), "a");
  writeFileSync(join(folder, "deep", "b.csv"), "b");
});

describe("what is seen at a path", () => {
  test("of a file is the digest of its content, whenever it was written", () => {
    expect(factOf("file", join(folder, "a.csv"))).toBe(digestOf("a"));
    writeFileSync(join(folder, "a.csv"), "a");
    expect(factOf("file", join(folder, "a.csv"))).toBe(digestOf("a"));
  });

  test("is what it is where only that was asked", () => {
    expect(
      ["a.csv", "deep", "none", "a.csv/below"].map((name) => factOf("stat", join(folder, name))),
    ).toEqual(["file", "folder", "absent", "absent"]);
  });

  test("is that a file is none where its content was asked", () => {
    expect(factOf("file", folder)).toBe("folder");
    expect(factOf("file", join(folder, "none"))).toBe("absent");
  });

  test("of what was asked for size and time is just that; a folder has none that count", () => {
    const before = factOf("meta", join(folder, "a.csv"));
    const ofFolder = factOf("meta", folder);
    writeFileSync(join(folder, "a.csv"), "longer");
    writeFileSync(join(folder, "new.csv"), "");
    expect(factOf("meta", join(folder, "a.csv"))).not.toBe(before);
    expect(factOf("meta", folder)).toBe(ofFolder);
  });

  test("of a link is where it leads", () => {
    symlinkSync("a.csv", join(folder, "link"));
    const before = factOf("link", join(folder, "link"));
    expect(before).toBe(realpathSync(join(folder, "a.csv")));
    rmSync(join(folder, "link"));
    symlinkSync("deep", join(folder, "link"));
    expect(factOf("link", join(folder, "link"))).not.toBe(before);
  });

  test("of a folder tells when one of its files has become a folder", () => {
    const before = factOf("folder", folder);
    rmSync(join(folder, "a.csv"));
    mkdirSync(join(folder, "a.csv"));
    expect(factOf("folder", folder)).not.toBe(before);
  });

  test("is stamped for a folder with all that is below it where that is asked for", () => {
    const before = stampOf("deep", folder);
    const names = stampOf("folder", folder);
    writeFileSync(join(folder, "deep", "b.csv"), "other");
    expect(stampOf("deep", folder)).not.toBe(before);
    expect(stampOf("folder", folder)).toBe(names);
  });

  test.each([
    ["folder", "its names", (): void => writeFileSync(join(folder, "new.csv"), ""), true],
    ["folder", "the content of its files", () => writeFileSync(join(folder, "a.csv"), "x"), false],
    ["folder", "the names below it", () => writeFileSync(join(folder, "deep", "new.csv"), ""), false],
    ["tree", "the names below it", () => writeFileSync(join(folder, "deep", "new.csv"), ""), true],
    ["tree", "the content of files", () => writeFileSync(join(folder, "deep", "b.csv"), "x"), false],
    ["deep", "the content of files below it", () => writeFileSync(join(folder, "deep", "b.csv"), "x"), true],
    ["deep", "names below it", () => rmSync(join(folder, "deep", "b.csv")), true],
  ] as const)("of a folder (%s) tells of changes of %s or not", (kind, _, change, tells) => {
    const before = factOf(kind, folder);
    change();
    expect(factOf(kind, folder) !== before).toBe(tells);
  });

  test("of a folder that holds a broken link is no error", () => {
    symlinkSync(join(folder, "nowhere"), join(folder, "link"));
    expect(factOf("deep", folder)).toMatch(/^[0-9a-f]{64}$/);
  });
});
