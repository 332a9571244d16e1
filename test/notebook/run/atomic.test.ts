import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { UserError } from "../../../lib/notebook/errors.js";
import { assertWritable, writeFileAtomic } from "../../../lib/notebook/run/index.js";

vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  return { ...real, writeSync: vi.fn(real.writeSync), fsyncSync: vi.fn(real.fsyncSync) };
});

let folder: string;
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), "tsnb-test-"));
});
afterEach(() => {
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

const fail = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

describe("a file that is written atomically", () => {
  test("holds the text, and nothing else is in the folder", () => {
    writeFileAtomic(join(folder, "a.txt"), "one ü");
    writeFileAtomic(join(folder, "a.txt"), "two");
    expect(fs.readFileSync(join(folder, "a.txt"), "utf8")).toBe("two");
    expect(fs.readdirSync(folder)).toEqual(["a.txt"]);
  });

  test("may have the longest name that the system allows; a longer one is a user's error", () => {
    const longest = `${"ü".repeat(125)}.html`;
    writeFileAtomic(join(folder, longest), "x");
    expect(fs.readdirSync(folder)).toEqual([longest]);
    expect(() => writeFileAtomic(join(folder, `${longest}x`), "x")).toThrow(/its name is too long/);
    expect(fs.readdirSync(folder)).toEqual([longest]);
  });

  test("keeps its mode, bits that the mask takes from new files included", () => {
    const path = join(folder, "a.txt");
    fs.writeFileSync(path, "one");
    for (const mode of [0o640, 0o664]) {
      fs.chmodSync(path, mode);
      writeFileAtomic(path, "two");
      expect(fs.statSync(path).mode & 0o777).toBe(mode);
    }
  });

  test("is written through a link, which stays a link", () => {
    fs.writeFileSync(join(folder, "target"), "one");
    fs.symlinkSync("target", join(folder, "link"));
    writeFileAtomic(join(folder, "link"), "two");
    expect(fs.readFileSync(join(folder, "target"), "utf8")).toBe("two");
    expect(fs.lstatSync(join(folder, "link")).isSymbolicLink()).toBe(true);
  });

  test("may be empty, and may be written by two at once without mixing", async () => {
    writeFileAtomic(join(folder, "empty"), "");
    expect(fs.readFileSync(join(folder, "empty"), "utf8")).toBe("");
    const texts = ["a".repeat(1e6), "b".repeat(1e6)];
    await Promise.all(texts.map(async (text) => writeFileAtomic(join(folder, "big"), text)));
    expect(texts).toContain(fs.readFileSync(join(folder, "big"), "utf8"));
  });

  test.each([
    ["ENOSPC", "the disk is full"],
    ["EDQUOT", "your quota is used up"],
    ["EROFS", "the file system is read-only"],
  ])(
    "stays as it was after %s, which is a user's error of one line; nothing temporary stays",
    (code, reason) => {
      const path = join(folder, "a.txt");
      writeFileAtomic(path, "before");
      vi.mocked(fs.writeSync).mockImplementationOnce(fail(code));
      expect(() => writeFileAtomic(path, "after")).toThrow(`${path} cannot be written: ${reason}.`);
      vi.mocked(fs.fsyncSync).mockImplementationOnce(fail(code));
      expect(() => writeFileAtomic(path, "after")).toThrow(UserError);
      expect(fs.readFileSync(path, "utf8")).toBe("before");
      expect(fs.readdirSync(folder)).toEqual(["a.txt"]);
    },
  );

  test("where a folder is in the way is a user's error", () => {
    fs.mkdirSync(join(folder, "dir"));
    expect(() => writeFileAtomic(join(folder, "dir"), "x")).toThrow(UserError);
  });

  test("with an error that nobody can mend keeps that error", () => {
    vi.mocked(fs.writeSync).mockImplementationOnce(fail("EIO"));
    expect(() => writeFileAtomic(join(folder, "a"), "x")).toThrow("EIO");
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});

describe("a folder that is to be written", () => {
  test("is made, and nothing is left in it", () => {
    assertWritable(join(folder, "deep", "down"));
    expect(fs.readdirSync(join(folder, "deep", "down"))).toEqual([]);
  });

  test("is refused where a file is in the way, above it or in its place", () => {
    fs.writeFileSync(join(folder, "file"), "");
    expect(() => assertWritable(join(folder, "file"))).toThrow(/a file is in the way/);
    expect(() => assertWritable(join(folder, "file", "below"))).toThrow(/a file is in the way/);
  });

  test("is refused on a full disk that still takes empty files", () => {
    vi.mocked(fs.writeSync).mockImplementationOnce(fail("ENOSPC"));
    expect(() => assertWritable(folder)).toThrow(`${folder} cannot be written: the disk is full.`);
    expect(fs.readdirSync(folder)).toEqual([]);
  });
});
