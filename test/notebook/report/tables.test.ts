import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { writeIndex } from "../../../lib/notebook/cli/report.js";
import { renderReport } from "../../../lib/notebook/report/index.js";
import { dressTables } from "../../../lib/notebook/report/tables.js";
import { codeCell, display, markdownCell, notebookOf } from "./cells.js";

test("headings at the top of a table say that they head columns", () => {
  const html = dressTables(
    '<table><thead><tr><th>a</th><th scope="row">b</th></tr></thead><tbody><tr><th>c</th></tr></tbody></table>',
  );
  expect(html).toContain('<th scope="col">a</th><th scope="row">b</th>');
  expect(html).toContain("<th>c</th>");
});

test("cells span no more rows than are left, and at most a hundred columns", () => {
  const row = (attributes: string) => `<tr><td${attributes}>x</td></tr>`;
  const html = dressTables(
    `<table>${row(' colspan="1000" rowspan="9"')}${row(' rowspan="2"')}${row(' rowspan="2"')}</table>`,
  );
  expect(html).toContain(
    `<table>${row(' colspan="100" rowspan="3"')}${row(' rowspan="2"')}${row("")}</table>`,
  );
});

test("the button that saves a table without a caption names the heading above it", async () => {
  const table = display({ "text/html": "<table><tr><td>1</td></tr></table>" });
  const captioned = display({ "text/html": "<table><caption>Own</caption><tr><td>1</td></tr></table>" });
  const { html } = await renderReport(
    notebookOf(markdownCell("# T\n\n## A & B"), codeCell("1", [table, captioned])),
    { name: "x" },
  );
  expect(html).toContain('aria-label="CSV: save the table under A &amp; B"');
  expect(html).toContain('aria-label="CSV: save Own"');
});

test("the index says in previews how many reports there are, and which", async () => {
  const folder = mkdtempSync(join(tmpdir(), "index-"));
  const entry = (name: string, title: string) => [name, { name, href: `${name}.html`, title }] as const;
  const index = async (
    ...entries: readonly (readonly [string, { name: string; href: string; title: string }])[]
  ) => {
    await writeIndex(folder, new Map(entries));
    return readFileSync(join(folder, "index.html"), "utf8");
  };
  expect(await index(entry("a", "A"), entry("b", "B"))).toContain(
    '<meta name="description" content="2 reports: A; B">',
  );
  const long = await index(entry("a", "word ".repeat(100).trim()));
  expect(/name="description" content="(1 report: [^"]*word…)"/.exec(long)?.[1]?.length).toBeLessThan(202);
  rmSync(folder, { recursive: true });
});
