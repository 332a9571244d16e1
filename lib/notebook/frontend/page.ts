import { escapeHtml, scriptJson } from "../report/html.js";
import { packageVersion } from "../version.js";
import type { FrontEnd } from "./cache.js";
import type { PageName } from "./client/left-out.js";

/** Where the front end's own files are served. */
export const STATIC = "/static";

/** What a page shows. */
export interface Shown {
  readonly page: PageName;
  /** The path of the folder or the file, from the server's root. */
  readonly path: string;
}

/** A page of the notebook: what loads the front end, and what it is told. It holds no secret. */
export function pageHtml(frontEnd: FrontEnd, shown: Shown): string {
  const file = (name: string): string => escapeHtml(`${STATIC}/${name}`);
  const name = shown.path.split("/").at(-1) || "Files";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(name)} — tslab-notebook</title>
<link rel="icon" type="image/svg+xml" href="${file("mark.svg")}">
<link rel="stylesheet" href="${file(frontEnd.styles)}">
${frontEnd.preload.map((each) => `<link rel="modulepreload" href="${file(each)}">`).join("\n")}
<script id="jupyter-config-data" type="application/json">${scriptJson(pageConfig(frontEnd, shown))}</script>
<script type="module" src="${file(frontEnd.script)}"></script>
</head>
<body class="jp-ThemedContainer" data-notebook="${shown.page}">
<noscript>Notebooks need JavaScript, which is turned off in this browser.</noscript>
</body>
</html>
`;
}

/** The settings that Jupyter's front end reads from its page. */
export function pageConfig(
  { versions }: FrontEnd,
  { page, path }: Shown,
): { readonly [name: string]: string } {
  return {
    appName: "tslab-notebook",
    appVersion: packageVersion(),
    // The client takes it apart as JSON before each upload.
    notebookVersion: JSON.stringify(versions.notebook.split(".").map(Number)),
    labVersion: versions.lab,
    baseUrl: "/",
    appUrl: "/lab",
    settingsUrl: "/lab/api/settings",
    themesUrl: "/lab/api/themes",
    translationsApiUrl: "/lab/api/translations",
    licencesPath: `${STATIC}/licences.txt`,
    notebookPage: page,
    // On other pages it would be opened in the list of files.
    treePath: page === "tree" ? path : "",
    terminalsAvailable: "false",
  };
}
