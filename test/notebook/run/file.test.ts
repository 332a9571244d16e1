import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { UserError } from "../../../lib/notebook/errors.js";
import { formatNotebook, isCanonical, parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { runFile } from "../../../lib/notebook/run/index.js";
import { codeCell, notebookOf, printed } from "./support.js";

const FIXTURES = fileURLToPath(new URL("../fixtures", import.meta.url));
const timeoutMs = 20_000;

let folder: string;
let outDir: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "tsnb-test-"));
  outDir = join(folder, "reports");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A copy of a fixture in the test's own folder. */
function fixture(name: string): string {
  const path = join(folder, name);
  copyFileSync(join(FIXTURES, name), path);
  return path;
}

const read = (name: string) => readFileSync(join(outDir, name), "utf8");

describe("a run of a file", () => {
  test("writes the executed notebook and the results, and leaves the source alone", async () => {
    const path = fixture("small.ipynb");
    const before = readFileSync(path, "utf8");
    const result = await runFile(path, { outDir, timeoutMs });
    expect(result).toMatchObject({ status: "ok", notebookFile: join(outDir, "small.ipynb") });
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(readdirSync(outDir).sort()).toEqual(["small.ipynb", "small.results.json"]);
    expect(isCanonical(read("small.ipynb"))).toBe(true);
    expect(parseNotebook(read("small.ipynb"), "out")).toEqual(result.notebook);
    expect(printed(codeCell(result, 1))).toBe("3 numbers\n");
    expect(read("small.results.json")).toBe('{\n  "count": {\n    "value": 3,\n    "unit": "1"\n  }\n}\n');
  });

  test("runs in the notebook's folder", async () => {
    const path = fixture("small.ipynb");
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(
        '"const count = [1, 2, 3].length;\\n"',
        '"const count = process.cwd();\\n"',
      ),
    );
    const result = await runFile(path, { outDir, timeoutMs });
    expect(printed(codeCell(result, 1))).toBe(`${folder} numbers\n`);
  });

  test("saves after each cell to a partial copy, and leaves none at the end", async () => {
    const path = fixture("small.ipynb");
    const counts: (number | null)[][] = [];
    await runFile(path, {
      outDir,
      timeoutMs,
      onProgress: () => {
        if (!existsSync(join(outDir, "small.ipynb.partial"))) return;
        const { cells } = parseNotebook(read("small.ipynb.partial"), "out");
        counts.push(cells.flatMap((cell) => (cell.cell_type === "code" ? [cell.execution_count] : [])));
      },
    });
    expect(counts).toEqual([[1, null]]);
    expect(readdirSync(outDir).sort()).toEqual(["small.ipynb", "small.results.json"]);
  });

  test("that states a variant has it in the names of its files, and nothing under the bare name", async () => {
    const path = join(folder, "card.ipynb");
    const about = 'import { about, publish } from "tslab-notebook";\nabout({ variant: "../Tōkyō & Co" });';
    writeFileSync(path, formatNotebook(notebookOf(about, 'publish("x", { value: 1, unit: "1" });')));
    const result = await runFile(path, { outDir, timeoutMs });
    expect(result).toMatchObject({ name: "card-tōkyō-co", status: "ok" });
    expect(readdirSync(outDir).sort()).toEqual(["card-tōkyō-co.ipynb", "card-tōkyō-co.results.json"]);
    expect(readdirSync(folder).sort()).toEqual(["card.ipynb", "reports"]);
  });

  test("that is refused at its end throws what it was given and leaves earlier files as they were", async () => {
    mkdirSync(outDir);
    for (const name of ["small.ipynb", "small.results.json"]) writeFileSync(join(outDir, name), "earlier");
    const refusal = new UserError("not this");
    const asked: string[] = [];
    const refuse = (_: unknown, name: string) => {
      asked.push(name);
      return refusal;
    };
    await expect(runFile(fixture("small.ipynb"), { outDir, timeoutMs, refuse })).rejects.toBe(refusal);
    expect(asked).toEqual(["small"]);
    expect(readdirSync(outDir).sort()).toEqual(["small.ipynb", "small.results.json"]);
    expect([read("small.ipynb"), read("small.results.json")]).toEqual(["earlier", "earlier"]);
  });

  test("with a failing cell writes what there is, with the error in it", async () => {
    const result = await runFile(fixture("failing.ipynb"), { outDir, timeoutMs });
    expect(result).toMatchObject({
      status: "failed",
      failures: [{ cellId: "fail", line: 5, source: "row.name;", ename: "TypeError" }],
    });
    const saved = codeCell({ notebook: parseNotebook(read("failing.ipynb"), "out") }, 1);
    expect(saved.outputs).toMatchObject([{ output_type: "error", ename: "TypeError" }]);
    expect(JSON.parse(read("failing.results.json"))).toEqual({ before: { value: 1, unit: "1" } });
  });

  test("that publishes nothing leaves no results of an earlier run", async () => {
    const path = fixture("small.ipynb");
    writeFileSync(path, readFileSync(path, "utf8").replace('publish(\\"count\\"', 'String(\\"count\\"'));
    mkdirSync(outDir);
    writeFileSync(join(outDir, "small.results.json"), "{}");
    const result = await runFile(path, { outDir, timeoutMs });
    expect(result.resultsFile).toBeNull();
    expect(readdirSync(outDir)).toEqual(["small.ipynb"]);
  });

  test("that is interrupted leaves everything of an earlier run, and its own partial copy", async () => {
    mkdirSync(outDir);
    const earlier = ["small.html", "small.ipynb", "small.results.json"];
    for (const name of earlier) writeFileSync(join(outDir, name), "earlier");
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    const result = await runFile(fixture("small.ipynb"), {
      outDir,
      timeoutMs,
      onProgress,
      signal: controller.signal,
    });
    expect(result).toMatchObject({ status: "interrupted", resultsFile: null });
    expect(earlier.map(read)).toEqual(["earlier", "earlier", "earlier"]);
    const partial = parseNotebook(read("small.ipynb.partial"), "partial");
    expect(codeCell({ notebook: partial }, 1).metadata).toMatchObject({
      tslab_notebook: { status: "interrupted" },
    });
  });

  test("that is interrupted before its first cell writes nothing", async () => {
    const result = await runFile(fixture("small.ipynb"), { outDir, timeoutMs, signal: AbortSignal.abort() });
    expect(result.status).toBe("interrupted");
    expect(readdirSync(outDir)).toEqual([]);
  });

  test("to the same files as another run does not mix with it", async () => {
    const path = fixture("small.ipynb");
    await Promise.all([runFile(path, { outDir, timeoutMs }), runFile(path, { outDir, timeoutMs })]);
    expect(isCanonical(read("small.ipynb"))).toBe(true);
    expect(readdirSync(outDir).sort()).toEqual(["small.ipynb", "small.results.json"]);
  });
});

describe("what cannot be run is a user's error before anything is written", () => {
  const refused = async (path: string) => {
    const error: unknown = await runFile(path, { outDir, timeoutMs }).catch((cause: unknown) => cause);
    expect(error).toBeInstanceOf(UserError);
    expect(existsSync(outDir)).toBe(false);
    return error instanceof UserError ? error : undefined;
  };

  test("a file that is not there, or a folder", async () => {
    expect((await refused(join(folder, "none.ipynb")))?.message).toMatch(
      /none\.ipynb: there is no such file/,
    );
    expect((await refused(folder))?.message).toMatch(/is a folder/);
  });

  test("a notebook for another language", async () => {
    const error = await refused(fixture("python.ipynb"));
    expect(error?.message).toMatch(
      /python\.ipynb: found a notebook for a python kernel, expected TypeScript or JavaScript/,
    );
    expect(error?.exitCode).toBe(2);
  });

  test("a file that is no notebook", async () => {
    writeFileSync(join(folder, "text.ipynb"), "no JSON");
    expect((await refused(join(folder, "text.ipynb")))?.message).toMatch(/text\.ipynb/);
  });

  test("an output folder whose place is taken by a file", async () => {
    const path = fixture("small.ipynb");
    await expect(runFile(path, { outDir: path, timeoutMs })).rejects.toThrow(UserError);
    expect(readdirSync(folder)).toEqual(["small.ipynb"]);
  });

  test("an output folder that holds the notebook itself", async () => {
    const path = fixture("small.ipynb");
    const before = readFileSync(path, "utf8");
    await expect(runFile(path, { outDir: folder, timeoutMs })).rejects.toThrow(
      /would replace the notebook itself/,
    );
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(readdirSync(folder)).toEqual(["small.ipynb"]);
  });
});
