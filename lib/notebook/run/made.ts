import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { promisify } from "node:util";
import type { CellTrace } from "tslab-kernel";
import { digestOfFile } from "../digest.js";
import type { JsonObject } from "../nbformat/index.js";
import { packageVersion } from "../version.js";

/**
 * What made a run, as the executed notebook says it in `metadata.tslab_notebook.made`: Node, packages, the commit of
 * the project ("-dirty" where it has changes that are not committed), and the files that were read, by the start of
 * their digest. Paths are from the project's folder; of a file elsewhere only the name is told.
 */
export async function madeOf(
  folder: string,
  traces: readonly { readonly trace: CellTrace }[],
): Promise<JsonObject> {
  const project = projectOf(folder);
  const commit = await commitOf(project);
  const packages = Object.assign({}, ...traces.map(({ trace }) => trace.packages));
  const read = traces.flatMap(({ trace }) => trace.reads.filter(({ kind }) => kind === "file"));
  // A package that is linked into node_modules is read under two names.
  const places = [...new Set(read.map(({ path }) => path))];
  const files = places.flatMap((path) => {
    const sha256 = digest(path);
    return sha256 === undefined ? [] : [{ path: within(project, path), sha256 }];
  });
  return {
    node: process.versions.node,
    packages: sorted({ tslab: packageVersion("tslab"), "tslab-notebook": packageVersion(), ...packages }),
    ...(commit === undefined ? {} : { commit }),
    files: files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)),
  };
}

/** The folder of the project that a folder belongs to: the nearest above it with a repository or a manifest. */
function projectOf(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if ([".git", "package-lock.json", "package.json"].some((name) => existsSync(join(at, name)))) return at;
    if (at === dirname(at)) return resolve(folder);
  }
}

function within(project: string, path: string): string {
  const inside = relative(project, path).split(sep).join("/");
  return inside.startsWith("../") ? (inside.split("/").at(-1) ?? inside) : inside;
}

function digest(path: string): string | undefined {
  try {
    return digestOfFile(path).slice(0, 16);
  } catch {
    // Gone meanwhile.
    return undefined;
  }
}

function sorted(packages: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
}

const run = promisify(execFile);

/** The commit that a folder stands at; `undefined` where there is no repository, or no git. */
async function commitOf(folder: string): Promise<string | undefined> {
  try {
    const { stdout } = await run(
      "git",
      ["--no-optional-locks", "describe", "--always", "--dirty", "--exclude=*", "--abbrev=12"],
      { cwd: folder },
    );
    const commit = stdout.trim();
    return /^[0-9a-f]{7,64}(?:-dirty)?$/.test(commit) ? commit : undefined;
  } catch {
    return undefined;
  }
}
