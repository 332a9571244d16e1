import { expect, test } from "vitest";
import type { JsonValue } from "../../../lib/notebook/nbformat/index.js";
import { renderReport } from "../../../lib/notebook/report/index.js";
import { madeHtml } from "../../../lib/notebook/report/made.js";
import { notebookOf } from "./cells.js";
import { made } from "./everything.js";

const html = (value: JsonValue) =>
  madeHtml({ ...notebookOf(), metadata: { tslab_notebook: { made: value } } });

test("the foot of a report names data, code, version, Node, packages and parameters", () => {
  const text = html(made);
  expect(text).toContain('<li>data/clusters.csv <code title="SHA-256 ');
  expect(text).toContain(`>${"ab".repeat(6)}</code>`);
  expect(text).toContain("<summary>Data: 2 files</summary>");
  expect(text).toContain(
    ">e1a66f7ae1a6</code> with changes that are not committed, 1 file</summary><ul><li>lib/clusters/rank.ts",
  );
  expect(text).toContain("<summary>Node 20.20.0 and 2 packages</summary><ul><li>arquero 8.0.3</li>");
  expect(text).toContain("Parameters: <code>cluster = London</code>");
});

test("what is not known is said, and not guessed", () => {
  expect(html({})).toContain("no version is known");
  expect(html({})).toContain("No data files were read.");
  expect(html({ commit: "v1.0" })).toContain('<code title="v1.0">v1.0</code></li>');
  for (const none of [null, 1, "x", []]) expect(html(none)).toContain("does not tell what made this report");
});

test("what a stranger's notebook tells is given as its claim", async () => {
  const claim = "nobody has checked that";
  const notebook = { ...notebookOf(), metadata: { tslab_notebook: { made } } };
  expect((await renderReport(notebook, { name: "x", foreign: true })).html).toContain(claim);
  expect((await renderReport(notebook, { name: "x" })).html).not.toContain(claim);
});

test("what a stranger wrote there is escaped, and left out where it is of another kind", () => {
  const hostile = "</li><script>alert(1)</script>\"'";
  const text = html({
    node: hostile,
    commit: hostile,
    packages: { [hostile]: hostile, other: 1 },
    files: [{ path: hostile, sha256: hostile }, { path: 1 }, null],
    parameters: { [hostile]: hostile },
  });
  expect(text).not.toContain("<script");
  expect(text).not.toContain("other");
  expect(text.match(/&lt;script&gt;/g)?.length).toBeGreaterThan(6);
});

test("the foot stands on the page, once", async () => {
  const report = await renderReport(notebookOf(), { name: "x" });
  expect(report.html.match(/What made this report/g)).toHaveLength(1);
  expect(report.html.indexOf("</main>")).toBeLessThan(report.html.indexOf("What made this report"));
});
