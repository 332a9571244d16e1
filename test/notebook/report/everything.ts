import { MIME } from "../../../lib/notebook/display/contract.js";
import type { Notebook } from "../../../lib/notebook/nbformat/index.js";
import { codeCell, display, failure, markdownCell, notebookOf, stream } from "./cells.js";

const PIXEL =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";

const sources = [
  {
    id: "wipo",
    title: "Ranking",
    publisher: "WIPO",
    date: "2025",
    url: "https://www.wipo.int/",
    licence: "CC BY 4.0",
    standing: "official",
  },
  { id: "press", title: "An article", dateRead: "2025-09-01" },
];

const figure = (title: string, data: readonly object[], more: object = {}) => ({
  data,
  layout: {
    title: { text: title },
    meta: {
      alt: `${title}, as a chart.`,
      caption: "Shares in percent.",
      table: {
        columns: ["cluster", "share"],
        rows: [
          ["=A", -1.5],
          ["B", 2],
        ],
      },
      sources: ["wipo", "press"],
    },
    ...more,
  },
});

const plot = (content: object) =>
  display({ [MIME.plotly]: content, [MIME.sources]: sources, "text/plain": "chart" });

/** Names as long as real ones, and colours that were chosen for white paper. */
const bars = figure("Bars", [
  {
    type: "bar",
    name: "Patents",
    x: ["Shenzhen–Hong Kong–Guangzhou", "B"],
    y: [3, 4],
    marker: { color: "#222222" },
  },
  {
    type: "bar",
    name: "Deals",
    x: ["Shenzhen–Hong Kong–Guangzhou", "B"],
    y: [1, 2],
    marker: { color: "navy" },
  },
]);

export const made = {
  node: "v20.20.0",
  commit: `${"e1a66f7a".repeat(5)}-dirty`,
  packages: { arquero: "8.0.3", "plotly.js": "4.1.1" },
  files: [
    { path: "data/clusters.csv", sha256: "ab".repeat(32) },
    { path: "my own.csv", sha256: "cd".repeat(32) },
    { path: "lib/clusters/rank.ts", sha256: "ef".repeat(32) },
  ],
  parameters: { cluster: "London" },
};

/** A notebook with every element that a report can show. */
export function everything(): Notebook {
  const notebook = notebookOf(
    markdownCell("# Everything *at once*"),
    codeCell("about()", [
      display({ [MIME.about]: { edition: "Index 2025", dataRead: "2025-09-01", notes: ["A note."] } }, {}),
    ]),
    codeCell(
      "md`A leads`",
      [
        display({
          "text/markdown": 'A leads with [9%](#source-wipo "W")<sup>[b](#source-press)</sup>.',
          [MIME.sources]: sources,
        }),
      ],
      "finding",
    ),
    markdownCell(
      "## Text\n\nProse with `code`, **bold**, ~~old~~, [a link](https://example.org), [a notebook](02.ipynb), $x^2$ and a[9](#source-wipo).\n\n" +
        "$$\\sum_i x_i$$\n\n> A quotation.\n\n- one\n- two\n\n1. first\n2. second\n\n---\n\n```ts\nconst x: number = 1; // why\n```\n\n" +
        "| Cluster | Share |\n|---|--:|\n| A | 9.0 |\n| B | −1.5 |\n\n![A red square](attachment:red.png) ![missing](none.png)",
    ),
    {
      ...markdownCell("### Deeper\n\n#### Deeper still\n\ntext"),
      attachments: { "red.png": { "image/png": PIXEL } },
    },
    markdownCell("## Charts\n\n##### A heading that skips two levels\n\ntext"),
    codeCell("plot(bars)", [plot(bars)]),
    codeCell("plot(line)", [
      plot(
        figure("Lines", [
          { x: [1, 2], y: [1, 3], name: "a" },
          { x: [1, 2], y: [2, 1], name: "b" },
        ]),
      ),
    ]),
    codeCell("plot(map)", [
      plot(figure("Map", [{ type: "scattergeo", lon: [1], lat: [50], marker: { color: "#123456" } }])),
    ]),
    codeCell("plot(heat)", [
      plot({
        data: [
          {
            type: "heatmap",
            z: [
              [1, 2],
              [3, 4],
            ],
          },
        ],
      }),
    ]),
    codeCell("plot(surface)", [plot(figure("Surface", [{ type: "surface", z: [[1]] }]))]),
    markdownCell("## Outputs"),
    codeCell("table(rows)", [
      display({
        "text/html":
          '<table><caption>Shares</caption><thead><tr><th scope="col">Cluster</th><th scope="col">Share</th><th scope="col">Place</th></tr></thead><tbody>' +
          '<tr><td>=A</td><td class="number"><a href="#source-wipo" title="W">12,345.5</a> <small class="interval">(12,345.4–12,345.6)</small></td><td class="number">−1</td></tr>' +
          '<tr><td>B, "b"</td><td class="number">–</td><td class="number">2</td></tr></tbody></table><p class="table-note">–: no figure.</p>',
        "text/plain": "table",
      }),
    ]),
    codeCell("df", [
      display({
        "text/html":
          '<div><style scoped>x</style><table border="1" class="dataframe"><thead><tr><th></th><th>a</th></tr></thead><tbody><tr><th>0</th><td>1</td></tr></tbody></table></div>',
      }),
    ]),
    codeCell("log", [stream("a line\n"), stream("a warning\n", "stderr")]),
    codeCell("json", [display({ "application/json": { a: [1, "x"] } })]),
    codeCell("picture", [display({ "image/png": PIXEL, "text/plain": "A dot" })]),
    codeCell("svg", [
      display({
        "text/html":
          '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
      }),
    ]),
    codeCell("latex", [display({ "text/latex": "$a^2$" })]),
    codeCell("video", [display({ "text/html": "<video src=x></video>" })]),
    codeCell("publish", [
      display({ [MIME.result]: { name: "score", value: { value: 1, unit: "1" } }, "text/plain": "" }),
    ]),
    codeCell("hidden", [stream("hidden\n")], "hide-output"),
    codeCell("fail()", [failure]),
    { cell_type: "raw", source: "<i>raw</i>", metadata: { format: "text/html" } },
  );
  return { ...notebook, metadata: { ...notebook.metadata, tslab_notebook: { made } } };
}
