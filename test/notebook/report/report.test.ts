import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { MIME } from "../../../lib/notebook/display/contract.js";
import { formatNotebook, parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { renderReport } from "../../../lib/notebook/report/index.js";
import { codeCell, display, failure, markdownCell, notebookOf, stream } from "./cells.js";

const fixture = new URL("./fixtures/sample.ipynb", import.meta.url);
const sample = parseNotebook(readFileSync(fixture, "utf8"), "sample.ipynb");

async function page(...cells: readonly object[]): Promise<string> {
  return (await renderReport(notebookOf(...cells), { name: "test" })).html;
}

/** What stands between the tags of `<main>`. */
async function body(...cells: readonly object[]): Promise<string> {
  return /<main>([\s\S]*)<\/main>/.exec(await page(...cells))?.[1] ?? "";
}

describe("a report of the sample notebook", () => {
  test("says title, finding and first chart, and how large it is", async () => {
    const report = await renderReport(sample, { name: "sample" });
    expect(report).toMatchObject({
      title: "What the new method changed",
      finding:
        "Venture deals put Harbour Bay first: its share is 9.0% against 8.4%, and at a weight below 0.47 (0.31–0.64) the order flips.",
      firstFigure: { layout: { title: { text: "Venture deals lift Harbour Bay above Eastern Plain" } } },
      failedCells: [],
      size: Buffer.byteLength(report.html),
    });
    expect(report.size).toBeLessThan(2_000_000);
  });

  test("is the same, byte for byte, every time and after the notebook was written and read again", async () => {
    const first = await renderReport(sample, { name: "sample" });
    const again = await renderReport(parseNotebook(formatNotebook(sample), "again.ipynb"), {
      name: "sample",
    });
    expect(again.html === first.html).toBe(true);
  });

  test("begins with contents, title, finding and standing line, in this order, each once", async () => {
    const { html } = await renderReport(sample, { name: "sample" });
    const at = [
      '<nav class="contents"',
      "<h1>",
      '<div class="finding">',
      '<p class="standing-line">',
      '<h2 id="who-rises">',
    ].map((mark) => html.indexOf(mark));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(0);
    expect(html.match(/Venture deals put Harbour Bay first/g)).toHaveLength(3);
    expect(html).toContain("Edition of the data: Global Innovation Index 2025; data read on");
    expect(html).toContain("later editions may exist");
    expect(html).toContain("Cite as: The authors (2025), A changed method.</p>");
  });

  test("lists its sources once, in the order of citation, and every link to one arrives", async () => {
    const { html } = await renderReport(sample, { name: "sample" });
    expect([...html.matchAll(/<li id="(source-[^"]*)"/g)].map(([, id]) => id)).toEqual([
      "source-wipo-2025",
      "source-survey 1",
    ]);
    const ids = new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id));
    for (const [, target] of html.matchAll(/href="#([^"]*)"/g))
      expect(ids).toContain(decodeURIComponent(target ?? ""));
    expect(html).not.toContain('href="javascript:');
  });

  test("carries a policy that allows exactly its own scripts and styles", async () => {
    const { html } = await renderReport(sample, { name: "sample" });
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1] ?? "";
    const hash = (text: string | undefined) =>
      `'sha256-${createHash("sha256")
        .update(text ?? "")
        .digest("base64")}'`;
    const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => hash(text));
    const styles = [...html.matchAll(/<style[^>]*>([\s\S]*?)<\/style>/g)].map(([, text]) => hash(text));
    expect(scripts).toHaveLength(4);
    expect(policy).toBe(
      `default-src 'none'; img-src data:; style-src ${styles.join(" ")}; script-src ${scripts.join(" ")}; base-uri 'none'; form-action 'none'`,
    );
  });

  test("tells browsers, search engines and previews of links its title and its finding, as they are", async () => {
    const { html, finding } = await renderReport(sample, { name: "sample" });
    const head = html.slice(0, html.indexOf("</head>"));
    const escaped = finding?.replaceAll("&", "&amp;");
    expect(head.match(/<title>/g)).toHaveLength(1);
    for (const tag of [
      "<title>What the new method changed</title>",
      `<meta name="description" content="${escaped}">`,
      '<meta property="og:title" content="What the new method changed">',
      `<meta property="og:description" content="${escaped}">`,
      '<meta property="og:type" content="article">',
      '<meta property="og:locale" content="en_GB">',
      '<meta name="twitter:card" content="summary">',
      '<meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff">',
      '<meta name="theme-color" media="(prefers-color-scheme: dark)" content="#14181d">',
    ])
      expect(head).toContain(tag);
    const bare = await page(markdownCell('# A " title\n\ntext'));
    expect(bare).toContain('<meta property="og:title" content="A &quot; title">');
    expect(bare).not.toContain("og:description");
  });

  test("holds no style attributes, no handlers, and the licences of what it is made of", async () => {
    const { html } = await renderReport(sample, { name: "sample" });
    const content = html.replace(/<script[\s\S]*?<\/script>/g, "");
    expect(content).not.toMatch(/<[^>]* (?:style|on\w+)=/);
    expect(content).toContain("plotly.js 4.1.1 (MIT)");
    expect(content).toContain("Permission is hereby granted");
  });
});

describe("title", () => {
  test("comes from the notebook's metadata or name where no heading gives one, escaped", async () => {
    const bare = notebookOf(markdownCell("text"));
    expect((await renderReport(bare, { name: "a<b" })).html).toContain("<title>a&lt;b</title>");
    const titled = { ...bare, metadata: { title: "T</title><script>" } };
    expect((await renderReport(titled, { name: "x" })).html).toContain(
      "<h1>T&lt;/title&gt;&lt;script&gt;</h1>",
    );
  });

  test("that about() gives stands for the notebook's own heading everywhere, escaped", async () => {
    const about = display({ [MIME.about]: { title: " R&D in <Tokyo> ", edition: "E" }, "text/plain": "" });
    const report = await renderReport(notebookOf(markdownCell("# Card\n\ntext"), codeCell("", [about])), {
      name: "card",
    });
    expect(report.title).toBe("R&D in <Tokyo>");
    const escaped = "R&amp;D in &lt;Tokyo&gt;";
    for (const place of [
      `<title>${escaped}</title>`,
      `<h1>${escaped}</h1>`,
      `Cite as: ${escaped}. Based on E.`,
    ])
      expect(report.html).toContain(place);
    expect(report.html).not.toContain("Card");
    expect(report.html.match(/<h1/g)).toHaveLength(1);
  });

  test.each([[""], ["  "], [5], [null]])("that about() gives as %j is none", async (title) => {
    const about = display({ [MIME.about]: { title }, "text/plain": "" });
    const report = await renderReport(notebookOf(markdownCell("# Card"), codeCell("", [about])), {
      name: "x",
    });
    expect(report.title).toBe("Card");
  });

  test("of an empty notebook is its name, and the report stands", async () => {
    const report = await renderReport(notebookOf(), { name: "empty" });
    expect(report).toMatchObject({ title: "empty" });
    expect(report).not.toHaveProperty("finding");
    expect(report.html).not.toContain("plotly");
    expect(report.html).toContain("does not say on which edition");
  });
});

describe("finding", () => {
  const finding = async (...cells: readonly object[]) =>
    (await renderReport(notebookOf(...cells), { name: "x" })).finding;

  test("is the text that the first cell with the tag prints", async () => {
    expect(
      await finding(codeCell("", [stream("A leads.\n")], "finding"), codeCell("", [stream("B")], "finding")),
    ).toBe("A leads.");
    expect(await finding(codeCell("", [display({ "text/plain": "A" })], "finding"))).toBe("A");
    expect(await finding(markdownCell("A *leads*.", "finding"))).toBe("A leads.");
  });

  test("leaves out the marks of further sources in plain text", async () => {
    const text = 'A leads by [9%](#source-a "A")<sup> [2](#source-b "B") +1</sup>.';
    expect(await finding(codeCell("", [display({ "text/markdown": text })], "finding"))).toBe(
      "A leads by 9%.",
    );
  });

  test("leaves charts and tables of its cell, and its code, in their place", async () => {
    const chart = display({ [MIME.plotly]: { data: [{ type: "bar" }] }, "text/plain": "chart" });
    const html = await body(codeCell("say()", [chart, display({ "text/markdown": "A leads." })], "finding"));
    expect(html.match(/A leads\./g)).toHaveLength(1);
    expect(html).toContain('class="chart"');
    expect(html).toContain("say");
  });

  test("is absent if the cell failed or printed nothing", async () => {
    expect(await finding(codeCell("", [failure], "finding"))).toBeUndefined();
    expect(await finding(codeCell("", [stream(" \n")], "finding"))).toBeUndefined();
    expect(await finding(codeCell("", [], "finding"))).toBeUndefined();
  });

  test("is sanitised", async () => {
    const html = await body(
      codeCell("", [display({ "text/markdown": "A <script>alert(1)</script> leads" })], "finding"),
    );
    expect(html).not.toContain("<script>");
  });
});

describe("tags", () => {
  const shown = (...tags: readonly string[]) =>
    body(codeCell("secretCode()", [stream("secretOutput")], ...tags));

  test.each([
    [[], true, true],
    [["remove-cell"], false, false],
    [["remove_cell"], false, false],
    [["remove-input"], false, true],
    [["REMOVE_INPUT"], false, true],
    [["remove-output"], true, false],
    [["hide-input", "hide-output"], true, true],
  ])("%j: code %s, outputs %s", async (tags, code, output) => {
    const html = await shown(...tags);
    expect(html.includes("secretCode")).toBe(code);
    expect(html.includes("secretOutput")).toBe(output);
  });

  test("hide-output and Jupyter's own mark fold outputs away", async () => {
    expect(await shown("hide-output")).toContain('<details class="hidden-output">');
    const cell = { ...codeCell("", [stream("x")]), metadata: { jupyter: { outputs_hidden: true } } };
    expect(await body(cell)).toContain('<details class="hidden-output">');
    expect(await shown()).not.toContain('<details class="hidden-output">');
  });

  test("never hide a failure", async () => {
    const html = await body(codeCell("", [failure], "remove-output", "hide-output"));
    expect(html).toContain('id="report-error-1"');
    expect(html).not.toContain("hidden-output");
  });
});

test("a report with failed cells says so at its head, with links to them", async () => {
  const html = await body(markdownCell("# T"), codeCell("", [failure]), codeCell("", [stream("x")]));
  expect(html.indexOf('This report is incomplete: <a href="#report-error-2">cell 2</a>')).toBeLessThan(
    html.indexOf("</header>"),
  );
  expect((await renderReport(notebookOf(codeCell("", [failure])), { name: "x" })).failedCells).toEqual([1]);
});

test("a removed cell that failed is still counted", async () => {
  expect(
    (await renderReport(notebookOf(codeCell("", [failure], "remove-cell")), { name: "x" })).failedCells,
  ).toEqual([1]);
});

test("raw cells show only in the formats of a web page, sanitised", async () => {
  const raw = (format: string | undefined) => ({
    cell_type: "raw",
    source: "<i>raw</i><script>alert(1)</script>",
    metadata: format === undefined ? {} : { format },
  });
  expect(await body(raw("text/html"))).toContain("<i>raw</i>");
  expect(await body(raw("text/html"))).not.toContain("<script>");
  expect(await body(raw("text/latex"))).not.toContain("raw");
  expect(await body(raw(undefined))).not.toContain("raw");
});

test("a link to the index stands at the head where there is one", async () => {
  const { html } = await renderReport(notebookOf(), { name: "x", index: 'index.html"' });
  expect(html).toContain('<a class="up" href="index.html&quot;">All reports</a>');
});

test("code is folded away and highlighted, and cannot end its element", async () => {
  const html = await body(codeCell('const a = "</code></pre><script>alert(1)</script>";', []));
  expect(html).toContain('<details class="code"><summary>Code</summary>');
  expect(html).toContain("hljs-keyword");
  expect(html).not.toContain("<script>");
});

test("of several notes on the report the last counts, and strangers' notes are escaped", async () => {
  const about = (info: object) => codeCell("", [display({ [MIME.about]: info })]);
  const html = await body(
    about({ edition: "old" }),
    about({ edition: "<new>", dataRead: "2025-09-01", notes: ["<b>"] }),
  );
  expect(html).toContain(
    'Edition of the data: &lt;new&gt;; data read on <time datetime="2025-09-01">1 September 2025</time>',
  );
  expect(html).toContain("<p>&lt;b&gt;</p>");
  expect(html).not.toContain("old");
});
