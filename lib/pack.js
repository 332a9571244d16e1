// `npm pack` of a workspace: `prepack` builds JavaScript and declarations into dist/ and points package.json at them,
// `postpack` puts package.json back. In the repository the entry is the TypeScript itself, which the kernel loads.
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = process.cwd();
const manifest = join(folder, "package.json");
const kept = join(folder, "package.json.kept");
const dist = join(folder, "dist");

const steps = { prepack, postpack };
const step = steps[process.argv[2]];
if (!step) throw new Error(`usage: node pack.js ${Object.keys(steps).join("|")}`);
step();

function prepack() {
  // A pack that was cut off before postpack leaves the kept manifest behind: it is the true one.
  if (existsSync(kept)) renameSync(kept, manifest);
  rmSync(dist, { recursive: true, force: true });
  build();
  const json = JSON.parse(readFileSync(manifest, "utf8"));
  copyFileSync(manifest, kept);
  const entry = json.main.replace(/^\.\//, "./dist/").replace(/\.ts$/, "");
  const exported = {
    ".": { types: `${entry}.d.ts`, default: `${entry}.js` },
    "./package.json": "./package.json",
  };
  const { scripts: _, devDependencies: __, ...rest } = json;
  writeFileSync(
    manifest,
    `${JSON.stringify({ ...rest, main: `${entry}.js`, types: `${entry}.d.ts`, exports: exported, files: ["dist", "bin"] }, null, 2)}\n`,
  );
  copyFileSync(join(root, "LICENSE"), join(folder, "LICENSE"));
}

function postpack() {
  if (existsSync(kept)) renameSync(kept, manifest);
  rmSync(dist, { recursive: true, force: true });
  rmSync(join(folder, "LICENSE"), { force: true });
}

function build() {
  const config = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config;
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    {
      compilerOptions: {
        ...config.compilerOptions,
        noEmit: false,
        declaration: true,
        rootDir: folder,
        outDir: dist,
      },
      include: ["**/*.ts"],
      exclude: ["dist", "node_modules"],
    },
    ts.sys,
    folder,
  );
  const program = ts.createProgram(fileNames, options);
  const faults = [...ts.getPreEmitDiagnostics(program), ...program.emit().diagnostics];
  if (faults.length) {
    throw new Error(
      ts.formatDiagnostics(faults, { ...ts.sys, getCanonicalFileName: (f) => f, getNewLine: () => "\n" }),
    );
  }
  // What the sources read beside themselves: schemas, the kernel's preload, licences.
  cpSync(folder, dist, {
    recursive: true,
    filter: (path) => {
      const name = relative(folder, path);
      if (/^(dist|node_modules|bin)(\/|$)/.test(name) || /^package\.json/.test(name)) return false;
      return !/\.[^/]+$/.test(name) || (/\.(cjs|json|css|txt)$/.test(name) && !name.endsWith(".ts"));
    },
  });
  mkdirSync(dist, { recursive: true });
}
