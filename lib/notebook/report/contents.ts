import { type Heading, headingLink } from "./markdown.js";

/** The table of contents: beside the text where there is room, folded above it where there is not. */
export function contentsHtml(headings: readonly Heading[], ends: readonly Heading[]): string {
  const shown = headings.filter(({ level }) => level <= 3);
  if (shown.length < 2) return "";
  const items = [...shown, ...ends].map(
    (heading) => `<li class="level-${heading.level}">${headingLink(heading)}</li>`,
  );
  return (
    '<nav class="contents" aria-label="Contents">\n' +
    '<button type="button" aria-expanded="false" aria-controls="report-contents">Contents</button>\n' +
    '<p class="contents-title" aria-hidden="true">Contents</p>\n' +
    `<ul id="report-contents">\n${items.join("\n")}\n</ul>\n</nav>\n`
  );
}
