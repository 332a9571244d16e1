import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../lib/notebook/nbformat/index.js";
import { figureHtml, thumbnailHtml } from "../../../lib/notebook/report/figure.js";
import { asFigure, type ReadFigure, readFigure } from "../../../lib/notebook/report/figure-data.js";
import { tracesTable } from "../../../lib/notebook/report/traces-table.js";

function read(figure: object): ReadFigure {
  const made = readFigure(JSON.parse(JSON.stringify(figure)));
  if (made === undefined) throw new Error("no figure");
  return made;
}

const figure = {
  data: [{ type: "bar", x: [1] }, { x: [2] }, { type: "scattergeo" }],
  layout: {
    title: { text: "A <b>rises</b> &amp; B" },
    height: 300,
    meta: {
      alt: "Bars.",
      caption: "Percent.",
      table: { columns: ["a"], rows: [[1], [null]] },
      sources: ["s"],
      own: 1,
    },
  },
};

describe("a figure that is read", () => {
  test("is parted into what Plotly draws and what the report prints", () => {
    expect(read(figure)).toEqual({
      drawing: {
        data: [{ type: "bar", x: [1] }, { type: "scatter", x: [2] }, { type: "scattergeo" }],
        layout: { height: 300, meta: { own: 1 }, images: [] },
      },
      obstacle: undefined,
      traces: ["bar", "scatter", "scattergeo"],
      maps: ["world_110m"],
      title: "A rises & B",
      meta: {
        alt: "Bars.",
        caption: "Percent.",
        table: { columns: ["a"], rows: [[1], [null]] },
        sources: ["s"],
      },
    });
  });

  test("may have its title as text, or no layout and no data", () => {
    expect(read({ data: [], layout: { title: "T" } })).toMatchObject({
      title: "T",
      meta: {},
      traces: [],
      maps: [],
    });
    expect(read({ data: [] }).title).toBe("");
  });

  test.each([
    ["null", null],
    ["text", "x"],
    ["a list", []],
    ["no data", {}],
    ["data of another type", { data: [1] }],
  ])("is none if it is %s", (_, value) => expect(readFigure(value)).toBeUndefined());

  test("names the outlines of its maps by scope and resolution, and knows only those that there are", () => {
    const maps = (geo: JsonValue) =>
      read({ data: [{ type: "choropleth", geo: "geo2" }], layout: { geo2: geo } }).maps;
    expect(maps({ scope: "north america", resolution: 50 })).toEqual(["north-america_50m"]);
    expect(maps({ scope: "../../etc" })).toEqual(["world_110m"]);
    expect(maps(null)).toEqual(["world_110m"]);
  });

  test("keeps its contract with pages that show it again", () => {
    expect(read(asFigure(read(figure)))).toEqual(read(figure));
  });
});

describe("a figure from a stranger", () => {
  const text = (value: string) => read({ data: [{ name: value }], layout: {} }).drawing.data[0]?.name;

  test.each([
    ['<a href="javascript:alert(1)">x</a>', "<a>x</a>"],
    ["<a href='https://a.b' onclick='x'>x</a>", '<a href="https://a.b">x</a>'],
    ["<a href=https://a.b>x</a>", "<a>x</a>"],
    ['<span style="x">y</span><script>z</script>', "yz"],
    ["<b onclick=x>a</b><br>c<extra></extra>", "<b>a</b><br>c<extra></extra>"],
    ["a < b and c > d", "a < b and c > d"],
  ])("has its texts cleaned: %s", (given, safe) => {
    expect(text(given)).toBe(safe);
  });

  test("loads nothing: pictures from elsewhere go, a map from elsewhere is not drawn", () => {
    const images = [{ source: "https://a.b/c.png" }, { source: "data:image/png;base64,AA" }, 1];
    expect(read({ data: [], layout: { images } }).drawing.layout.images).toEqual([images[1]]);
    expect(read({ data: [{ type: "choropleth", geojson: "https://a.b" }] }).obstacle).toContain("elsewhere");
  });

  test("cannot change what all objects inherit", () => {
    const made = read(JSON.parse('{"data": [], "layout": {"__proto__": {"x": 1}, "a": {"constructor": 1}}}'));
    expect(JSON.stringify(made.drawing.layout)).toBe('{"a":{},"images":[]}');
  });

  test("of a type that is not drawn says so and shows its table", () => {
    const surface = read({
      data: [{ type: 'surface"&' }],
      layout: { meta: { alt: "A hill.", table: { columns: ["h"], rows: [[1]] } } },
    });
    const html = figureHtml(surface, 1);
    expect(html).toContain("reports do not draw charts of type surface&quot;&amp;. A hill.");
    expect(html).toContain('<details class="figure-table" open>');
    expect(html).not.toContain("figure-data");
    expect(thumbnailHtml(surface)).toBe("");
  });
});

describe("a chart in a report", () => {
  test("without a title still has a caption, which only those hear who do not see the chart", () => {
    expect(figureHtml(read({ data: [] }), 4)).toContain(
      '<figcaption class="chart-title unseen">Chart 4</figcaption>',
    );
  });

  test("that brings no table gets one of what its traces draw", () => {
    const table = (data: readonly object[]) => tracesTable(read({ data }));
    expect(table([{ x: ["a<b>", "c"], y: [1, null] }])).toEqual({
      columns: ["x", "y"],
      rows: [
        ["a", 1],
        ["c", null],
      ],
    });
    expect(
      table([
        { name: "A", x: [1], y: [2] },
        { type: "pie", labels: ["p"], values: [3] },
      ]),
    ).toEqual({
      columns: ["series", "x", "y", "labels", "values"],
      rows: [
        ["A", 1, 2, null, null],
        ["2", null, null, "p", 3],
      ],
    });
    expect(table([{ type: "heatmap", x: ["l", "r"], z: [[1, 2], [3]] }])?.rows).toEqual([
      ["l", 0, 1],
      ["r", 0, 2],
      ["l", 1, 3],
    ]);
    expect(table([{ type: "indicator", value: 3 }])).toBeUndefined();
    expect(table([{ x: Array.from({ length: 60_000 }, () => 1), y: [1] }])).toBeUndefined();
  });

  test("has title, text alternative, caption, sources, downloads and table around the place of the drawing", () => {
    const html = figureHtml(read(figure), 3, { html: '<a href="#source-s">S</a>', text: "Source: S & T" });
    expect(
      html
        .replace(/<script[\s\S]*?<\/script>/g, "DATA")
        .replace(/<div class="scroll"[\s\S]*?<\/div>/, "TABLE"),
    ).toBe(
      `<figure class="chart" id="figure-3" data-sources="Source: S &amp; T">
<figcaption class="chart-title">A rises &amp; B</figcaption>
<div class="plot" role="img" aria-label="Bars."></div>
<noscript><p class="note">This chart is drawn by a script, and scripts are turned off.</p></noscript>
DATA
<p class="caption">Percent.</p>
<p class="chart-sources"><a href="#source-s">S</a></p>
<div class="tools"><span>Save</span> <button type="button" class="save-csv" value="csv" aria-label="CSV: save the figures of A rises &amp; B">CSV</button> <button type="button" class="save-image" value="png" aria-label="PNG: save a picture of A rises &amp; B">PNG</button> <button type="button" class="save-image" value="svg" aria-label="SVG: save a drawing of A rises &amp; B">SVG</button></div>
<details class="figure-table" open><summary>The figures behind this chart</summary>TABLEDATA</details>
</figure>
`,
    );
  });

  test("cannot end the script that holds it, nor the attribute that describes it", () => {
    const hostile = '</script><script>alert(1)</script>" onload="x';
    const html = figureHtml(read({ data: [{ x: [hostile] }], layout: { meta: { alt: hostile } } }), 1);
    // The drawing, and the table that is made of it.
    expect(html.match(/<script/g)).toHaveLength(2);
    expect(html.match(/<\/script/g)).toHaveLength(2);
    expect(html).not.toMatch(/" onload="/);
  });

  test("without any description says that it has none, and falls back to its title", () => {
    expect(figureHtml(read({ data: [] }), 1)).toContain('aria-label="Chart without a description"');
    expect(figureHtml(read({ data: [], layout: { title: "T" } }), 1)).toContain('aria-label="T"');
  });

  test("with a very long table prints its beginning and says so", () => {
    const rows = Array.from({ length: 502 }, (_, index) => [index]);
    const html = figureHtml(read({ data: [], layout: { meta: { table: { columns: ["a"], rows } } } }), 1);
    expect(html).toContain("2 further rows are not shown; the CSV file has them.");
  });
});
