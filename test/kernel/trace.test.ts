import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type CellTrace, type Kernel, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readTrace } from "../../lib/kernel/protocol/trace.js";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "tsnb-trace-")));
let kernel: Kernel;
beforeAll(async () => {
  mkdirSync(join(folder, "tables", "deep"), { recursive: true });
  for (const name of ["a.csv", "b.csv", "c.csv", "d.csv", "e.csv", "tables/deep/x.csv", "own.txt"])
    writeFileSync(join(folder, name), "cluster\n");
  writeFileSync(join(folder, "helper.ts"), 'import { two } from "./two";\nexport const one = two - 1;\n');
  writeFileSync(join(folder, "two.ts"), "export const two = 2;\n");
  writeFileSync(join(folder, "module.mjs"), "export const three = 3;\n");
  writeFileSync(join(folder, "year.env"), "TRACE_YEAR=2025\n");
  symlinkSync("c.csv", join(folder, "link.csv"));
  kernel = await startKernel({ cwd: folder, env: { TRACE_SECRET: "s3cret" } });
});
afterAll(async () => {
  await kernel.shutdown();
  rmSync(folder, { recursive: true, force: true });
});

/** What a cell is seen to do. */
async function traceOf(code: string): Promise<CellTrace> {
  const { status, trace, error } = await kernel.execute(code, { onOutput: () => undefined, trace: true });
  expect({ status, error }).toEqual({ status: "ok" });
  if (trace === undefined) throw new Error("the kernel gave no trace");
  return trace;
}

/** "kind name" of what was read in the folder. */
const readsOf = (trace: CellTrace) =>
  trace.reads
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .map(({ kind, path }) => `${kind} ${path.slice(folder.length + 1)}`);

describe("the trace of a cell names", () => {
  test("files, by whichever function of Node they are read, each once", async () => {
    const trace = await traceOf(`
import * as fs from "node:fs";
import { readFile } from "node:fs/promises";
fs.readFileSync("a.csv");
await readFile("b.csv");
await new Promise((done) => fs.readFile("c.csv", done));
await new Promise<void>((done) => fs.createReadStream("d.csv").on("end", done).resume());
fs.closeSync(fs.openSync("e.csv", "r"));
fs.readFileSync(new URL("file://" + process.cwd() + "/a.csv"));`);
    expect(readsOf(trace).filter((read) => read.startsWith("file "))).toEqual([
      "file a.csv",
      "file b.csv",
      "file c.csv",
      "file d.csv",
      "file e.csv",
    ]);
    expect(trace.hidden).toEqual([]);
  });

  test("nothing again that an earlier cell has read", async () => {
    expect(readsOf(await traceOf(`fs.readFileSync("a.csv").length`))).toEqual([]);
  });

  test("folders by their names, and what is looked for in vain", async () => {
    const trace = await traceOf(
      `[fs.readdirSync("tables").length, fs.readdirSync("tables", { recursive: true }).length, fs.existsSync("absent.csv")]`,
    );
    expect(readsOf(trace)).toEqual(["folder tables", "tree tables", "stat absent.csv"]);
    expect(trace.reads.at(-1)?.stamp).toBe("absent");
  });

  test("size and time of what it asks them of, and where links lead", async () => {
    const trace = await traceOf(
      `[fs.statSync("b.csv").size, fs.realpathSync("link.csv"), fs.readlinkSync("link.csv")]`,
    );
    expect(readsOf(trace)).toEqual(["meta b.csv", "link link.csv"]);
  });

  test("where a module is looked for before it is found, or is not", async () => {
    const reads = readsOf(
      await traceOf(`try { require("./local"); } catch {}\nrequire.resolve("./two.ts");`),
    );
    expect(reads).toEqual(
      expect.arrayContaining([
        "stat local",
        "stat local.js",
        "stat local.json",
        "stat local.ts",
        "file local/package.json",
      ]),
    );
  });

  test("a folder that it has made, once others may have put something there", async () => {
    const trace = await traceOf(
      `fs.mkdirSync("mine");\n[fs.readdirSync("mine").length, fs.existsSync("mine/override.json")]`,
    );
    expect(readsOf(trace)).toEqual(["folder mine", "stat mine/override.json"]);
  });

  test("names of environment variables where it lists them, but not those of the shell", async () => {
    const { env } = await traceOf(
      `[Object.keys(process.env).length, process.env.PWD, Object.hasOwn(process.env, "TRACE_OWN")]`,
    );
    expect(Object.keys(env).sort()).toEqual(["*", "TRACE_OWN"]);
  });

  test("the project's own modules that it imports, and what these import", async () => {
    const reads = readsOf(await traceOf(`import { one } from "./helper";\none`));
    expect(reads).toEqual(expect.arrayContaining(["file helper.ts", "file two.ts"]));
  });

  test("ES modules, and what these import", async () => {
    const reads = readsOf(await traceOf(`import { three } from "./module.mjs"; three`));
    expect(reads).toEqual(expect.arrayContaining(["file module.mjs"]));
  });

  test("packages that the notebook asks for with their versions, and no file of theirs", async () => {
    const trace = await traceOf(`import * as aq from "arquero";\naq.table({ a: [1] }).numRows()`);
    expect(Object.keys(trace.packages)).toEqual(["arquero"]);
    expect(trace.packages.arquero).toMatch(/^\d+\.\d+\.\d+/);
    expect(trace.reads.filter(({ path }) => path.includes("/node_modules/arquero/"))).toEqual([]);
  });

  test("environment variables by a digest of their value, not those that the cell has set itself", async () => {
    const { env } = await traceOf(
      `process.env.MINE = "1";\n[process.env.TRACE_SECRET, process.env.TRACE_NONE, process.env.MINE]`,
    );
    expect(env.TRACE_SECRET).toMatch(/^[0-9a-f]{16}$/);
    expect(env).toMatchObject({ TRACE_NONE: null });
    expect(Object.keys(env)).not.toContain("MINE");
  });

  test("a file of variables, and not the variables that come from it", async () => {
    const trace = await traceOf(
      `(process as any).loadEnvFile("year.env");\n[process.env.TRACE_YEAR, Object.keys(process.env).length]`,
    );
    expect(readsOf(trace)).toEqual(["file year.env"]);
    expect(Object.keys(trace.env)).not.toContain("TRACE_YEAR");
  });

  test("what it writes, which is no input when it reads it afterwards", async () => {
    const trace = await traceOf(
      `fs.mkdirSync("out");\nfs.writeFileSync("out/x.txt", "x");\nfs.readFileSync("out/x.txt", "utf8")`,
    );
    expect(readsOf(trace)).toEqual([]);
    expect(trace.writes).toEqual([join(folder, "out"), join(folder, "out", "x.txt")]);
  });

  test("a file that it changes as an input and as an output", async () => {
    const trace = await traceOf(`fs.appendFileSync("own.txt", "more")`);
    expect(readsOf(trace)).toEqual(["file own.txt"]);
    expect(trace.writes).toEqual([join(folder, "own.txt")]);
  });

  test.each([
    [
      "other programs",
      `import { execFileSync } from "node:child_process";\nexecFileSync("true")`,
      "the program true",
    ],
    [
      "other programs that run beside",
      `import { spawn } from "node:child_process";\nspawn("false")`,
      "the program false",
    ],
    [
      "threads",
      `import { Worker } from "node:worker_threads";\nnew Worker("1", { eval: true })`,
      "a worker thread",
    ],
    [
      "the network",
      `import * as net from "node:net";\nnet.connect(9, "127.0.0.1").on("error", () => {})`,
      "the network",
    ],
  ])("%s, which read what cannot be seen", async (_, code, hidden) => {
    expect((await traceOf(code)).hidden).toContain(hidden);
  });

  test("what depends() declares", async () => {
    const trace = await traceOf(`import { depends } from "tslab-notebook";\ndepends("tables", "a.csv")`);
    expect(readsOf(trace)).toEqual(expect.arrayContaining(["deep tables", "deep a.csv"]));
    expect(trace.declared).toBe(true);
  });
});

test("depends() with a path where nothing is fails the cell, and says which", async () => {
  const { error } = await kernel.execute(`depends("tables", "no-such.parquet")`, {
    onOutput: () => undefined,
  });
  expect(error?.evalue).toContain("depends: there is no file or folder no-such.parquet");
});

test("a cell of which no trace is asked has none", async () => {
  expect(await kernel.execute("1", { onOutput: () => undefined })).not.toHaveProperty("trace");
});

test("entries of a trace that have another form are passed over", () => {
  const trace = {
    reads: [["file", "/a", "1"], ["look", "/b", "1"], 7],
    writes: ["/c", null],
    env: { A: 1, B: null },
  };
  expect(readTrace({ tslab_notebook: { trace } })).toEqual({
    reads: [{ kind: "file", path: "/a", stamp: "1" }],
    writes: ["/c"],
    env: { B: null },
    packages: {},
    hidden: [],
    declared: false,
  });
  expect(readTrace({ tslab_notebook: { trace: [] } })).toBeUndefined();
});
