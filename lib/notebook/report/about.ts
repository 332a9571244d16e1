import { type About, MIME } from "../display/contract.js";
import type { Cell, MimeBundle } from "../nbformat/index.js";
import { isList, isObject } from "../nbformat/json.js";
import { escapeHtml } from "./html.js";

/** What a notebook's outputs say about the report; of several the last. */
export function aboutOf(cells: readonly Cell[]): About {
  const bundles = cells.flatMap((cell) =>
    cell.cell_type === "code"
      ? cell.outputs.flatMap((output) => ("data" in output ? [output.data] : []))
      : [],
  );
  return bundles.reduce<About>((before, bundle) => readAbout(bundle) ?? before, {});
}

/** Whether an output only says something about the report, and is not shown where it stands. */
export function isAbout(bundle: MimeBundle): boolean {
  return isObject(bundle[MIME.about]);
}

function readAbout(bundle: MimeBundle): About | undefined {
  const about = bundle[MIME.about];
  if (!isObject(about)) return undefined;
  const { notes } = about;
  const texts = (["title", "edition", "dataRead", "cite"] as const).flatMap((key) => {
    const value = about[key];
    return typeof value === "string" && value.trim() !== "" ? [[key, value.trim()]] : [];
  });
  return {
    ...Object.fromEntries(texts),
    ...(isList(notes) ? { notes: notes.filter((note) => typeof note === "string") } : {}),
  };
}

/** The line under a report's finding: how old its data is, and that newer data may exist. */
export function standingLine({ edition, dataRead }: About): string {
  const parts = [
    edition && `Edition of the data: ${escapeHtml(edition)}`,
    dataRead &&
      `data read on <time datetime="${escapeHtml(dataRead)}">${escapeHtml(longDate(dataRead))}</time>`,
    "later editions may exist",
  ].filter(Boolean);
  const line = parts.join("; ");
  return `<p class="standing-line">${line[0]?.toUpperCase()}${line.slice(1)}. <a href="#report-about">How to cite</a>.</p>\n`;
}

/** The end of a report: the same in full, how to cite it, and the notebook's own notes. */
export function aboutSection({ edition, dataRead, cite, notes }: About, title: string): string {
  const parts = [
    edition
      ? `This report rests on the ${escapeHtml(edition)}.`
      : "This report does not say on which edition of the data it rests.",
    dataRead && `The data was read on ${escapeHtml(longDate(dataRead))}.`,
    "Later editions may exist, and may revise figures that are given here.",
  ].filter(Boolean);
  const citation =
    cite ??
    `${title}.${edition ? ` Based on ${edition}.` : ""}${dataRead ? ` Data read on ${longDate(dataRead)}.` : ""}`;
  const more = (notes ?? []).map((note) => `<p>${escapeHtml(note)}</p>`);
  return (
    `<section class="about">\n<h2 id="report-about">About this report</h2>\n<p>${parts.join(" ")}</p>\n` +
    `<p>Cite as: ${escapeHtml(citation)}</p>\n${more.join("\n")}\n</section>\n`
  );
}

/** "2025-09-01" as "1 September 2025"; anything else as it is. */
function longDate(date: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? new Date(`${date}T00:00:00Z`) : undefined;
  if (time === undefined || Number.isNaN(time.getTime())) return date;
  return time.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  });
}
