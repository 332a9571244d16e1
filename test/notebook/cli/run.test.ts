import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { codeCell, printed } from "../run/support.js";
import { type Called, contents, lines, temporaryFolder, tsnb, writeNotebook } from "./tsnb.js";

const folder = temporaryFolder();
const read = (name: string) => readFileSync(join(folder, name), "utf8");
const executed = (name: string) => ({ notebook: parseNotebook(read(name), name) });

describe("tsnb report on a folder in which one notebook fails", () => {
  let called: Called;
  beforeAll(async () => {
    mkdirSync(join(folder, "books", "reports"), { recursive: true });
    writeNotebook(
      join(folder, "books", "a-fails.ipynb"),
      `import { publish } from "tslab-notebook";\npublish("before", { value: 1, unit: "1" });`,
      `const row: { name: string } = ([] as any[]).at(0);\nconst name = 1;\nrow.name;\nconst after = 2;`,
      `console.log("not reached")`,
    );
    writeNotebook(
      join(folder, "books", "b-data.ipynb"),
      `import { readClusterTable } from "innovation-clusters";\nreadClusterTable("table.csv");`,
    );
    writeFileSync(join(folder, "books", "table.csv"), "economy,pct_applications\nJP,9.0\n");
    writeNotebook(
      join(folder, "books", "c fine & good.ipynb"),
      `console.log("fine");`,
      `import { plot } from "tslab-notebook";\nplot({ data: [{ type: "bar", x: ["a"], y: [1] }] });`,
    );
    // Executed copies of an earlier run lie among the notebooks, one of them spoilt.
    writeNotebook(join(folder, "books", "reports", "earlier.ipynb"), "1");
    writeFileSync(join(folder, "books", "reports", "earlier.html"), "earlier");
    writeFileSync(join(folder, "books", "reports", "spoilt.ipynb"), "{");
    writeFileSync(join(folder, "books", "reports", "spoilt.html"), "spoilt");
    called = await tsnb(["report", "books", "--out", "books/reports", "--jobs", "1"], folder);
  });

  test("ends with exit code 1 and says nothing on standard output", () => {
    expect(called).toMatchObject({ code: 1, stdout: "" });
  });

  test("says which notebook and cell failed, at which line, with the code around it, and no stack", () => {
    expect(called.stderr).toContain(
      [
        "books/a-fails.ipynb: cell 2, line 3: TypeError: Cannot read properties of undefined (reading 'name')",
        "     1 | const row: { name: string } = ([] as any[]).at(0);",
        "     2 | const name = 1;",
        ">    3 | row.name;",
        "     4 | const after = 2;",
        "",
      ].join("\n"),
    );
    expect(called.stderr).not.toMatch(/^\s+at /m);
  });

  test("names file, row and column of a table that lacks a column, and the cell that reads it", () => {
    const line = lines(called.stderr).find((text) => text.startsWith("books/b-data.ipynb: "));
    expect(line).toMatch(
      /: cell 1, line 2: DataError: table\.csv, line 1, column "cluster": found no such column/,
    );
  });

  test("prints plain lines where nobody watches: one at the beginning and one at the end of a notebook", () => {
    expect(called.stderr).not.toContain("\x1b");
    const own = lines(called.stderr).filter((text) => /^(a-fails|b-data|c fine & good): /.test(text));
    expect(own).toEqual([
      "a-fails: running",
      expect.stringMatching(/^a-fails: failed in \d+\.\d s → books\/reports\/a-fails\.html/),
      "b-data: running",
      expect.stringMatching(/^b-data: failed in \d+\.\d s → books\/reports\/b-data\.html/),
      "c fine & good: running",
      expect.stringMatching(/^c fine & good: done in \d+\.\d s → books\/reports\/c fine & good\.html/),
    ]);
    expect(lines(called.stderr).at(-1)).toBe("All reports: books/reports/index.html");
  });

  test("writes every report, those of failed notebooks with the error in them", () => {
    const shows = (name: string, text: string) => read(`books/reports/${name}.html`).includes(text);
    expect(shows("a-fails", "Cannot read properties of undefined")).toBe(true);
    expect(shows("a-fails", "not reached</pre>")).toBe(false);
    expect(shows("b-data", "found no such column")).toBe(true);
    expect(shows("c fine & good", "fine</pre>")).toBe(true);
    expect(Object.keys(contents(join(folder, "books", "reports")))).toEqual([
      "a-fails.html",
      "a-fails.ipynb",
      "a-fails.results.json",
      "b-data.html",
      "b-data.ipynb",
      "c fine & good.html",
      "c fine & good.ipynb",
      "earlier.html",
      "earlier.ipynb",
      "index.html",
      "spoilt.html",
      "spoilt.ipynb",
    ]);
  });

  test("lists the reports in the index, with those of earlier runs", () => {
    const index = read("books/reports/index.html");
    for (const href of ["a-fails.html", "b-data.html", "c%20fine%20%26%20good.html", "earlier.html"])
      expect(index).toContain(`href="${href}"`);
    expect(index.indexOf("a-fails.html")).toBeLessThan(index.indexOf("earlier.html"));
  });

  test("leaves the notebooks without outputs, and takes no executed copy for a notebook", async () => {
    expect(executed("books/a-fails.ipynb").notebook.cells[0]).toMatchObject({ outputs: [] });
    expect(called.stderr).not.toContain("spoilt");
  });
});

describe("tsnb run", () => {
  test("writes executed copies and results to the default folder, and makes no report", async () => {
    const place = join(folder, "default");
    mkdirSync(place);
    writeNotebook(
      join(place, "n.ipynb"),
      `import { publish } from "tslab-notebook";\npublish("x", { value: 1, unit: "1" });`,
    );
    expect(await tsnb(["run", "n.ipynb"], place)).toMatchObject({ code: 0, stdout: "" });
    expect(Object.keys(contents(join(place, "reports")))).toEqual(["n.ipynb", "n.results.json"]);
  });

  test("--allow-errors goes on after a failed cell; the run has failed all the same", async () => {
    writeNotebook(join(folder, "on.ipynb"), `throw new Error("first");`, `console.log("reached")`);
    const { code, stderr } = await tsnb(["run", "on.ipynb", "--allow-errors", "--out", "on"], folder);
    expect(code).toBe(1);
    expect(stderr).toContain("on.ipynb: cell 1, line 1: Error: first");
    expect(printed(codeCell(executed("on/on.ipynb"), 1))).toBe("reached\n");
  });

  test("--timeout ends a cell that takes longer, and says so", async () => {
    writeNotebook(join(folder, "slow.ipynb"), "await null; for (;;) {}", "1");
    const { code, stderr } = await tsnb(["run", "slow.ipynb", "--timeout", "0.5", "--out", "slow"], folder);
    expect(code).toBe(1);
    expect(stderr).toContain("ran longer than its limit of 0.5 s");
    expect(codeCell(executed("slow/slow.ipynb"), 0).outputs).toMatchObject([{ ename: "CellTimeout" }]);
  });

  test("a limit beyond what timers know is no limit of a millisecond", async () => {
    writeNotebook(join(folder, "patient.ipynb"), "await new Promise((done) => setTimeout(done, 50));");
    const called = await tsnb(["run", "patient.ipynb", "--timeout", "1e9", "--out", "patient"], folder);
    expect(called.code).toBe(0);
  });

  test("a cell that prints 50 MB keeps 20, says so, and is fine", async () => {
    writeNotebook(
      join(folder, "loud.ipynb"),
      `const line = "x".repeat(99_999);\nfor (let i = 0; i < 500; i++) console.log(line);`,
      `console.log("after")`,
    );
    expect(await tsnb(["run", "loud.ipynb", "--out", "loud"], folder)).toMatchObject({ code: 0 });
    const run = executed("loud/loud.ipynb");
    const text = printed(codeCell(run, 0));
    expect(text.lastIndexOf("x")).toBeGreaterThan(19_999_000);
    expect(text.length).toBeLessThan(20_001_000);
    expect(text).toMatch(
      /\n\[output cut: 50\.0 MB in all, kept up to 20\.0 MB; --max-output keeps more\]\n$/,
    );
    expect(codeCell(run, 0).outputs.filter((output) => output.output_type === "error")).toEqual([]);
    expect(printed(codeCell(run, 1))).toBe("after\n");
  });

  test("--max-output says how many megabytes a cell keeps; the report shows the notice", async () => {
    writeNotebook(join(folder, "less.ipynb"), `console.log("x".repeat(5_000));`);
    const args = ["report", "less.ipynb", "--max-output", "0.002", "--out", "less"];
    expect(await tsnb(args, folder)).toMatchObject({ code: 0 });
    expect(printed(codeCell(executed("less/less.ipynb"), 0))).toBe(
      `${"x".repeat(2_000)}\n[output cut: 5.0 kB in all, kept up to 2.0 kB; --max-output keeps more]\n`,
    );
    expect(read("less/less.html").includes("[output cut: 5.0 kB in all")).toBe(true);
  });
});

describe("tsnb kernel", () => {
  test("install writes a kernel spec and the script that draws; uninstall removes just them", async () => {
    const kernel = join(folder, "data folder", "kernels", "tslab-notebook");
    const installed = await tsnb(["kernel", "install", "--dir", "data folder"], folder);
    expect(installed).toEqual({
      code: 0,
      stdout: 'Kernel "tslab-notebook" installed in data folder/kernels/tslab-notebook\n',
      stderr: "",
    });
    const spec = JSON.parse(readFileSync(join(kernel, "kernel.json"), "utf8"));
    expect(spec).toMatchObject({ language: "typescript", interrupt_mode: "message" });
    expect(spec.argv[0]).toBe(process.execPath);
    expect(spec.argv.at(-1)).toBe("{connection_file}");
    for (const path of spec.argv.filter((part: string) => part.startsWith("/")))
      expect(existsSync(path)).toBe(true);
    expect(spec.env.TSLAB_NOTEBOOK_PLOTLY).toBe("kernelspecs/tslab-notebook/plotly.js");
    expect(readFileSync(join(kernel, "plotly.js"), "utf8").includes("window.Plotly")).toBe(true);

    const removed = await tsnb(["kernel", "uninstall", "--dir", "data folder"], folder);
    expect(removed).toMatchObject({ code: 0, stderr: "" });
    expect(existsSync(kernel)).toBe(false);
    expect(existsSync(join(folder, "data folder", "kernels"))).toBe(true);
  });

  test("install takes the folder that Jupyter takes", async () => {
    const env = { JUPYTER_DATA_DIR: join(folder, "jupyter") };
    expect(await tsnb(["kernel", "install"], folder, env)).toMatchObject({ code: 0 });
    expect(existsSync(join(folder, "jupyter", "kernels", "tslab-notebook", "kernel.json"))).toBe(true);
  });

  test("uninstall of what is not there, and install where a file is in the way, are one line and exit code 2", async () => {
    const none = await tsnb(["kernel", "uninstall", "--dir", "none"], folder);
    expect(none).toMatchObject({ code: 2, stdout: "" });
    expect(lines(none.stderr)).toEqual([expect.stringMatching(/^none\/kernels\/tslab-notebook: no kernel/)]);
    writeFileSync(join(folder, "a-file"), "");
    const blocked = await tsnb(["kernel", "install", "--dir", "a-file"], folder);
    expect(blocked).toMatchObject({ code: 2, stdout: "" });
    expect(lines(blocked.stderr)).toEqual([
      expect.stringMatching(/^a-file\/kernels.*cannot be written.*--dir/),
    ]);
  });
});
