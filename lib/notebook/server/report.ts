import { dirname } from "node:path";
import { UserError } from "../errors.js";
import { renderReport } from "../report/index.js";
import { nameOf, readNotebook } from "../run/input.js";
import { fileOf } from "./contents/index.js";
import { type Answer, HttpError, type Part } from "./route.js";

/**
 * The report may run its own scripts and hand out its downloads, in an origin of its own: from there it reaches neither
 * the server nor what the browser keeps for it. Its links to sources open as any other page does.
 */
const POLICY =
  "sandbox allow-scripts allow-downloads allow-popups allow-popups-to-escape-sandbox allow-modals; frame-ancestors 'none'";

/**
 * Reports of notebooks as they are saved, outputs and all: the page that `tsnb export` writes. Nothing is run.
 */
export function createReports(root: string): Part {
  return {
    routes: [
      {
        method: "GET",
        path: "/tsnb/report/*path",
        handle: ({ params, query }) => report(root, params.path ?? "", query.has("download")),
      },
    ],
  };
}

async function report(root: string, path: string, download: boolean): Promise<Answer> {
  if (!/\.ipynb$/i.test(path))
    throw new HttpError(400, `${path} is no notebook: its name does not end in .ipynb.`);
  const file = fileOf(root, path);
  const name = nameOf(file);
  try {
    const { html } = await renderReport(readNotebook(file), {
      foreign: true,
      name,
      sourceDir: dirname(file),
    });
    const disposition = `${download ? "attachment" : "inline"}; filename*=UTF-8''${encodeURIComponent(`${name}.html`)}`;
    return {
      headers: {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": POLICY,
        "Content-Disposition": disposition,
        "Cache-Control": "no-store",
      },
      body: html,
    };
  } catch (error) {
    if (error instanceof UserError) throw new HttpError(400, error.message.replace(file, path));
    throw error;
  }
}
