import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { MIME } from "../../../lib/notebook/display/contract.js";
import { renderReport } from "../../../lib/notebook/report/index.js";
import { hasBrowser } from "../../support/browser.js";
import { call, lines, temporaryFolder } from "../cli/tsnb.js";
import { codeCell, display, markdownCell, notebookOf, stream } from "../report/cells.js";
import { newTrap, type Trap } from "./trap.js";

const folder = temporaryFolder();
const SIZE = 400_000;
const many = (text: string, size = SIZE) => text.repeat(Math.ceil(size / text.length));

/** Texts on which a careless pattern, or a careless recursion, spends hours, or all its stack. */
const HTML = [
  "<svg",
  "<svg ",
  "<svg><title>",
  "<svg>",
  "<b>",
  "<table><tr><td>",
  "<sup><a href=#source-1>",
  "<!--",
  "<annotation",
  "<a href='",
  "&#",
  "<p>",
  "</p>",
];
const MARKDOWN = [
  "\\begin{a}\n",
  "$$a\n",
  "$a $",
  "# a\n",
  "=\n",
  "[",
  "![](",
  "> ",
  "- ",
  "*a **b ",
  "`a",
  "|a|\n|-|\n",
  "<",
  "http://",
  "{{{{",
  "\\",
];
const CELLS = [`1${many(" 1")}x`, `1(${many("1")}`, many("(1"), many("−")];
const LANGUAGES = ["csharp", "ini", "markdown", "graphql", "c", "bash", "xml"];

/** Exports a notebook; a call that has not ended after a minute is stopped, and its code is then null. */
async function exported(
  name: string,
  ...cells: readonly object[]
): Promise<{ code: number | null; stderr: string }> {
  mkdirSync(join(folder, "in"), { recursive: true });
  writeFileSync(join(folder, "in", `${name}.ipynb`), JSON.stringify(notebookOf(...cells)));
  const calling = call(["export", `in/${name}.ipynb`], folder);
  const stop = setTimeout(() => calling.child.kill("SIGKILL"), 60_000);
  const { code, stderr } = await calling.ended;
  clearTimeout(stop);
  return { code, stderr };
}

const page = (name: string) => readFileSync(join(folder, "reports", `${name}.html`), "utf8");

test.each([
  ["HTML", HTML.map((text) => codeCell("1", [display({ "text/html": many(text) })]))],
  ["markdown", MARKDOWN.map((text) => markdownCell(many(text)))],
  [
    "tables",
    CELLS.map((text) =>
      codeCell("1", [display({ "text/html": `<table><tr><td>${text}</td></tr></table>` })]),
    ),
  ],
  ["drawings", HTML.map((text) => codeCell("1", [display({ "text/html": `<svg>${many(text)}</svg>` })]))],
  [
    "figures",
    ["<a", "<", "<annotation", "<a href='", "&#"].map((text) =>
      codeCell("1", [
        display({
          [MIME.plotly]: {
            data: [{ type: "surface", name: many(text) }],
            layout: { title: { text: many(text) }, meta: { alt: many(text) } },
          },
        }),
      ]),
    ),
  ],
  [
    "code",
    LANGUAGES.map((language) =>
      markdownCell(`\`\`\`${language}\n${many("0", 90_000)}\n${many("def a", 90_000)}\n\`\`\``),
    ),
  ],
  [
    "formulas",
    ["{", "\\frac", "\\left(", "a^", "\\text{"].map((text) => markdownCell(`$$${many(text, 100_000)}$$`)),
  ],
  ["terminals", ["\r", "\b", "\u001b[", "\u001b]", "a\r"].map((text) => codeCell("1", [stream(many(text))]))],
  [
    "sources",
    [
      codeCell("1", [
        display({
          "text/plain": "x",
          [MIME.sources]: Array.from({ length: 20_000 }, (_, id) => ({ id: `s${id}` })),
        }),
      ]),
    ],
  ],
] as const)(
  "a notebook that is heavy with %s still becomes a page",
  async (name, cells) => {
    const { code, stderr } = await exported(
      name,
      markdownCell(`# Heavy ${name}`),
      ...cells,
      markdownCell("the end of it"),
    );
    expect(stderr).toContain(`${name}: exported`);
    expect(code).toBe(0);
    expect(page(name)).toContain("the end of it");
  },
  90_000,
);

test("more nesting than JSON's readers bear is one line, and nothing is written", async () => {
  const deep = `${many("[", 100_000)}${many("]", 100_000)}`;
  const text = JSON.stringify(notebookOf(codeCell("1", [display({ "application/json": 0 })])));
  mkdirSync(join(folder, "in"), { recursive: true });
  writeFileSync(
    join(folder, "in", "deep.ipynb"),
    text.replace('"application/json":0', `"application/json":${deep}`),
  );
  const { code, stderr } = await call(["export", "in/deep.ipynb", "--out", "never"], folder).ended;
  expect(lines(stderr)).toEqual([expect.stringContaining("in/deep.ipynb: ")]);
  expect(code).toBe(2);
});

test("one large picture that is named a thousand times does not fill the memory", async () => {
  mkdirSync(join(folder, "in"), { recursive: true });
  const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(9_000_000)]);
  writeFileSync(join(folder, "in", "large.png"), png);
  const { code, stderr } = await exported("bomb", markdownCell(many("![a](large.png)\n", 16_000)));
  expect(stderr).toContain("bomb: exported");
  expect(code).toBe(0);
}, 90_000);

const chart = (layout: object, ...data: readonly object[]) =>
  display({ [MIME.plotly]: { data: data.length > 0 ? data : [{ x: [1, 2, 3], y: [1, 2, 3] }], layout } });
const uses = Array.from(
  { length: 8 },
  (_, at) => `<g id="a${at + 1}">${`<use xlink:href="#a${at}"/>`.repeat(10)}</g>`,
).join("");
const bomb = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"><defs><g id="a0"><rect width="9" height="9"/></g>${uses}</defs><use xlink:href="#a8"/></svg>`;
const inBase64 = `data:image/svg+xml;base64,${Buffer.from(bomb).toString("base64")}`;
const spans = `<tr>${'<td colspan="1000" rowspan="65534">x</td>'.repeat(20)}</tr>`;

/** Notebooks of a few lines over which a browser would sit for minutes. */
const SMALL: readonly (readonly [what: string, output: object])[] = [
  ["a million ticks", chart({ xaxis: { dtick: 1e-6 } })],
  ["a billion small ticks", chart({ xaxis: { dtick: 1, minor: { dtick: 1e-9, showgrid: true } } })],
  ["small ticks without number", chart({ xaxis: { minor: { nticks: 1e9, showgrid: true } } })],
  [
    "ticks from a template",
    chart({ template: { layout: { xaxis: { minor: { dtick: 1e-9, ticks: "x" } } } } }),
  ],
  [
    "a break every night for ten thousand years",
    chart(
      { xaxis: { type: "date", rangebreaks: [{ bounds: [1, 2], pattern: "hour" }] } },
      { x: ["0001-01-01", "9999-01-01"], y: [1, 2] },
    ),
  ],
  ["twenty thousand notes", chart({ annotations: Array(20_000).fill({ x: 1, y: 1, text: "x" }) })],
  [
    "a billion levels",
    chart(
      {},
      {
        type: "contour",
        z: [
          [0, 1e6],
          [1e6, 0],
        ],
        contours: { start: 0, end: 1e6, size: 1e-3 },
      },
    ),
  ],
  ["a height of kilometres", chart({ height: 1e9 })],
  ["a drawing of drawings", display({ "image/svg+xml": bomb })],
  ["a drawing of drawings among HTML", display({ "text/html": `x ${bomb}` })],
  ["a drawing of drawings by its address", display({ "text/html": `x <img src="${inBase64}">` })],
  [
    "a drawing of drawings in a chart",
    chart({ images: [{ source: inBase64, x: 1, y: 1, sizex: 1, sizey: 1 }] }),
  ],
  ["cells that span everything", display({ "text/html": `<table>${spans.repeat(100)}</table>` })],
];

describe.skipIf(!hasBrowser)("a small notebook that asks much of a browser", () => {
  let trap: Trap;
  beforeAll(async () => {
    trap = await newTrap();
  });
  afterAll(() => trap?.close());

  test.each(SMALL)(
    "is shown at once: %s",
    async (_, output) => {
      const { html } = await renderReport(
        notebookOf(codeCell("1", [output]), markdownCell("the end of it")),
        {
          name: "small",
        },
      );
      const { page, errors } = await trap.open(html, "on");
      expect(errors).toEqual([]);
      expect(await page.locator("main").textContent()).toContain("the end of it");
      expect(await page.evaluate("document.documentElement.scrollHeight")).toBeLessThan(10_000);
    },
    20_000,
  );
});
