import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe-core finds wrong with a page as it is now, each rule with the elements that break it. */
export async function violationsOf(page: Page): Promise<string[]> {
  // The page's policy lets in no script; the browser's own tools are not bound by it.
  await page.evaluate(axe);
  const found = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => id + ': ' + html)))",
  );
  return found as string[];
}
