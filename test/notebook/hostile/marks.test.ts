import { expect, test } from "vitest";
import { markdownHtml, newOutline } from "../../../lib/notebook/report/markdown.js";

const html = (source: string) => markdownHtml(source, newOutline());
/** The places of formulas, as an author who knows of them can write them. */
const MARK = "&#xE0F0;0&#xE0F1;";

test("the place of a formula that an author has made up in an attribute gets none", () => {
  expect(html(`$x$ [a](# "${MARK}")`)).toContain('title=""');
  expect(html(`$x$ <p title="${MARK}">a</p>`)).not.toMatch(/title="[^"]*</);
});

test("a caption with a formula names its table in text only", () => {
  const table = html("<table><caption>\n\nOf $x$\n\n</caption>\n<tr><td>1</td></tr></table>");
  expect(table).toMatch(/aria-label="Of "/);
  expect(table).toMatch(/<caption>\s*<p>Of <math/);
});
