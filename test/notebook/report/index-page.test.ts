import { expect, test } from "vitest";
import { renderIndex } from "../../../lib/notebook/report/index.js";

const figure = {
  data: [{ type: "bar", x: [1] }],
  layout: { title: { text: "T" }, meta: { alt: "One bar." } },
};

test("the index shows title, finding and first chart of each report, in the order given, and links to it", async () => {
  const html = await renderIndex(
    [
      {
        name: "b",
        href: "b%20c.html",
        title: "B & C",
        findingHtml: '<p>B <a href="#source-x">leads</a><sup> <a href="#source-y">2</a></sup>.</p>',
        firstFigure: figure,
      },
      { name: "a", href: "a.html", title: "A" },
    ],
    { title: "All <reports>", introduction: "Two." },
  );
  expect(html.indexOf('<a href="b%20c.html">B &amp; C</a>')).toBeLessThan(
    html.indexOf('<a href="a.html">A</a>'),
  );
  expect(html).toContain('<div class="finding"><p>B leads.</p></div>');
  expect(html).toContain('<div class="plot still" role="img" aria-label="One bar."></div>');
  expect(html).toContain("<h1>All &lt;reports&gt;</h1>\n<p>Two.</p>");
  expect(html).toContain("default-src 'none'");
  expect(html).toBe(
    await renderIndex(
      [
        {
          name: "b",
          href: "b%20c.html",
          title: "B & C",
          findingHtml: '<p>B <a href="#source-x">leads</a><sup> <a href="#source-y">2</a></sup>.</p>',
          firstFigure: figure,
        },
        { name: "a", href: "a.html", title: "A" },
      ],
      { title: "All <reports>", introduction: "Two." },
    ),
  );
});

test("a report that is incomplete is marked", async () => {
  const entry = { name: "a", href: "a.html", title: "A" };
  expect(await renderIndex([{ ...entry, failedCells: [2] }])).toContain("This report is incomplete");
  expect(await renderIndex([{ ...entry, failedCells: [] }])).not.toContain("This report is incomplete");
});

test("without charts nothing that draws charts is in it, and without reports it says so", async () => {
  const html = await renderIndex([]);
  expect(html).toContain("There are no reports yet.");
  expect(html).not.toContain("plotly");
  expect(html.length).toBeLessThan(50_000);
});

test("titles and addresses cannot break out of their places", async () => {
  const html = await renderIndex([{ name: "a", href: '"><script>', title: "</a><script>" }]);
  // The page's own two.
  expect(html.match(/<script>/g)).toHaveLength(2);
});
