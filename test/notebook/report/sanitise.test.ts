import { describe, expect, test } from "vitest";
import { externalLink, sanitise } from "../../../lib/notebook/report/sanitise.js";
import { plainTable } from "../../../lib/notebook/report/tables.js";

describe("HTML that would run, load or disguise something loses it", () => {
  test.each([
    ["scripts with their text", "a<script>alert(1)</script>b", "ab"],
    ["scripts in pieces", "<scr<script>ipt>alert(1)</scr</script>ipt>", "ipt&gt;alert(1)ipt&gt;"],
    ["handlers", '<p onclick="x()" onmouseover=y>a</p>', "<p>a</p>"],
    ["styles", '<style>*{}</style><p style="position:fixed">a</p>', "<p>a</p>"],
    ["frames and objects", '<iframe src="x"></iframe><object data="x"></object><embed src="x">', ""],
    ["forms", '<form action="x"><input><button>b</button></form>', "b"],
    [
      "a tab stop of another's choice",
      '<pre tabindex="9">a</pre><p tabindex="1">b</p>',
      '<pre tabindex="0">a</pre><p>b</p>',
    ],
    ["SVG that is not closed", "<svg><script>alert(1)</script><a href='x'>t</a>b", ""],
    ["SVG that is not to be seen", '<svg style="display: none"><path/></svg>b', "b"],
    [
      "MathML and what hides in it",
      "<math><mtext><style><img src=x onerror=alert(1)></style></mtext></math>b",
      "b",
    ],
    [
      "templates",
      "<template><img src=x></template><noscript><p title='</noscript><img src=x>'></noscript>",
      "",
    ],
    ["javascript links", '<a href="javascript:alert(1)">a</a>', "<a>a</a>"],
    ["disguised javascript links", '<a href="&#106;ava\tscript:alert(1)">a</a>', "<a>a</a>"],
    ["data links", '<a href="data:text/html,x">a</a>', "<a>a</a>"],
    [
      "links to local files",
      '<a href="../data/x.csv">a</a><a href="//evil.example">b</a>',
      "<a>a</a><a>b</a>",
    ],
    ["base and meta", '<base href="https://evil.example"><meta http-equiv="refresh" content="0">', ""],
    ["comments", "a<!-- <b> -->b", "ab"],
    ["unknown classes", '<p class="number finding chart">a</p>', '<p class="number">a</p>'],
    [
      "ids of the report's own parts",
      '<p id="source-x">a</p><p id="figure-1">b</p><p id="Plotly">c</p>',
      "<p>a</p><p>b</p><p>c</p>",
    ],
    [
      "pictures from elsewhere, which are named",
      '<img src="https://a.b/c.png" alt="a <map>">',
      "<span>[a &lt;map&gt;: not in this file]</span>",
    ],
    [
      "pictures that are pages",
      '<img src="data:text/html;base64,AA">',
      "<span>[picture: not in this file]</span>",
    ],
    ["open tags", "<b><p>a", "<b><p>a</p></b>"],
  ])("%s", (_, html, safe) => {
    expect(sanitise(html)).toBe(safe);
  });
});

describe("HTML that only shows something stays", () => {
  test.each([
    [
      "web links, opened without a trace",
      '<a href="https://a.b/?c&amp;d">a</a>',
      '<a href="https://a.b/?c&amp;d" rel="noopener noreferrer">a</a>',
    ],
    [
      "links within the page",
      '<a href="#source-a%20b" title="t">a</a>',
      '<a title="t" href="#source-a%20b">a</a>',
    ],
    [
      "links to other notebooks, as links to their reports",
      '<a href="./02-next.ipynb#part">a</a>',
      '<a href="02-next.html#part">a</a>',
    ],
    ["own ids", '<p id="methods">a</p>', '<p id="methods">a</p>'],
    [
      "embedded pictures",
      '<img src="data:image/png;base64,AA==" alt="a">',
      '<img src="data:image/png;base64,AA==" alt="a" />',
    ],
    ["nothing", "", ""],
  ])("%s", (_, html, safe) => {
    expect(sanitise(html)).toBe(safe);
  });
});

describe("tables", () => {
  const table = (rows: string) => sanitise(`<table>${rows}</table>`);

  test("scroll in a frame that is named after the caption", () => {
    expect(table('<caption>A "b" <i>c</i></caption><tr><td>x</td></tr>')).toMatch(
      /^<div class="scroll" role="group" aria-label="A &quot;b&quot; c" tabindex="0"><table><caption>/,
    );
    expect(table("<tr><td>x</td></tr>")).toContain('aria-label="Table"');
  });

  test("align a column, head included, if all its figures are numbers", () => {
    const html = table(
      "<tr><th>n</th><th>mixed</th><th>empty</th></tr>" +
        "<tr><td>−1,234.5</td><td>1</td><td>–</td></tr><tr><td>–</td><td>a 2</td><td></td></tr>" +
        "<tr><td>0.47 (0.31–0.64)</td><td>3</td><td>–</td></tr>",
    );
    expect(html).toContain('<th class="number">n</th><th>mixed</th><th>empty</th>');
    expect(html).toContain('<td class="number">–</td><td>a 2</td><td></td>');
    expect(html).toContain('<td class="number">0.47 (0.31–0.64)</td>');
  });

  test("keep the alignment that the notebook gave, and are left alone where cells span", () => {
    expect(table('<tr><th>n</th></tr><tr><td class="number">–</td></tr>')).toContain(
      '<th class="number">n</th>',
    );
    expect(table('<tr><td colspan="2">1</td></tr>')).not.toContain("number");
  });

  test("inside tables keep their frames closed", () => {
    const html = table("<tr><td><table><tr><td>1</td></tr></table></td></tr>");
    expect(html.match(/<div/g)).toHaveLength(2);
    expect(html.match(/<\/table><\/div>/g)).toHaveLength(2);
  });

  test("of plain values show null as a dash, numbers in British notation, and text escaped", () => {
    const html = plainTable(
      ["<a>", "b", "c"],
      [
        ["<b>", 12345.5, 0.123456789],
        [null, -3, true],
      ],
      "A & B",
    );
    expect(html).toContain('<caption class="unseen">A &amp; B</caption>');
    expect(html).toContain('<th scope="col">&lt;a&gt;</th>');
    expect(html).toContain('<td>&lt;b&gt;</td><td class="number">12,345.5</td><td>0.123456789</td>');
    expect(html).toContain('<td>–</td><td class="number">−3.0</td><td>yes</td>');
  });

  test("without rows have a head", () => {
    expect(plainTable(["a"], [], "")).toContain("<tbody></tbody>");
  });
});

test("an address of a source is a link only if it is of the web", () => {
  expect(externalLink("https://a.b/?c&d", "<t>")).toBe(
    '<a href="https://a.b/?c&amp;d" rel="noopener noreferrer">&lt;t&gt;</a>',
  );
  expect(externalLink("javascript:alert(1)", "t")).toBe("t");
  expect(externalLink(undefined, "t")).toBe("t");
});
