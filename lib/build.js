// Builds the JavaScript that runs: of each package's entries esbuild makes modules with shared chunks, in its dist/. In the
// repository the commands build when a source is newer than what was made of it; an installed package has no sources.
//
// `node lib/build.js` builds all packages, `node lib/build.js kernel` one.
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { compiledSchema, placeOfSources } from "./build-plugins.js";

const SCRIPT = fileURLToPath(import.meta.url);
const LIB = dirname(SCRIPT);
/** The recipe. */
const RECIPE = [SCRIPT, join(LIB, "build-plugins.js")];
const ROOT = dirname(LIB);

/**
 * What is built of each package, by its folder: `entries` run in Node; so do those of `commonjs`, which load TypeScript: as
 * CommonJS, because Node reads all of a file for its names before an ES module imports it; `clients` are bundled into pages
 * at run time.
 * `cli/main.ts` becomes `dist/cli/main.js`. Entries whose source is not there are passed over.
 */
const PACKAGES = {
  clusters: { entries: ["index.ts", "command/main.ts"] },
  kernel: {
    entries: [
      "index.ts",
      "errors.ts",
      "protocol/json.ts",
      "results/drawing.ts",
      "kernel.ts",
      "server/thread.ts",
    ],
    commonjs: ["compiler/entry.ts", "compiler/image.ts"],
  },
  notebook: {
    entries: ["cli/main.ts", "display/index.ts"],
    clients: [
      "frontend/client/folder.ts",
      "frontend/client/schema/ajv.ts",
      "frontend/client/start.ts",
      "report/client/charts.ts",
      "report/client/page.ts",
      "report/client/theme-head.ts",
    ],
  },
};

/** Where an image is made, `require` knows only what is Node's own; where it knows all, this changes nothing. */
const REQUIRE = `if (process.env.TSLAB_KERNEL_TYPESCRIPT) {
  const builtin = require;
  let typescript;
  require = (name) => (name === "typescript" ? (typescript ??= load()) : builtin(name));
  const load = () => {
    const file = process.env.TSLAB_KERNEL_TYPESCRIPT;
    const module = { exports: {} };
    const source = builtin("node:fs").readFileSync(file, "utf8");
    const run = new Function("exports", "require", "module", "__filename", "__dirname", source);
    run(module.exports, builtin, module, file, builtin("node:path").dirname(file));
    return module.exports;
  };
}`;
/** What a build has made, in its dist/: the files with digests. An installed package tells by it whether it is another. */
const OUTPUTS = "outputs.json";
/** What a build was made of, with times; written last, and of no use outside of the repository. */
export const INPUTS = "inputs.json";
/** Files of an earlier build stay for a while: a command that still runs may load one of them later. */
const UNUSED_MS = 24 * 60 * 60 * 1000;

/**
 * Builds those of the named packages whose sources have changed since. What cannot be built is said in a line.
 * @returns whether all of them stand as their sources do.
 */
export async function buildIfStale(names = Object.keys(PACKAGES)) {
  try {
    for (const name of names.filter(isStale)) await build(join(LIB, name));
    return true;
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    return false;
  }
}

/** For vitest's `globalSetup`: tests start commands and kernels as they are built. */
export async function setup() {
  if (!(await buildIfStale())) throw new Error("The packages cannot be built: see above.");
}

/**
 * Builds one package.
 * @param {string} folder of the package.
 * @param {{ clean?: boolean }} [options] `clean`: nothing of earlier builds stays.
 * @throws esbuild's error, with the place in the source.
 */
export async function build(folder, { clean = false } = {}) {
  const { build: bundle } = await import("esbuild");
  const begun = Date.now();
  const { entries, clients, commonjs } = sourcesOf(folder);
  const dist = join(folder, "dist");
  const shared = {
    absWorkingDir: ROOT,
    outdir: dist,
    outbase: folder,
    bundle: true,
    format: "esm",
    packages: "external",
    write: false,
    metafile: true,
    logLevel: "silent",
    charset: "utf8",
    tsconfigRaw: "{}",
  };
  const results = await Promise.all([
    bundle({
      ...shared,
      entryPoints: entries.map((entry) => join(folder, entry)),
      splitting: true,
      chunkNames: "chunks/[name]-[hash]",
      platform: "node",
      target: "node20",
      sourcemap: "linked",
      sourcesContent: false,
      plugins: [placeOfSources(folder), compiledSchema],
    }),
    ...(clients.length === 0
      ? []
      : [
          bundle({
            ...shared,
            entryPoints: clients.map((entry) => join(folder, entry)),
            platform: "browser",
            target: "es2022",
            external: ["drawn-by:*"],
            loader: { ".svg": "text" },
          }),
        ]),
    ...(commonjs.length === 0
      ? []
      : [
          bundle({
            ...shared,
            entryPoints: commonjs.map((entry) => join(folder, entry)),
            format: "cjs",
            outExtension: { ".js": ".cjs" },
            platform: "node",
            target: "node20",
            banner: { js: REQUIRE },
          }),
        ]),
  ]);
  const files = results.flatMap(({ outputFiles }) => outputFiles);
  // Each is put in its place whole, and chunks have hashes in their names: whoever builds or loads beside is not disturbed.
  for (const { path, contents } of files) putFile(path, contents);
  const outputs = files
    .map(({ path, hash }) => [slashed(relative(dist, path)), hash])
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const inputs = results
    .flatMap(({ metafile }) => Object.keys(metafile.inputs))
    .filter((path) => existsSync(join(ROOT, path)));
  const recipe = RECIPE.map((path) => slashed(relative(ROOT, path)));
  const stamp = {
    entries: [...entries, ...clients, ...commonjs],
    inputs: [...new Set([...inputs, ...recipe])].map((path) => [path, ...markOf(join(ROOT, path), begun)]),
  };
  putFile(join(dist, OUTPUTS), `${JSON.stringify(outputs)}\n`);
  putFile(join(dist, INPUTS), `${JSON.stringify(stamp)}\n`);
  const made = new Set([INPUTS, OUTPUTS, ...outputs.map(([path]) => path)]);
  removeUnused(dist, made, clean ? begun : begun - UNUSED_MS);
}

/** The entries of a package that are there; of a package that is not listed, what its manifest names. */
function sourcesOf(folder) {
  const listed = PACKAGES[relative(LIB, folder)] ?? {
    entries: [JSON.parse(readFileSync(join(folder, "package.json"), "utf8")).main],
  };
  const there = (paths = []) => paths.filter((path) => existsSync(join(folder, path)));
  return { entries: there(listed.entries), clients: there(listed.clients), commonjs: there(listed.commonjs) };
}

function isStale(name) {
  const folder = join(LIB, name);
  try {
    const { entries, inputs } = JSON.parse(readFileSync(join(folder, "dist", INPUTS), "utf8"));
    const { entries: now, clients, commonjs } = sourcesOf(folder);
    if (entries.join() !== [...now, ...clients, ...commonjs].join()) return true;
    return inputs.some(([path, time, size]) => {
      const stat = statSync(join(ROOT, path), { throwIfNoEntry: false });
      return stat?.mtimeMs !== time || stat.size !== size;
    });
  } catch {
    return true;
  }
}

/** When a source was written, and its size. One that was written while it was built may be another by now: no time. */
function markOf(path, begun) {
  const { mtimeMs, size } = statSync(path);
  return [mtimeMs < begun ? mtimeMs : 0, size];
}

function putFile(path, contents) {
  mkdirSync(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}.draft`;
  try {
    writeFileSync(draft, contents);
    renameSync(draft, path);
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Removes what no build has written since a time, in milliseconds, and this one has not made. */
function removeUnused(dist, made, since) {
  for (const entry of readdirSync(dist, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = slashed(relative(dist, path));
    if (!entry.isFile() || made.has(name) || name.startsWith("types/")) continue;
    const stat = statSync(path, { throwIfNoEntry: false });
    if (stat !== undefined && stat.mtimeMs < since) rmSync(path, { force: true });
  }
}

const slashed = (path) => path.split(sep).join("/");

/** The first of esbuild's errors on one line, or what went wrong otherwise. */
function messageOf(error) {
  const [first] = error.errors ?? [];
  if (first === undefined) return `The packages cannot be built: ${error.message}`;
  const { file, line, column } = first.location ?? {};
  return `${file ? `${file}:${line}:${column + 1}: ` : ""}${first.text}`;
}

if (process.argv[1] === SCRIPT) {
  const names = process.argv.slice(2);
  try {
    for (const name of names.length > 0 ? names : Object.keys(PACKAGES)) await build(join(LIB, name));
    // So that the first command need not.
    if (names.length === 0) await (await import("./kernel/dist/index.js")).prepareCompiler();
  } catch (error) {
    process.stderr.write(`${messageOf(error)}\n`);
    process.exitCode = 1;
  }
}
