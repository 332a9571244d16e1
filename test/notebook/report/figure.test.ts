import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../../lib/notebook/nbformat/index.js";
import { figureHtml, thumbnailHtml } from "../../../lib/notebook/report/figure.js";
import { asFigure, type ReadFigure, readFigure } from "../../../lib/notebook/report/figure-data.js";

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
  test("has title, text alternative, caption, sources and table around the place of the drawing", () => {
    const html = figureHtml(read(figure), 3, '<a href="#source-s">S</a>');
    expect(
      html.replace(/<script[\s\S]*?<\/script>/, "DATA").replace(/<div class="scroll"[\s\S]*<\/div>/, "TABLE"),
    ).toBe(
      `<figure class="chart" id="figure-3">
<figcaption class="chart-title">A rises &amp; B</figcaption>
<div class="plot" role="img" aria-label="Bars."></div>
<noscript><p class="note">This chart is drawn by a script, and scripts are turned off.</p></noscript>
DATA
<p class="caption">Percent.</p>
<p class="chart-sources"><a href="#source-s">S</a></p>
<details class="figure-table" open><summary>The figures behind this chart</summary>TABLE</details>
</figure>
`,
    );
  });

  test("cannot end the script that holds it, nor the attribute that describes it", () => {
    const hostile = '</script><script>alert(1)</script>" onload="x';
    const html = figureHtml(read({ data: [{ x: [hostile] }], layout: { meta: { alt: hostile } } }), 1);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html.match(/<\/script/g)).toHaveLength(1);
    expect(html).not.toMatch(/" onload="/);
  });

  test("without any description says that it has none, and falls back to its title", () => {
    expect(figureHtml(read({ data: [] }), 1)).toContain('aria-label="Chart without a description"');
    expect(figureHtml(read({ data: [], layout: { title: "T" } }), 1)).toContain('aria-label="T"');
  });

  test("with a very long table prints its beginning and says so", () => {
    const rows = Array.from({ length: 502 }, (_, index) => [index]);
    const html = figureHtml(read({ data: [], layout: { meta: { table: { columns: ["a"], rows } } } }), 1);
    expect(html).toContain("2 further rows are not shown.");
  });
});
