import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MIME } from "../../../lib/notebook/display/contract.js";
import { call, lines, temporaryFolder } from "../cli/tsnb.js";
import { codeCell, display, markdownCell, notebookOf, stream } from "../report/cells.js";

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
