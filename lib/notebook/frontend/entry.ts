import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "esbuild";
import { DRAWN_TRACES } from "../report/figure-data.js";
import { mapScript } from "../report/outlines.js";
import type { ExtensionPackage } from "./packages.js";

/** One of the client's own sources; in an installed package it is the JavaScript that was built of it. */
export function clientSource(name: string): string {
  const source = join(import.meta.dirname, "client", `${name}.ts`);
  return existsSync(source)
    ? source
    : join(import.meta.dirname, "..", "dist", "frontend", "client", `${name}.js`);
}

/** The script that a page starts with: every package's plugins and styles, handed to the client. */
export function entrySource(extensions: readonly ExtensionPackage[]): string {
  const imports = extensions.map(({ name }, at) => `import p${at} from ${JSON.stringify(name)};`);
  const styles = extensions
    .filter(({ hasStyles }) => hasStyles)
    .map(({ name }) => `import ${JSON.stringify(`${name}/style/index.js`)};`);
  const listed = (kind: ExtensionPackage["kind"]): string =>
    extensions.flatMap((extension, at) => (extension.kind === kind ? `p${at}` : [])).join(", ");
  return [
    ...imports,
    ...styles,
    `import ${JSON.stringify(join(import.meta.dirname, "client", "page.css"))};`,
    `import { start } from ${JSON.stringify(clientSource("start"))};`,
    `start([${listed("plugins")}].flat(), [${listed("renderer")}].flat());`,
  ].join("\n");
}

/** plotly.js with the traces that reports draw, and the outlines of its maps: modules that the client loads when needed. */
export function plotlyModules(resolveDir: string): Plugin {
  const register = DRAWN_TRACES.filter((type) => type !== "scatter").map(
    (type) => `require("plotly.js/lib/${type}")`,
  );
  const contents: { readonly [name: string]: () => string } = {
    plotly: () =>
      `const Plotly = require("plotly.js/lib/core");\nPlotly.register([${register.join(", ")}]);\nmodule.exports = Plotly;`,
    world: () => mapScript(["world_110m"]),
    outlines: () => mapScript(OUTLINES),
  };
  return {
    name: "plotly",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^drawn-by:/ }, ({ path }) => ({ path: path.slice(9), namespace: "drawn-by" }));
      onLoad({ filter: /./, namespace: "drawn-by" }, ({ path }) => ({
        contents: contents[path]?.() ?? "",
        resolveDir,
      }));
    },
  };
}

const SCOPES = [
  "africa",
  "antarctica",
  "asia",
  "europe",
  "north-america",
  "oceania",
  "south-america",
  "usa",
  "world",
];
const OUTLINES = SCOPES.flatMap((scope) => [`${scope}_110m`, `${scope}_50m`]);
