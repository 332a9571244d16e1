// `npm pack` of a workspace: `prepack` builds its JavaScript as build.js does, makes declarations of the sources, and points
// package.json at both; `postpack` takes manifest and declarations back. In the repository types are the sources' own.
import { execFileSync, spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, parse, relative, sep } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { build, INPUTS } from "./build.js";

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));
const folder = process.cwd();
const manifest = join(folder, "package.json");
const kept = join(folder, "package.json.kept");
/** What the repository has once and each package takes along that has none of its own. */
const borrowed = ["LICENSE", "README.md"];
const isBorrowed = (name) => {
  const [own, shared] = [join(folder, name), join(root, name)];
  return existsSync(own) && readFileSync(own).equals(readFileSync(shared));
};
const types = join(folder, "dist", "types");

const steps = { prepack, postpack, watch };
const step = steps[process.argv[2]];
if (!step) throw new Error("usage: node pack.js prepack|postpack");
await step();

async function prepack() {
  // A pack that was cut off by force may have left its traces.
  postpack();
  try {
    declare();
    await build(folder, { clean: true });
    for (const name of borrowed) {
      if (!existsSync(join(folder, name))) copyFileSync(join(root, name), join(folder, name));
    }
    copyFileSync(manifest, kept);
    writeFileSync(manifest, `${JSON.stringify(builtManifest(), null, 2)}\n`);
    restoreAfterNpm();
  } catch (error) {
    postpack();
    process.stderr.write(`${folder} cannot be packed: ${error.message}\n`);
    process.exitCode = 1;
  }
}

function postpack() {
  if (existsSync(kept)) renameSync(kept, manifest);
  rmSync(types, { recursive: true, force: true });
  for (const name of borrowed.filter(isBorrowed)) rmSync(join(folder, name));
}

function builtManifest() {
  const { scripts: _, devDependencies: __, ...rest } = JSON.parse(readFileSync(kept, "utf8"));
  const exported = Object.entries(rest.exports ?? { ".": rest.types ?? rest.main });
  const exports = Object.fromEntries(exported.map(([name, target]) => [name, built(target)]));
  return {
    ...rest,
    main: exports["."].default,
    types: exports["."].types,
    exports: { ...exports, "./package.json": "./package.json" },
    files: ["dist", `!dist/${INPUTS}`, ...(rest.bin ? ["bin"] : []), ...assetsIn(folder)],
  };
}

/** What the package exports in place of a source. */
function built(target) {
  const source = target.types ?? target;
  if (!source.endsWith(".ts")) return target;
  const name = source.replace(/^\.\/|\.ts$/g, "");
  return { types: `./dist/types/${name}.d.ts`, default: `./dist/${name}.js` };
}

/** @throws Error with what the compiler finds wrong. */
function declare() {
  const config = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile).config;
  const { options, fileNames } = ts.parseJsonConfigFileContent(
    {
      compilerOptions: {
        ...config.compilerOptions,
        noEmit: false,
        declaration: true,
        emitDeclarationOnly: true,
        // Sources of the other packages belong to the program, wherever they lie; their declarations are theirs to make.
        rootDir: parse(folder).root,
      },
      include: ["**/*.ts"],
      exclude: ["dist", "node_modules"],
    },
    ts.sys,
    folder,
  );
  const program = ts.createProgram(fileNames, options);
  const found = ts.getPreEmitDiagnostics(program);
  const emitted = new Map();
  const note = (_, text, __, ___, [source]) => emitted.set(relative(folder, source.fileName), text);
  const faults = found.length ? found : program.emit(undefined, note).diagnostics;
  if (faults.length) {
    throw new Error(
      ts.formatDiagnostics(faults, { ...ts.sys, getCanonicalFileName: (f) => f, getNewLine: () => "\n" }),
    );
  }
  for (const [source, text] of emitted) {
    if (source.startsWith("..")) continue;
    const place = join(types, source.replace(/ts$/, "d.ts"));
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
}

/** What the sources read beside themselves: schemas, style sheets, pictures, licences, the kernel's preload. */
function assetsIn(from) {
  return readdirSync(from, { withFileTypes: true }).flatMap((entry) => {
    const { name } = entry;
    const ownOfPackage = from === folder && /^(bin|dist|LICENSE|README\.md|package\.json)/.test(name);
    if (ownOfPackage || name.startsWith(".") || name === "node_modules" || name.endsWith(".ts")) return [];
    const path = join(from, name);
    return entry.isDirectory() ? assetsIn(path) : [relative(folder, path).split(sep).join("/")];
  });
}

/** npm does not call `postpack` when it fails on its own, as where the tarball cannot be written: another does then. */
function restoreAfterNpm() {
  const npm = npmAmongAncestors();
  if (npm === undefined) return;
  const stamp = statSync(kept).mtimeMs;
  spawn(process.execPath, [script, "watch", npm, String(stamp)], {
    cwd: folder,
    detached: true,
    stdio: "ignore",
  }).unref();
}

function npmAmongAncestors() {
  let pid = String(process.ppid);
  // npm starts scripts through a shell, which may or may not stay.
  for (let generation = 0; generation < 3; generation++) {
    try {
      const [, parent, args] = /^\s*(\d+)\s+(.*)/.exec(
        execFileSync("ps", ["-o", "ppid=,args=", "-p", pid], { encoding: "utf8" }),
      );
      if (args.includes("npm")) return pid;
      pid = parent;
    } catch {
      // No `ps` here, as on Windows: the next pack puts things right.
      return undefined;
    }
  }
  return undefined;
}

async function watch() {
  const [npm, stamp] = process.argv.slice(3).map(Number);
  const isOurs = () => statSync(kept, { throwIfNoEntry: false })?.mtimeMs === stamp;
  while (isOurs()) {
    try {
      process.kill(npm, 0);
    } catch {
      if (isOurs()) postpack();
      return;
    }
    await sleep(50);
  }
}
