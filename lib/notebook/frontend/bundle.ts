import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import type { Metafile } from "esbuild";
import { noticesOf } from "../report/notices.js";
import { clientSource, entrySource, plotlyModules } from "./entry.js";
import { type ExtensionPackage, packagesFolder } from "./packages.js";
import { addresses, formulas, icons, nodeModules, styles, validators } from "./transforms.js";

/** A front end as it was bundled: its files, and how a page starts it. Paths are relative to its folder. */
export interface Bundled {
  readonly metafile: Metafile;
  readonly script: string;
  readonly styles: string;
  /** Scripts that the first one needs at once, so that a page can ask for all of them together. */
  readonly preload: readonly string[];
  /** The style sheets of themes, by the package's name. */
  readonly themes: { readonly [name: string]: string };
  /** Licences of all packages in it. */
  readonly notices: string;
}

/** Bundles the front end of the given packages into a folder: modules for browsers, with hashes in their names. */
export async function bundle(extensions: readonly ExtensionPackage[], folder: string): Promise<Bundled> {
  // Loaded where the cache has no front end, which is seldom.
  const { build } = await import("esbuild");
  const packages = packagesFolder();
  const root = dirname(packages);
  const themes = extensions.flatMap(({ name, theme }) => (theme === undefined ? [] : [{ name, theme }]));
  const { metafile } = await build({
    entryPoints: [
      { in: "entry", out: "main" },
      ...themes.map(({ name, theme }) => ({ in: theme, out: name.replace(/^.*[/]/, "") })),
    ],
    outdir: folder,
    // Paths in the result are relative to it.
    absWorkingDir: root,
    bundle: true,
    format: "esm",
    splitting: true,
    minify: true,
    target: "es2022",
    charset: "utf8",
    entryNames: "[name]-[hash]",
    chunkNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    legalComments: "none",
    logLevel: "silent",
    tsconfigRaw: "{}",
    metafile: true,
    // One that another package brings along as well, at another version: of what shares state there may be one only.
    alias: { "@lumino/algorithm": join(packages, "@lumino", "algorithm") },
    define: {
      global: "globalThis",
      "process.env.NODE_ENV": '"production"',
      "process.cwd": "currentFolder",
      process: "undefined",
      // MathJax asks where it is, and does nothing with the answer.
      __dirname: '"/"',
      "define.amd": "false",
    },
    inject: [clientSource("folder")],
    loader: { ".svg": "text", ".woff": "file", ".woff2": "file", ".png": "file", ".gif": "file" },
    plugins: [
      {
        name: "entry",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^entry$/ }, () => ({ path: "entry", namespace: "entry" }));
          onLoad({ filter: /./, namespace: "entry" }, () => ({
            contents: entrySource(extensions),
            resolveDir: import.meta.dirname,
          }));
        },
      },
      icons,
      styles,
      formulas,
      addresses,
      validators(clientSource("schema/ajv")),
      nodeModules,
      plotlyModules(import.meta.dirname),
    ],
  });
  const outputs = Object.entries(metafile.outputs);
  const [script = "", main] = outputs.find(([, { entryPoint }]) => entryPoint === "entry:entry") ?? [];
  if (main?.cssBundle === undefined) throw new Error("esbuild gave no styles of the front end");
  const inFolder = (path: string): string => relative(folder, join(root, path)).split(sep).join("/");
  return {
    metafile,
    script: inFolder(script),
    styles: inFolder(main.cssBundle),
    preload: staticImports(metafile, script).map(inFolder),
    themes: Object.fromEntries(
      themes.map(({ name, theme }) => {
        const source = relative(root, theme).split(sep).join("/");
        const [path = ""] = outputs.find(([, { entryPoint }]) => entryPoint === source) ?? [];
        return [name, inFolder(path)];
      }),
    ),
    notices: noticesOf(packagesIn(metafile, root)),
  };
}

function staticImports({ outputs }: Metafile, start: string): string[] {
  const found = new Set<string>();
  const follow = (path: string): void => {
    for (const { path: next, kind } of outputs[path]?.imports ?? []) {
      if (kind !== "import-statement" || found.has(next)) continue;
      found.add(next);
      follow(next);
    }
  };
  follow(start);
  return [...found];
}

/** The folders of the packages that a bundle's files come from. */
function packagesIn({ inputs }: Metafile, root: string): string[] {
  const folders = Object.keys(inputs).flatMap(
    (file) => /^(?:[a-z-]+:)?(.*\bnode_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? [],
  );
  return [...new Set(folders)]
    .map((folder) => join(root, folder))
    .filter((folder) => existsSync(join(folder, "package.json")));
}
