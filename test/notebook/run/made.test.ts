import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CellTrace } from "tslab-kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { digestOf } from "../../../lib/notebook/digest.js";
import { madeOf } from "../../../lib/notebook/run/made.js";

const place = realpathSync(mkdtempSync(join(tmpdir(), "tsnb-made-")));
afterAll(() => rmSync(place, { recursive: true, force: true }));
const project = join(place, "project");
const notebooks = join(project, "notebooks");

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=n", "-c", "user.email=n@example.org", ...args], {
    cwd: project,
    encoding: "utf8",
  }).trim();

const traced = (paths: readonly string[], packages: CellTrace["packages"] = {}) => [
  {
    trace: {
      reads: paths.map((path) => ({ kind: "file" as const, path, stamp: "1" })),
      writes: [],
      env: {},
      packages,
      hidden: [],
      declared: false,
    },
  },
];

beforeAll(() => {
  mkdirSync(notebooks, { recursive: true });
  writeFileSync(join(project, "package.json"), "{}");
  writeFileSync(join(project, "b.csv"), "b");
  writeFileSync(join(notebooks, "a.csv"), "a");
  writeFileSync(join(place, "own.csv"), "own");
});

describe("what made a run", () => {
  test("is Node, the packages by name, and the files that were read, by their place in the project", async () => {
    const files = [join(project, "b.csv"), join(notebooks, "a.csv"), join(project, "b.csv")];
    const made = await madeOf(notebooks, traced(files, { yalps: "1.0.0", arquero: "8.0.3" }));
    expect(made).toEqual({
      node: process.versions.node,
      packages: { arquero: "8.0.3", tslab: "1.0.22", "tslab-notebook": "0.1.0", yalps: "1.0.0" },
      files: [
        { path: "b.csv", sha256: digestOf("b").slice(0, 16) },
        { path: "notebooks/a.csv", sha256: digestOf("a").slice(0, 16) },
      ],
    });
    expect(Object.keys(Object(made.packages))).toEqual(["arquero", "tslab", "tslab-notebook", "yalps"]);
  });

  test("tells only the name of a file outside of the project, and nothing of one that is gone", async () => {
    const made = await madeOf(notebooks, traced([join(place, "own.csv"), join(place, "gone.csv")]));
    expect(made.files).toEqual([{ path: "own.csv", sha256: digestOf("own").slice(0, 16) }]);
  });

  test("is the commit of the project, and whether it has changes that are not committed", async () => {
    git("init", "--quiet");
    expect(await madeOf(notebooks, [])).not.toHaveProperty("commit");
    git("add", ".");
    git("commit", "--quiet", "--message", "first");
    const commit = git("rev-parse", "HEAD").slice(0, 12);
    expect((await madeOf(notebooks, [])).commit).toBe(commit);
    writeFileSync(join(project, "b.csv"), "changed");
    expect((await madeOf(notebooks, [])).commit).toBe(`${commit}-dirty`);
  });
});
