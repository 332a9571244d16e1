import { createReadStream, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { JsonValue } from "../nbformat/types.js";
import { fileOf, mimeOf } from "../server/contents/index.js";
import { type Answer, HttpError, type Part, type Route } from "../server/route.js";
import type { PluginSchema } from "./adjust.js";
import { SCHEMAS } from "./build.js";
import type { FrontEnd } from "./cache.js";
import type { PageName } from "./client/left-out.js";
import { pageHtml, STATIC } from "./page.js";
import { pagePolicy } from "./policy.js";
import { createSettings } from "./settings.js";

/** What the pages are about. */
export interface PagesOptions {
  /** The folder whose files are shown. */
  readonly root: string;
  /** Where the user's settings are kept. */
  readonly dataFolder: string;
  /** The folder that the first page shows, from the root; the root unless given. */
  readonly startPath?: string;
}

/** The pages of the notebook, the files that they are made of, and the user's settings. */
export function frontEndPart(frontEnd: FrontEnd, { root, dataFolder, startPath = "" }: PagesOptions): Part {
  const schemas = JSON.parse(readFileSync(join(frontEnd.folder, SCHEMAS), "utf8")) as readonly PluginSchema[];
  const settings = createSettings(schemas, join(dataFolder, "settings"));
  const page = (name: PageName): Route =>
    get(`/${name}/*path`, ({ path = "" }, host) => html(pageHtml(frontEnd, { page: name, path }), host));
  return {
    routes: [
      get("/", () => redirect("tree", startPath)),
      get("/tree/*path", ({ path = "" }, host) => {
        const other = pageFor(root, path);
        return other === undefined
          ? html(pageHtml(frontEnd, { page: "tree", path }), host)
          : redirect(other, path);
      }),
      page("notebooks"),
      page("edit"),
      // The names under which the front end asks for the picture of a page, and for that of one that is busy.
      get(`${STATIC}/favicons/:name`, ({ name = "" }) =>
        file(frontEnd, name.includes("busy") ? "mark-busy.svg" : "mark.svg"),
      ),
      get(`${STATIC}/:name`, ({ name = "" }) => file(frontEnd, name)),
      get("/lab/api/themes/:scope/:name/index.css", ({ scope, name }) => {
        const styles = frontEnd.themes[`${scope}/${name}`];
        if (styles === undefined) throw new HttpError(404, `There is no theme "${scope}/${name}".`);
        return { status: 302, headers: { Location: `${STATIC}/${styles}` } };
      }),
      get("/lab/api/settings", () => ({ json: { settings: settings.list() } })),
      get("/lab/api/settings/*id", ({ id = "" }) => ({ json: settings.read(id) })),
      {
        method: "PUT",
        path: "/lab/api/settings/*id",
        handle: async ({ params, json }) => {
          settings.write(params.id ?? "", (await json()).raw);
          return { status: 204 };
        },
      },
      get("/lab/api/translations", () => ({ json: { data: LANGUAGES, message: "" } })),
      get("/lab/api/translations/*language", () => ({ json: { data: {}, message: "" } })),
    ],
  };
}

/** English is what the front end is written in; no other language is installed. */
const LANGUAGES: JsonValue = { en: { displayName: "English", nativeName: "English" } };

function get(
  path: string,
  handle: (params: Readonly<Record<string, string>>, host: string | undefined) => Answer,
): Route {
  return { method: "GET", path, handle: ({ params, headers }) => handle(params, headers.host) };
}

function html(body: string, host: string | undefined): Answer {
  return {
    body,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": pagePolicy(host, STATIC),
    },
  };
}

function redirect(page: PageName, path: string): Answer {
  const parts = [page, ...path.split("/").filter(Boolean)].map(encodeURIComponent);
  return { status: 302, headers: { Location: `/${parts.join("/")}` } };
}

/** One of the build's own files. A name with a hash in it never stands for anything else. */
function file({ folder, files }: FrontEnd, name: string): Answer {
  // The schemas are sent with what the user has set.
  if (!Object.hasOwn(files, name) || name === SCHEMAS) throw new HttpError(404, "Not found.");
  const type = mimeOf(name) ?? "application/octet-stream";
  const isHashed = /-[0-9A-Z]{8}\.[a-z0-9]+$/.test(name);
  return {
    body: createReadStream(join(folder, name)),
    headers: {
      "Content-Type": type.startsWith("text/") ? `${type}; charset=utf-8` : type,
      "Content-Length": String(files[name]),
      "Cache-Control": isHashed ? "private, max-age=31536000, immutable" : "no-cache",
    },
  };
}

/** Links in a text lead to the tree, whatever they name: the page that shows it, or none where the tree does. */
function pageFor(root: string, path: string): PageName | undefined {
  try {
    const place = fileOf(root, path);
    if (!statSync(place).isFile()) return undefined;
    return place.endsWith(".ipynb") ? "notebooks" : "edit";
  } catch {
    return undefined;
  }
}
