import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The style sheet of reports and of their index. */
export const pageStyle = ["base", "frame", "contents", "chart", "content", "code", "index", "print"]
  .map((part) => readFileSync(new URL(`./style/${part}.css`, import.meta.url), "utf8"))
  .join("\n");

/** Plotly's own style sheet, which stands in the page so that no script has to add styles to it. */
export function plotlyStyle(): string {
  return readFileSync(createRequire(import.meta.url).resolve("plotly.js/dist/plotly.css"), "utf8");
}
