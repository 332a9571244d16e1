import { MIME } from "../../../lib/notebook/display/contract.js";
import { type JsonValue, type Notebook, parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { codeCell, display, markdownCell, stream } from "../report/cells.js";

const PIXEL = "iVBORw0KGgo=";

/** A notebook that has one text in every place where a notebook has text, figures aside, a failed cell included. */
export function everywhere(text: string): Notebook {
  const source = {
    ...{ id: text, title: text, publisher: text, url: text },
    ...{ date: text, dateRead: text, licence: text, standing: text },
  };
  const about = { title: text, edition: text, dataRead: text, cite: text, notes: [text], variant: text };
  const cells = [
    markdownCell(`# ${text}`),
    // A comma ends a tag.
    markdownCell(text, text.replaceAll(",", ";")),
    markdownCell(`## ${text}\n\n> ${text}\n\n- ${text}\n\n|a|\n|-|\n|${text}|\n\n*${text}* \`${text}\``),
    markdownCell(
      `\`\`\`${text}\n${text}\n\`\`\`\n\n[a](<${text}> "${text}") ![${text}](<${text}> '${text}')\n\n[b]: ${text}`,
    ),
    markdownCell(`$${text}$\n\n$$\n${text}\n$$\n\n\\begin{align}\n${text}\n\\end{align}`),
    markdownCell(
      `<p title="${text}" id="${text}" class="${text}">x</p><a href="${text}">x</a><img alt="${text}" src="${text}">`,
    ),
    {
      ...markdownCell(`![${text}](attachment:a.svg) ![x](<attachment:${text}>)`),
      attachments: {
        [text]: { [text]: text, "image/png": text },
        "a.svg": { "image/svg+xml": `<svg>${text}</svg>` },
      },
    },
    ...["text/html", "text/markdown", "text/latex", text].map((format) => ({
      ...{ cell_type: "raw", source: text, metadata: { format, raw_mimetype: text } },
    })),
    codeCell(text, [stream(text), stream(text, "stderr")]),
    codeCell("finding", [display({ "text/markdown": text })], "finding"),
    codeCell("about", [display({ [MIME.about]: about })]),
    codeCell("html", [
      display({ "text/html": text, "text/plain": text }, { [text]: text }),
      display({
        "text/html": `<table><caption>${text}</caption><tr><th>${text}</th></tr><tr><td>${text}</td></tr></table>`,
      }),
      display({ "text/markdown": text }),
      display({ "text/latex": text }),
      display({ "text/latex": `$${text}$` }),
      display({ "text/plain": text }),
      display({ [`application/${text}`]: text }),
      display({ [text]: text }),
      display({ "application/json": { [text]: text } }),
      display({ "application/javascript": text }),
      display({ "image/svg+xml": text }),
      display({ "image/svg+xml": `<svg>${text}</svg>`, "text/plain": text }),
      display({ "image/png": text }),
      display({ "image/png": PIXEL, "text/plain": text }),
      display({ [MIME.result]: { name: text, value: text } }),
      display({ "text/html": `<sup><a href="#source-${text}">${text}</a></sup>`, [MIME.sources]: [source] }),
    ]),
    codeCell(text, [{ output_type: "error", ename: text, evalue: text, traceback: [text, text] }]),
  ];
  const metadata = {
    title: text,
    language_info: { name: text, version: text, file_extension: text, mimetype: text },
    kernelspec: { name: text, display_name: text, language: text },
    authors: [{ name: text }],
    tslab_notebook: { [text]: text, data: text, packages: { [text]: text } },
  };
  const numbered = cells.map((cell, index) => ({ id: `c-${index}`, metadata: {}, ...cell }));
  return parseNotebook(
    JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells: numbered }),
    "hostile.ipynb",
  );
}

/** A notebook with figures, each in a cell of its own. */
export function withFigures(figures: readonly JsonValue[]): Notebook {
  const cells = figures.map((figure, index) => ({
    ...codeCell("", [display({ [MIME.plotly]: figure })]),
    id: `c-${index}`,
  }));
  return parseNotebook(
    JSON.stringify({
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [markdownCell("# Figures"), ...cells].map((cell, index) => ({ id: `d-${index}`, ...cell })),
    }),
    "figures.ipynb",
  );
}
