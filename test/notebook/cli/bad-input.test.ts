import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { type Cell, formatNotebook } from "../../../lib/notebook/nbformat/index.js";
import { notebookOf } from "../run/support.js";
import { lines, temporaryFolder, tsnb, writeNotebook } from "./tsnb.js";

const FIXTURES = fileURLToPath(new URL("../fixtures", import.meta.url));
const SMALL = readFileSync(join(FIXTURES, "small.ipynb"), "utf8");
const folder = temporaryFolder();
const markdown = (id: string, source: string): Cell => ({ cell_type: "markdown", id, metadata: {}, source });

/** Files that cannot be run: name, content, and what the one line says of it. */
const BAD: readonly (readonly [name: string, text: string, says: string])[] = [
  ["not-json", "Dear reader,\n", 'not JSON: line 1, column 1: found "Dear"'],
  ["not-a-notebook", '{"rows": []}', 'not a notebook: "nbformat": found nothing, expected 4'],
  ["nbformat-2", SMALL.replace('"nbformat": 4', '"nbformat": 2'), '"nbformat": found 2, expected 3 or 4'],
  ["nbformat-9", SMALL.replace('"nbformat": 4', '"nbformat": 9'), '"nbformat": found 9, expected 3 or 4'],
  ["truncated", SMALL.slice(0, 300), "not JSON: line "],
  [
    "cell-type",
    SMALL.replace('"cell_type": "markdown"', '"cell_type": "widget"'),
    'cell 1 (cells[0]): "cell_type": found "widget", expected "code", "markdown" or "raw"',
  ],
  ["empty", "", "not JSON: the file ends at line 1, column 1"],
  [
    "python",
    readFileSync(join(FIXTURES, "python.ipynb"), "utf8"),
    "found a notebook for a python kernel, expected TypeScript or JavaScript.",
  ],
];
for (const [name, text] of BAD) write(`${name}/${name}.ipynb`, text);

function write(path: string, text: string): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** Asserts that a call ended with exit code 2 and these beginnings of lines, and has written nothing. */
async function refused(args: readonly string[], ...beginnings: readonly string[]): Promise<void> {
  const { code, stdout, stderr } = await tsnb([...args, "--out", "never"], folder);
  expect(lines(stderr)).toEqual(beginnings.map((text) => expect.stringContaining(text)));
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(existsSync(join(folder, "never"))).toBe(false);
}

describe("what cannot be run is one line, exit code 2, and nothing is written", () => {
  test.each(BAD)("%s", async (name, _, says) => {
    const path = `${name}/${name}.ipynb`;
    await refused(["report", path], `${path}: ${says}`);
  });

  test.each(["none.ipynb", "not-json/not-json.ipynb/below.ipynb", "x".repeat(300)])(
    "a file that is not there: %s",
    (path) => refused(["run", path], `${path}: no such file or folder.`),
  );

  test("a folder without notebooks", async () => {
    mkdirSync(join(folder, "bare"), { recursive: true });
    await refused(["report", "bare"], "bare: no notebook (.ipynb) in this folder. Name a notebook");
  });

  test("two notebooks of one name, whose reports would replace each other", async () => {
    write("one/same.ipynb", SMALL);
    write("two/same.ipynb", SMALL);
    await refused(["report", "one", "two"], "one/same.ipynb and two/same.ipynb have the same name");
  });

  test("a notebook whose report would be the index of the reports", async () => {
    write("index/index.ipynb", SMALL);
    expect(await tsnb(["report", "index", "--out", "index-out"], folder)).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "index/index.ipynb: its report would be index.html, which is the index of all reports. Rename the notebook.\n",
    });
    expect(existsSync(join(folder, "index-out"))).toBe(false);
  });

  test("several notebooks of which some are broken: each is named, and none is run", async () => {
    write("mixed/a.ipynb", SMALL);
    write("mixed/b.ipynb", "{");
    write("mixed/c.ipynb", "[]");
    await refused(["report", "mixed"], "mixed/b.ipynb: not JSON", "mixed/c.ipynb: not a notebook");
  });

  test("an output folder that is a file, which stays what it is", async () => {
    write("fine/small.ipynb", SMALL);
    write("in-the-way", "keep me\n");
    const { code, stderr } = await tsnb(["report", "fine", "--out", "in-the-way"], folder);
    expect(stderr).toBe(
      "in-the-way cannot be written: a file is in the way. Choose another folder (--out DIR).\n",
    );
    expect(code).toBe(2);
    expect(readFileSync(join(folder, "in-the-way"), "utf8")).toBe("keep me\n");
  });

  test("an output folder that is the notebook's own", async () => {
    const path = writeNotebook(join(folder, "own.ipynb"), "1");
    const before = readFileSync(path, "utf8");
    const { code, stderr } = await tsnb(["run", "own.ipynb", "--out", "."], folder);
    expect(lines(stderr)).toEqual([
      expect.stringContaining("the executed copy would replace the notebook itself"),
    ]);
    expect(code).toBe(2);
    expect(readFileSync(path, "utf8")).toBe(before);
  });
});

describe("tsnb check", () => {
  test("names every file that is no notebook, on a line each, with exit code 2", async () => {
    const { code, stderr } = await tsnb(["check", "not-json", "truncated"], folder);
    expect(lines(stderr)).toEqual([
      expect.stringContaining("not-json.ipynb: not JSON"),
      expect.stringContaining("truncated.ipynb: not JSON"),
    ]);
    expect(code).toBe(2);
  });

  test("finds outputs and other forms (1), mends them (0), and is then content (0)", async () => {
    const checked = join(folder, "checked");
    mkdirSync(checked);
    copyFileSync(join(FIXTURES, "small.ipynb"), join(checked, "fine.ipynb"));
    const form = join(checked, "form.ipynb");
    const ran = join(checked, "ran.ipynb");
    writeFileSync(form, JSON.stringify(JSON.parse(SMALL)));
    const output = '"outputs": [{"output_type": "stream", "name": "stdout", "text": ["x"]}]';
    writeFileSync(ran, SMALL.replace('"outputs": []', output));

    const found = await tsnb(["check", "checked"], folder);
    expect(found).toMatchObject({ code: 1, stderr: "" });
    expect(lines(found.stdout)).toEqual([
      "checked/form.ipynb: not in canonical form (key order, indentation, version 4.5)",
      "checked/ran.ipynb: cell 2: outputs or a run's traces found",
      "Mend them with: tsnb check --fix",
    ]);
    expect(readFileSync(ran, "utf8")).toContain('"stream"');

    expect(await tsnb(["check", "--fix", "checked"], folder)).toMatchObject({ code: 0, stderr: "" });
    expect(readFileSync(ran, "utf8")).toBe(SMALL);
    expect(readFileSync(form, "utf8")).toBe(SMALL);
    expect(await tsnb(["check", "checked"], folder)).toMatchObject({
      code: 0,
      stdout: "3 notebooks in order\n",
    });
  });

  test("--fix leaves alone what is no notebook", async () => {
    expect(await tsnb(["check", "--fix", "truncated"], folder)).toMatchObject({ code: 2 });
    expect(readFileSync(join(folder, "truncated", "truncated.ipynb"), "utf8")).toBe(SMALL.slice(0, 300));
  });

  test("--numbers finds figures in static text (1), which --fix leaves and --numbers alone names", async () => {
    const prose = join(folder, "prose");
    mkdirSync(prose);
    const fine = markdown("two", "# Part 2\n\nSince 2025 there are `3`.");
    const bad = markdown("one", "In 2024\nit grew by 4.4%.");
    writeFileSync(join(prose, "a.ipynb"), formatNotebook(notebookOf(fine)));
    writeFileSync(join(prose, "b.ipynb"), formatNotebook(notebookOf("const n = 5;", bad)));
    const said = 'prose/b.ipynb: cell 2 (one), line 2: found "4.4%" in static text, expected no figures\n';
    const hint =
      "Figures in static text are not computed and not cited: print them with md in a code cell.\n";

    expect(await tsnb(["check", "prose"], folder)).toMatchObject({ code: 0 });
    for (const fix of [[], ["--fix"]]) {
      expect(await tsnb(["check", "--numbers", ...fix, "prose"], folder)).toEqual({
        code: 1,
        stdout: said + hint,
        stderr: "",
      });
    }
    writeFileSync(join(prose, "c.ipynb"), JSON.stringify(notebookOf(fine)));
    const c = "prose/c.ipynb: not in canonical form (key order, indentation, version 4.5)\n";
    expect((await tsnb(["check", "--numbers", "prose"], folder)).stdout).toBe(
      `${said}${c}Mend them with: tsnb check --fix\n${hint}`,
    );
    const mended = await tsnb(["check", "--numbers", "--fix", "prose"], folder);
    expect(mended).toMatchObject({ code: 1, stdout: `${said}prose/c.ipynb: put in canonical form\n${hint}` });
  });
});
