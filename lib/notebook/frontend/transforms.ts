import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Plugin } from "esbuild";

/** The project's own mark, which stands where upstream shows its logo. */
export const MARK = join(import.meta.dirname, "mark.svg");
/** The same while a notebook computes, for the tab of the browser. */
export const MARK_BUSY = join(import.meta.dirname, "mark-busy.svg");

/** Pictures with Jupyter's logo or word mark. */
const LOGO = /[/\\]jupyter[^/\\]*\.svg$/;

/**
 * Icons: a script takes an SVG as text, a style sheet as the address of a picture. Jupyter's logo is a trademark, and
 * the project's mark stands in its place.
 */
export const icons: Plugin = {
  name: "icons",
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /\.svg(?:\?.*)?$/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (kind !== "url-token" || pluginData === "icons") return undefined;
      const plain = path.replace(/^~/, "").replace(/\?.*$/, "");
      const found = await resolve(plain, { kind, resolveDir, pluginData: "icons" });
      return found.errors.length > 0 ? found : { path: found.path, namespace: "picture" };
    });
    onLoad({ filter: /./, namespace: "picture" }, ({ path }) => ({
      contents: readFileSync(LOGO.test(path) ? MARK : path),
      loader: "dataurl",
    }));
    onLoad({ filter: LOGO }, () => ({ contents: readFileSync(MARK, "utf8").trim(), loader: "text" }));
  },
};

/** Style sheets: `~` before a package's name, and of a font in several formats the newest only. */
export const styles: Plugin = {
  name: "styles",
  setup({ onResolve, resolve }) {
    onResolve({ filter: /^~/ }, ({ path, ...rest }) =>
      resolve(path.slice(1), { kind: rest.kind, resolveDir: rest.resolveDir, importer: rest.importer }),
    );
    onResolve({ filter: /\.(?:eot|ttf|woff|svg)(?:[?#].*)?$/ }, ({ path, kind, resolveDir }) => {
      if (kind !== "url-token") return undefined;
      const newest = join(resolveDir, path.replace(/\.[a-z]+(?:[?#].*)?$/, ".woff2"));
      return existsSync(newest) ? { path: "data:,", external: true } : undefined;
    });
  },
};

/** The only difference between a module and a CommonJS one that is imported while running is where its exports are. */
const UNWRAP = ".then((it) => (it.default?.__esModule ? it.default : it))";

/** MathJax comes as CommonJS, of which a dynamic import gives nothing but a default. */
export const formulas: Plugin = {
  name: "formulas",
  setup({ onLoad }) {
    onLoad({ filter: /@jupyterlab[/\\]mathjax-extension[/\\]lib[/\\].*\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/import\('mathjax-full\/[^']+'\)/g, `$&${UNWRAP}`),
      loader: "js",
    }));
  },
};

/** How upstream finds what a page shows: anywhere in its address, so that `/tree/notebooks/x` would open a file `x`, too. */
const ANYWHERE = "RegExp('/(notebooks|edit)/(.*)')";

/** What a page shows is named at the beginning of its address; the list of files may well stand in a folder `notebooks`. */
export const addresses: Plugin = {
  name: "addresses",
  setup({ onLoad }) {
    onLoad({ filter: /@jupyter-notebook[/\\]application-extension[/\\]lib[/\\]index\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(ANYWHERE, ANYWHERE.replace("'/", "'^/")),
      loader: "js",
    }));
  },
};

/**
 * Settings and forms are checked against schemas by a validator that makes code of them, which the page's policy
 * forbids; the room's own reads them instead.
 */
export function validators(clientFile: string): Plugin {
  return {
    name: "validators",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^ajv$/ }, () => ({ path: clientFile }));
      onResolve({ filter: /^ajv-formats$/ }, () => ({ path: "formats", namespace: "none" }));
      onLoad({ filter: /./, namespace: "none" }, () => ({ contents: "export default () => undefined;" }));
    },
  };
}

/** Modules of Node that code for browsers asks for; what has no stand-in stays an error. */
export const nodeModules: Plugin = {
  name: "node-modules",
  setup({ onResolve, onLoad }) {
    // Diagrams are absent, and the stand-in for their package has no styles.
    onResolve({ filter: /^@jupyterlab\/mermaid\/style/ }, ({ path }) => ({ path, namespace: "empty" }));
    onLoad({ filter: /./, namespace: "empty" }, () => ({ contents: "" }));
    onResolve({ filter: /^path$/ }, ({ resolveDir }) => ({
      path: createRequire(join(resolveDir, "_.js")).resolve("path-browserify"),
    }));
  },
};
