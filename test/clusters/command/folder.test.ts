import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it } from "vitest";
import { UserError } from "../../../lib/clusters/command/errors.js";
import { PROGRAM, replaceFolder } from "../../../lib/clusters/command/folder.js";
import { scratch } from "./command.js";

const folder = scratch();
const home = process.cwd();
afterEach(() => process.chdir(home));
afterAll(folder.remove);

const SUMMARY = JSON.stringify({ program: PROGRAM });

/** Fills a folder as the command does. */
async function fill(into: string): Promise<void> {
  writeFileSync(join(into, "clusters.csv"), "new");
  writeFileSync(join(into, "summary.json"), SUMMARY);
}

/** A folder of the scratch folder with these files in it. */
function folderWith(name: string, files: { readonly [name: string]: string }): string {
  mkdirSync(folder.file(name), { recursive: true });
  for (const [file, content] of Object.entries(files)) writeFileSync(folder.file(join(name, file)), content);
  return folder.file(name);
}

describe("replaceFolder", () => {
  it("does not take an empty name for the folder that one is in", async () => {
    const path = folderWith("work", { "records.csv": "mine" });
    process.chdir(path);
    for (const out of ["", " "]) {
      await expect(replaceFolder(out, fill)).rejects.toThrow("Found an empty --out");
    }
    expect(readdirSync(path)).toEqual(["records.csv"]);
  });

  it("does not replace the folder that one is in, nor one above it", async () => {
    const path = folderWith("inside", {});
    process.chdir(path);
    await expect(replaceFolder(".", fill)).rejects.toThrow("found the folder that you are in");
    await expect(replaceFolder("..", fill)).rejects.toThrow(UserError);
    expect(readdirSync(path)).toEqual([]);
  });

  it("makes folders on the way, and replaces one of ours", async () => {
    const out = folder.file("far/away/results");
    await replaceFolder(out, fill);
    writeFileSync(join(out, "clusters.csv"), "old");
    await replaceFolder(out, fill);
    expect(readFileSync(join(out, "clusters.csv"), "utf8")).toBe("new");
    expect(readdirSync(folder.file("far/away"))).toEqual(["results"]);
  });

  it("keeps what was there when it is not filled", async () => {
    const out = folderWith("kept/results", { "clusters.csv": "old", "summary.json": SUMMARY });
    const fails = async (into: string): Promise<void> => {
      await fill(into);
      throw new UserError("no");
    };
    await expect(replaceFolder(out, fails)).rejects.toThrow("no");
    expect(readFileSync(join(out, "clusters.csv"), "utf8")).toBe("old");
    expect(readdirSync(folder.file("kept"))).toEqual(["results"]);
  });

  it("removes nothing of someone else's that came while it was filled", async () => {
    const out = folderWith("late/results", { "summary.json": SUMMARY });
    const meanwhile = async (into: string): Promise<void> => {
      await fill(into);
      writeFileSync(join(out, "notes.txt"), "mine");
    };
    await expect(replaceFolder(out, meanwhile)).rejects.toThrow("found notes.txt beside the results");
    expect(readdirSync(out)).toEqual(["notes.txt", "summary.json"]);
    expect(readdirSync(folder.file("late"))).toEqual(["results"]);
  });

  it("writes where a link leads, and refuses one that leads nowhere", async () => {
    const out = folderWith("linked/results", { "summary.json": SUMMARY });
    symlinkSync(out, folder.file("link"));
    await replaceFolder(folder.file("link"), fill);
    expect(readFileSync(join(out, "clusters.csv"), "utf8")).toBe("new");
    symlinkSync(folder.file("nowhere"), folder.file("dangling"));
    await expect(replaceFolder(folder.file("dangling"), fill)).rejects.toThrow("a link that leads nowhere");
  });

  it("says what the file system refuses", async () => {
    const file = join(folderWith("files", { "a.csv": "mine" }), "a.csv");
    await expect(replaceFolder(join(file, "results"), fill)).rejects.toThrow(UserError);
    await expect(replaceFolder(join(file, "results"), fill)).rejects.toThrow("cannot be written (");
    const closed = folderWith("closed", {});
    chmodSync(closed, 0o555);
    // Who may do everything is not refused.
    if (process.getuid?.() === 0) await replaceFolder(join(closed, "results"), fill);
    else await expect(replaceFolder(join(closed, "results"), fill)).rejects.toThrow("cannot be written (");
    chmodSync(closed, 0o755);
    expect(existsSync(file)).toBe(true);
  });
});
