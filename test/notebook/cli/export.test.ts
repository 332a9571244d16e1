import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeEach, describe, expect, test } from "vitest";
import { codeCell, display, failure, markdownCell, notebookOf, stream } from "../report/cells.js";
import { contents, lines, temporaryFolder, tsnb } from "./tsnb.js";

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
const folder = temporaryFolder();
let place: string;
let number = 0;
beforeEach(() => {
  place = join(folder, `case-${++number}`);
  mkdirSync(place);
});

function write(path: string, content: object | string): void {
  const file = join(place, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content));
}

function exported(...args: readonly string[]) {
  return tsnb(["export", ...args], place);
}

const page = (name: string, out = "reports") => readFileSync(join(place, out, `${name}.html`), "utf8");

/** A notebook as another language's kernel has left it. */
function foreign(language: string, ...cells: readonly object[]): object {
  const kernelspec = { name: language, display_name: language, language };
  return { ...notebookOf(...cells), metadata: { kernelspec, language_info: { name: language } } };
}

describe("tsnb export", () => {
  test("makes a page of a notebook in any language without running it, and writes nothing else", async () => {
    const frame = "<style scoped>td{}</style><table><tr><td>3.5</td></tr></table>";
    const cells = [
      markdownCell("# Rain in Bergen"),
      codeCell("raise SystemExit('not run')", [
        stream("read 12 rows\n"),
        display({ "text/html": frame, "text/plain": "0  3.5" }),
        display({ "image/png": PIXEL, "text/plain": "<Figure size 640x480 with 1 Axes>" }),
      ]),
    ];
    for (const language of ["python", "R", "julia"])
      write(`in/${language}.ipynb`, foreign(language, ...cells));
    const before = contents(join(place, "in"));
    const { code, stdout, stderr } = await exported("in");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(lines(stderr)).toEqual(
      ["R", "julia", "python"].map((name) =>
        expect.stringMatching(new RegExp(`^${name}: exported → reports/${name}\\.html \\(\\d\\.\\d MB\\)$`)),
      ),
    );
    expect(readdirSync(join(place, "reports"))).toEqual(["R.html", "julia.html", "python.html"]);
    for (const language of ["python", "R", "julia"]) {
      expect(page(language)).toContain("<title>Rain in Bergen</title>");
      expect(page(language)).toContain("read 12 rows");
      // What it does not say of its data, the page does not ask for.
      expect(page(language)).not.toMatch(/later editions|which edition|About this report/i);
      expect(page(language)).toContain('<td class="number">3.5</td>');
      expect(page(language)).toContain(`src="data:image/png;base64,${PIXEL}"`);
    }
    expect(contents(join(place, "in"))).toEqual(before);
  });

  test("reads format 3, in which headings and tracebacks had other names", async () => {
    write("old.ipynb", {
      nbformat: 3,
      nbformat_minor: 0,
      metadata: { name: "" },
      worksheets: [
        {
          cells: [
            { cell_type: "heading", level: 1, metadata: {}, source: ["Old ", "times"] },
            {
              cell_type: "code",
              language: "python",
              collapsed: false,
              metadata: {},
              input: ["print 1/0"],
              outputs: [
                { output_type: "pyout", prompt_number: 1, metadata: {}, text: ["42"], png: PIXEL },
                {
                  output_type: "pyerr",
                  ename: "ZeroDivisionError",
                  evalue: "by zero",
                  traceback: ["line 1"],
                },
              ],
              prompt_number: 1,
            },
          ],
        },
      ],
    });
    expect(await exported("old.ipynb")).toMatchObject({ code: 0 });
    expect(page("old")).toContain("<title>Old times</title>");
    expect(page("old")).toContain("ZeroDivisionError: by zero");
    expect(page("old")).toContain(`src="data:image/png;base64,${PIXEL}"`);
  });

  test("shows the errors of cells, names them, and has not failed itself", async () => {
    write("half.ipynb", notebookOf(codeCell("1", []), codeCell("x", [failure]), codeCell("y", [failure])));
    const { code, stderr } = await exported("half.ipynb");
    expect(code).toBe(0);
    expect(stderr).toMatch(
      /^half: exported, with the errors of cells that failed \(2, 3\) → reports\/half\.html/,
    );
    expect(page("half")).toContain("TypeError: x is &lt;undefined&gt;");
  });

  test("says of a notebook that it holds no outputs, and exports its text", async () => {
    write("fresh.ipynb", notebookOf(markdownCell("# Plan"), codeCell("1 + 1", [])));
    const { code, stderr } = await exported("fresh.ipynb", "--out", "pages");
    expect(code).toBe(0);
    expect(lines(stderr)).toEqual([
      expect.stringMatching(
        /^fresh: exported, without outputs: the notebook holds none → pages\/fresh\.html/,
      ),
    ]);
    expect(page("fresh", "pages")).toContain("<title>Plan</title>");
  });

  test("gives the same page for the same notebook, beside the notebook if that is asked for", async () => {
    write("same.ipynb", notebookOf(markdownCell("# Same"), codeCell("1", [stream("a")])));
    const before = readFileSync(join(place, "same.ipynb"), "utf8");
    await exported(".", "--out", ".");
    const first = page("same", ".");
    expect(await exported(".", "--out", ".")).toMatchObject({ code: 0 });
    expect(page("same", ".")).toBe(first);
    expect(readFileSync(join(place, "same.ipynb"), "utf8")).toBe(before);
  });

  test("takes pictures from the notebook's folder only, whether markdown or HTML in it names them", async () => {
    const png = Buffer.from(PIXEL, "base64");
    write("canary.svg", "<svg xmlns='http://www.w3.org/2000/svg'><text>canary</text></svg>");
    mkdirSync(join(place, "in"));
    writeFileSync(join(place, "in", "own.png"), png);
    symlinkSync("../canary.svg", join(place, "in", "link.svg"));
    const outside = ["../canary.svg", "link.svg", join(place, "canary.svg"), `file://${place}/canary.svg`];
    const named = outside.flatMap((path) => [`![x](${path})`, `<img src="${path}">`]);
    write(
      "in/p.ipynb",
      notebookOf(markdownCell(`![a](own.png) <img src="own.png" width=9>\n\n${named.join("\n")}`)),
    );
    expect(await exported("in")).toMatchObject({ code: 0 });
    const html = page("p");
    expect(html.split(`src="data:image/png;base64,${PIXEL}"`)).toHaveLength(3);
    expect(html.match(/<img/g)).toHaveLength(2);
  });
});

describe("what cannot be exported is one line, exit code 2, and nothing is written", () => {
  async function refused(args: readonly string[], ...beginnings: readonly string[]): Promise<void> {
    const { code, stdout, stderr } = await exported(...args);
    expect(lines(stderr)).toEqual(beginnings.map((text) => expect.stringContaining(text)));
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(existsSync(join(place, "reports"))).toBe(false);
  }

  test("one notebook of several that is none", async () => {
    write("a.ipynb", notebookOf(markdownCell("fine")));
    write("b.ipynb", "{");
    await refused(["a.ipynb", "b.ipynb"], "b.ipynb: not JSON");
  });

  test("a path that leads nowhere", () => refused(["none.ipynb"], "none.ipynb: no such file or folder"));

  test("two notebooks of one name", async () => {
    write("one/a.ipynb", notebookOf());
    write("two/a.ipynb", notebookOf());
    await refused(["one", "two"], "one/a.ipynb and two/a.ipynb have the same name");
  });

  test("an output folder that is a file", async () => {
    write("a.ipynb", notebookOf());
    write("in-the-way", "keep me");
    await refused(["a.ipynb", "--out", "in-the-way"], "in-the-way cannot be written: a file is in the way");
    expect(readFileSync(join(place, "in-the-way"), "utf8")).toBe("keep me");
  });

  test("a notebook whose page would replace the index of reports", async () => {
    write("index.ipynb", notebookOf(markdownCell("# First")));
    expect(await exported("index.ipynb", "--out", "pages")).toMatchObject({ code: 0 });
    expect(await exported("index.ipynb", "--out", "pages")).toMatchObject({ code: 0 });
    write("kept/index.html", await (await import("../../../lib/notebook/report/index.js")).renderIndex([]));
    const before = page("index", "kept");
    await refused(
      ["index.ipynb", "--out", "kept"],
      "would replace kept/index.html, the index of the reports",
    );
    expect(page("index", "kept")).toBe(before);
  });
});

describe("neither kernel nor ZeroMQ", () => {
  /** Addresses of the scripts that a call has loaded, as V8 lists them. */
  async function loaded(args: readonly string[]): Promise<string[]> {
    const trace = join(place, "trace");
    await tsnb(args, place, { NODE_V8_COVERAGE: trace });
    return readdirSync(trace).flatMap((name) => {
      const { result } = JSON.parse(readFileSync(join(trace, name), "utf8")) as { result: { url: string }[] };
      return result.map(({ url }) => (url.startsWith("file:") ? fileURLToPath(url) : url));
    });
  }
  const OF_THE_KERNEL = /[/]kernel[/]dist[/]index\.js|[/]zeromq[/]|[/]tslab[/]/;

  test("is loaded for an export, though a run loads them", async () => {
    write("a.ipynb", notebookOf(codeCell("1", [stream("a")])));
    const scripts = await loaded(["export", "a.ipynb"]);
    expect(scripts).toContainEqual(expect.stringContaining("/sanitize-html/"));
    expect(scripts.filter((path) => OF_THE_KERNEL.test(path))).toEqual([]);
    place = join(place, "again");
    mkdirSync(place);
    const running = await loaded(["run", "none.ipynb"]);
    expect(running.filter((path) => OF_THE_KERNEL.test(path))).not.toEqual([]);
  });
});
