import { describe, expect, test } from "vitest";
import { MIME } from "../../../lib/notebook/display/contract.js";
import { newOutline } from "../../../lib/notebook/report/markdown.js";
import { type Gathered, outputsHtml } from "../../../lib/notebook/report/outputs.js";
import { codeCell, display, failure, notebookOf, stream } from "./cells.js";

function render(outputs: readonly object[], gathered = gatherer()): string {
  const [cell] = notebookOf(codeCell("", outputs)).cells;
  return cell?.cell_type === "code" ? outputsHtml(cell, 1, gathered) : "";
}

function gatherer(): Gathered {
  return { outline: newOutline(), citations: new Map(), figures: [], failed: [] };
}

const PNG = { "image/png": "AA==" };
const FIGURE = { [MIME.plotly]: { data: [{ type: "bar" }], layout: {} } };

describe("the richest type that a report trusts is shown", () => {
  const all = {
    "text/plain": "plain",
    "application/json": { a: 1 },
    "text/latex": "$x$",
    "image/svg+xml": "<svg/>",
    ...PNG,
    "text/markdown": "*md*",
    "text/html": "<i>html</i>",
    ...FIGURE,
    "application/javascript": "alert(1)",
  };
  const order = [
    [MIME.plotly, 'class="chart"'],
    ["text/html", "<i>html</i>"],
    ["text/markdown", "<em>md</em>"],
    ["image/png", "data:image/png;base64,AA=="],
    ["image/svg+xml", "data:image/svg+xml;base64,"],
    ["text/latex", "<math"],
    ["application/json", "&quot;a&quot;"],
    ["text/plain", '<pre class="output" tabindex="0">plain</pre>'],
  ] as const;
  test.each(
    order.map(([mime, mark], index) => ({ mime, mark, before: order.slice(0, index).map(([name]) => name) })),
  )("$mime before all that are poorer", ({ mark, before }) => {
    const data = Object.fromEntries(Object.entries(all).filter(([mime]) => !before.includes(mime as never)));
    expect(render([display(data)])).toContain(mark);
  });

  test("what cannot be shown is named, and an empty output shows nothing", () => {
    const note = (what: string) =>
      `<p class="note">Not shown here: ${what}. The executed notebook holds it.</p>\n`;
    expect(render([display({ "application/javascript": "1" })])).toBe(note("application/javascript"));
    expect(render([display({ "application/<x>": "y", "image/png": "no base64!" })])).toBe(
      note("application/&lt;x&gt;, image/png"),
    );
    expect(render([display({ "text/html": "<script>draw()</script>" })])).toBe(
      note("HTML elements (script)"),
    );
    expect(
      render([display({ "text/html": "<style>b{}</style>" }), display({}), display({ "text/html": "" })]),
    ).toBe("");
    expect(render([])).toBe("");
  });

  test("HTML of which nothing is left gives way to the next type, and parts of it that are left out are named", () => {
    expect(render([display({ "text/html": "<div></div>", "text/plain": "plain" })])).toContain(
      ">plain</pre>",
    );
    const drawn = render([display({ "text/html": "<div></div><script>1</script>", ...PNG })]);
    expect(drawn).toContain("data:image/png");
    expect(drawn).toContain("(script)");
    const mixed = render([display({ "text/html": "<p>text</p><iframe></iframe><VIDEO></VIDEO>" })]);
    expect(mixed).toContain("<p>text</p>");
    expect(mixed).toContain("Not shown here: HTML elements (iframe, video).");
    const long = render([display({ "text/html": "x".repeat(1_000_001), "text/plain": "plain" })]);
    expect(long).toContain(">plain</pre>");
    expect(long).toContain("1,000,001 characters of HTML");
  });

  test("a broken figure falls back to the next type", () => {
    expect(render([display({ [MIME.plotly]: { data: "x" }, "text/plain": "plain" })])).toContain("plain");
  });
});

describe("text", () => {
  test("of one stream is joined, and shown as a terminal leaves it, escaped", () => {
    expect(render([stream("<b>\n1"), stream("0%\r100%\n"), stream("oops", "stderr"), stream("x")])).toBe(
      '<pre class="stream" tabindex="0">&lt;b&gt;\n100%</pre>\n' +
        '<pre class="stream stderr" tabindex="0">oops</pre>\n<pre class="stream" tabindex="0">x</pre>\n',
    );
  });

  test("that is only space is left out", () => {
    expect(render([stream("\n \n")])).toBe("");
  });

  test("that is very long is cut, and the reader is told", () => {
    const html = render([stream("x".repeat(100_500))]);
    expect(html).toContain("500 further characters are left out here");
    expect(html.length).toBeLessThan(101_000);
  });

  test("in HTML that is very long falls back to plain text", () => {
    expect(
      render([display({ "text/html": `<p>${"x".repeat(1_000_001)}</p>`, "text/plain": "short" })]),
    ).toContain("short");
  });
});

describe("an error", () => {
  test("shows name, message and traceback, escaped and without colours, and counts", () => {
    const gathered = gatherer();
    expect(render([failure], gathered)).toBe(
      '<div class="error" id="report-error-1"><p><strong>TypeError: x is &lt;undefined&gt;</strong></p>\n' +
        '<pre tabindex="0">TypeError: x\n  at cell 1, line 2</pre>\n</div>\n',
    );
    expect(gathered.failed).toEqual([1]);
  });

  test("without message or traceback shows its name", () => {
    expect(render([{ ...failure, evalue: "", traceback: [] }])).toContain(
      "<strong>TypeError</strong></p>\n</div>",
    );
  });
});

describe("what notebooks hand to the report", () => {
  test("a published result folds away under its name", () => {
    const html = render([
      display({ [MIME.result]: { name: "<scores>", value: [{ a: 1 }] }, "text/plain": "poorer" }),
    ]);
    expect(html).toContain("<summary>Published result: <code>&lt;scores&gt;</code></summary>");
    expect(html).not.toContain("poorer");
  });

  test("what is said of the report, and the list of sources, do not show where they stand", () => {
    const sources = { [MIME.sources]: [{ id: "a", title: "A" }], "text/html": "<ol></ol>" };
    const gathered = gatherer();
    expect(
      render(
        [
          display({ [MIME.about]: { edition: "x" }, "text/plain": "x" }),
          display(sources, { tslab_notebook: { role: "sources" } }),
        ],
        gathered,
      ),
    ).toBe("");
    expect([...gathered.citations.keys()]).toEqual(["a"]);
  });
});
