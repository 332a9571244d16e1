/** The pages of the notebook, as they stand in its addresses. */
export type PageName = "tree" | "notebooks" | "edit";

/** A plugin that is not used, or the pages that it is used on. */
interface Rule {
  /** A plugin, or all those of a package. */
  readonly id: string;
  readonly pages: readonly PageName[];
  readonly why: string;
}

const NOWHERE: readonly PageName[] = [];
const LAB = "@jupyterlab/application-extension";
const UTILS = "@jupyterlab/apputils-extension";
const NOTEBOOK = "@jupyterlab/notebook-extension";
const FILES = "@jupyterlab/filebrowser-extension";

const notebooks = "Nothing but the page of a notebook shows one.";
const tree = "Only the page with the tree of files shows a list of files.";
const once = "Jupyter Notebook brings its own, and there can be one only.";

const consoles = "There is no page for consoles: a notebook has all that one does.";

/** Where plugins run; what is not named here runs on every page that has all that it requires. */
export const RULES: readonly Rule[] = [
  ...["shell", "status", "info", "paths", "tree-resolver", "dirty", "notfound"].map((name) => ({
    id: `${LAB}:${name}`,
    pages: NOWHERE,
    why: once,
  })),
  { id: "@jupyterlab/console-extension", pages: NOWHERE, why: consoles },
  { id: "@jupyter-notebook/console-extension", pages: NOWHERE, why: consoles },
  { id: `${NOTEBOOK}:code-console`, pages: NOWHERE, why: consoles },
  { id: `${UTILS}:splash`, pages: NOWHERE, why: once },
  { id: "@jupyterlab/docmanager-extension:opener", pages: NOWHERE, why: once },
  { id: "@jupyterlab/rendermime-extension:plugin", pages: NOWHERE, why: once },
  { id: `${UTILS}:announcements`, pages: NOWHERE, why: "It fetches news from the network." },
  { id: `${UTILS}:resolver`, pages: NOWHERE, why: "There are no workspaces to choose from." },
  { id: `${UTILS}:workspaces`, pages: NOWHERE, why: "There are no workspaces to choose from." },
  { id: `${UTILS}:licenses-client`, pages: NOWHERE, why: "The licences are one text, under Help." },
  { id: "@jupyterlab/translation-extension:plugin", pages: NOWHERE, why: "The only language is English." },
  {
    id: "@jupyterlab/mainmenu-extension:recents",
    pages: NOWHERE,
    why: "Nothing is remembered from page to page.",
  },
  { id: "@jupyter-notebook/application-extension:logo", pages: NOWHERE, why: "The logo is a trademark." },
  {
    id: "@jupyter-notebook/application-extension:pages",
    pages: NOWHERE,
    why: "It offers JupyterLab, which is not there.",
  },
  {
    id: "@jupyter-notebook/help-extension",
    pages: NOWHERE,
    why: "It shows the logo; the project has its own Help.",
  },
  {
    id: `${FILES}:notify-upload`,
    pages: NOWHERE,
    why: "It looks for a button that the tree of files does not have yet.",
  },
  {
    id: `${UTILS}:print`,
    pages: ["tree", "edit"],
    why: "It prints what nbconvert makes of a notebook; the project's own opens the report.",
  },
  { id: `${NOTEBOOK}:cell-executor`, pages: NOWHERE, why: "The project's own waits for the kernel." },
  { id: "@jupyter-notebook/tree-extension", pages: ["tree"], why: tree },
  { id: "@jupyterlab/running-extension", pages: ["tree"], why: "What runs is listed beside the files." },
  { id: "@jupyterlab/settingeditor-extension", pages: ["tree"], why: "Settings open beside the files." },
  ...[
    "browser",
    "settings",
    "share-file",
    "file-upload-status",
    "download",
    "open-with",
    "open-browser-tab",
    "create-new-language-file",
    "open-url",
  ].map((name) => ({ id: `${FILES}:${name}`, pages: ["tree"] as const, why: tree })),
  ...[
    "completer",
    "search",
    "toc",
    "tools",
    "metadata-editor",
    "active-cell-tool",
    "update-raw-mimetype",
    "copy-output",
    "log-output",
  ].map((name) => ({ id: `${NOTEBOOK}:${name}`, pages: ["notebooks"] as const, why: notebooks })),
  {
    id: `${NOTEBOOK}:export`,
    pages: NOWHERE,
    why: "It lists what nbconvert would make, which is not there; the report is.",
  },
  { id: "@jupyterlab/celltags-extension", pages: ["notebooks"], why: notebooks },
  { id: "@jupyterlab/metadataform-extension", pages: ["notebooks"], why: notebooks },
  { id: "@jupyterlab/tooltip-extension:notebooks", pages: ["notebooks"], why: notebooks },
  { id: "@jupyterlab/tooltip-extension:files", pages: ["edit"], why: "Only an editor's page shows a text." },
  { id: "@jupyterlab/toc-extension", pages: ["notebooks", "edit"], why: "There a document is shown." },
];

/** Whether a plugin may run on a page, as far as these rules say. */
export function isAllowed(id: string, page: string): boolean {
  const [extension] = id.split(":");
  return RULES.every((rule) =>
    rule.id === id || rule.id === extension ? rule.pages.some((each) => each === page) : true,
  );
}

/** Whether a plugin may run anywhere. */
export function isUsed(id: string): boolean {
  const [extension] = id.split(":");
  return RULES.every((rule) => (rule.id === id || rule.id === extension ? rule.pages.length > 0 : true));
}
