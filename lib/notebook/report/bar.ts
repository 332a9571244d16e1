import { escapeHtml } from "./html.js";

/** What stands in the bar above a page. */
export interface Bar {
  /** Address of the index of all reports. */
  readonly index?: string;
  /** Whether there is code to be shown. */
  readonly code?: boolean;
}

const CHOICES = [
  ["system", "System"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;

/** The bar above a page: the way to the other reports, the switch of colours, and the one that shows all code. */
export function barHtml({ index, code }: Bar): string {
  const up = index === undefined ? "" : `<a class="up" href="${escapeHtml(index)}">All reports</a>\n`;
  const all = code ? '<button type="button" class="all-code">Show all code</button>\n' : "";
  const choices = CHOICES.map(
    ([value, label]) =>
      `<label><input type="radio" name="report-colours" value="${value}"${value === "system" ? " checked" : ""}><span>${label}</span></label>`,
  );
  return (
    `<header class="bar">\n${up}<div class="controls">\n${all}` +
    `<fieldset class="colours"><legend>Colours</legend>${choices.join("")}</fieldset>\n</div>\n</header>\n`
  );
}
