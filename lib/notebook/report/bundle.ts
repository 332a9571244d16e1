import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Plugin } from "esbuild";
import { type Bundle, cached, keptFile } from "./bundle-cache.js";
import { DRAWN_TRACES, MAP_TRACES } from "./figure-data.js";
import { noticesOf } from "./notices.js";
import { mapScript } from "./outlines.js";
import { clientFile, clientKey, clientOptions, isClient } from "./scripts.js";

const require = createRequire(import.meta.url);
/** The folder that holds plotly.js and what it depends on. */
const packages = dirname(dirname(require.resolve("plotly.js/package.json")));

/** Raised when the way in which a bundle is made changes, so that bundles made before are not taken. */
const RECIPE = 5;

/**
 * One script with plotly.js, just the given trace types, and the report's own script that draws the page's figures. It
 * is made once and kept in a cache; the same versions of plotly.js and esbuild give the same bytes.
 * @param countryNames whether maps find countries by their names, which takes a list of all names in all spellings.
 * @throws Error for a trace type that reports do not draw.
 */
export async function plotlyBundle(traces: readonly string[], countryNames = false): Promise<Bundle> {
  const code = `require(${JSON.stringify(clientFile("charts"))}).startCharts(Plotly);`;
  return bundleWith(traces, { code, name: clientKey(), countryNames });
}

/**
 * A file with a script that gives a page `window.Plotly` with the given trace types and, if maps are among them, the
 * outlines of the world: for front ends that draw the figures of notebooks. It lies beside the packages.
 * @throws UserError if it cannot be written.
 */
export async function plotlyBundleFile(traces: readonly string[]): Promise<string> {
  const code = "window.Plotly = Plotly;";
  const { script, notices } = await bundleWith(traces, { code, name: code, countryNames: true });
  const maps = traces.some((type) => MAP_TRACES.includes(type)) ? mapScript(["world_110m"]) : "";
  const text = `${maps}\n${script}\n/*!\n${notices.replaceAll("*/", "* /")}\n*/\n`;
  return keptFile(`plotly-${createHash("sha256").update(text).digest("hex").slice(0, 32)}.js`, text);
}

/** What goes into a bundle beside traces. */
interface Rest {
  readonly code: string;
  /** Of what the code is: the code itself may name a place, and the cache is to know the same anywhere. */
  readonly name: string;
  readonly countryNames: boolean;
}

async function bundleWith(traces: readonly string[], rest: Rest): Promise<Bundle> {
  const types = [...new Set(traces)].filter((type) => type !== "scatter").sort();
  for (const type of types) {
    if (!DRAWN_TRACES.includes(type)) throw new Error(`no bundle draws traces of type "${type}"`);
  }
  const { name, countryNames } = rest;
  const recipe = [RECIPE, version("plotly.js"), version("esbuild"), name, countryNames, ...types].join("\n");
  const key = createHash("sha256").update(recipe).digest("hex").slice(0, 32);
  return cached(key, () => bundle(types, rest));
}

/** Stands for the list of countries where no map asks for one by its name. */
const noCountryNames: Plugin = {
  name: "no-country-names",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^country-iso-search$/ }, ({ path }) => ({ path, namespace: "none" }));
    onLoad({ filter: /./, namespace: "none" }, () => ({
      contents:
        "export const COUNTRIES = []; export const createLookup = () => ({ lookupAlpha3: () => undefined });",
    }));
  },
};

async function bundle(types: readonly string[], { code, countryNames }: Rest): Promise<Bundle> {
  // Loaded where the cache has no bundle, which is seldom.
  const { build } = await import("esbuild");
  const modules = types.map((type) => `require("plotly.js/lib/${type}")`);
  const made = await build({
    stdin: {
      contents: `const Plotly = require("plotly.js/lib/core");\nPlotly.register([${modules.join(", ")}]);\n${code}`,
      resolveDir: dirname(require.resolve("plotly.js/package.json")),
    },
    // Paths in the result of the build are relative to it.
    absWorkingDir: packages,
    ...clientOptions,
    plugins: countryNames ? [] : [noCountryNames],
    metafile: true,
    define: { global: "window", "define.amd": "false", "process.env.NODE_DEBUG": "false" },
    // The styles stand in the page: a script may not add any there.
    loader: { ".css": "empty" },
  });
  const script = made.outputFiles[0]?.text;
  if (script === undefined) throw new Error("esbuild gave no bundle of plotly.js");
  return {
    script: script.trim(),
    notices: noticesOf(packagesIn(Object.keys(made.metafile.inputs))),
  };
}

/** Folders of the packages that files come from, sorted by name. */
function packagesIn(files: readonly string[]): string[] {
  const theirs = files.filter((file) => !file.endsWith(".css") && !isClient(join(packages, file)));
  const folders = theirs.flatMap(
    (file) => /^(.*[/]node_modules[/](?:@[^/]+[/])?[^/]+)[/]/.exec(join(packages, file))?.[1] ?? [],
  );
  return [...new Set(folders)].filter((folder) => existsSync(join(folder, "package.json")));
}

function version(name: string): string {
  const { version } = JSON.parse(readFileSync(require.resolve(`${name}/package.json`), "utf8"));
  return `${name}@${version}`;
}
