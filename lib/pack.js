// `npm pack` of a workspace: `prepack` builds JavaScript and declarations into dist/ and points package.json at them,
// `postpack` takes both back. In the repository the entry is the TypeScript itself, which the kernel loads.
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
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const script = fileURLToPath(import.meta.url);
const root = dirname(dirname(script));
const folder = process.cwd();
const manifest = join(folder, "package.json");
const kept = join(folder, "package.json.kept");
/** What the repository has once and each package takes along. */
const borrowed = ["LICENSE", "README.md"];
const dist = join(folder, "dist");

const steps = { prepack, postpack, watch };
const step = steps[process.argv[2]];
if (!step) throw new Error("usage: node pack.js prepack|postpack");
await step();

function prepack() {
  // A pack that was cut off by force may have left its traces.
  postpack();
  try {
    build();
    copyAssets(folder, dist);
    for (const name of borrowed) copyFileSync(join(root, name), join(folder, name));
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
  rmSync(dist, { recursive: true, force: true });
  for (const name of borrowed) rmSync(join(folder, name), { force: true });
}

function builtManifest() {
  const { scripts: _, devDependencies: __, ...rest } = JSON.parse(readFileSync(kept, "utf8"));
  const entry = rest.main.replace(/^\.\//, "./dist/").replace(/\.ts$/, "");
  return {
    ...rest,
    main: `${entry}.js`,
    types: `${entry}.d.ts`,
    exports: {
      ".": { types: `${entry}.d.ts`, default: `${entry}.js` },
      "./package.json": "./package.json",
    },
    files: rest.bin ? ["dist", "bin"] : ["dist"],
  };
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
  const found = ts.getPreEmitDiagnostics(program);
  const faults = found.length ? found : program.emit().diagnostics;
  if (faults.length) {
    throw new Error(
      ts.formatDiagnostics(faults, { ...ts.sys, getCanonicalFileName: (f) => f, getNewLine: () => "\n" }),
    );
  }
}

/** What the sources read beside themselves: schemas, style sheets, the kernel's preload, licences. */
function copyAssets(from, to) {
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const { name } = entry;
    const ownOfPackage = from === folder && /^(bin|dist|LICENSE|README\.md|package\.json)/.test(name);
    if (ownOfPackage || name.startsWith(".") || name === "node_modules" || name.endsWith(".ts")) continue;
    if (entry.isDirectory()) copyAssets(join(from, name), join(to, name));
    else {
      mkdirSync(to, { recursive: true });
      copyFileSync(join(from, name), join(to, name));
    }
  }
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
