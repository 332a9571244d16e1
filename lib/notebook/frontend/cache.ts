import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { packagesFolder } from "./packages.js";

/** A front end that is built: where its files are, and how a page starts it. */
export interface FrontEnd {
  readonly folder: string;
  readonly key: string;
  /** The script that a page starts with, and its style sheet: names of files. */
  readonly script: string;
  readonly styles: string;
  readonly preload: readonly string[];
  /** The style sheets of themes, by the name of the package. */
  readonly themes: { readonly [name: string]: string };
  /** Every file that may be served, with its size in bytes. */
  readonly files: { readonly [name: string]: number };
  readonly versions: { readonly notebook: string; readonly lab: string };
}

/** What describes a build, in its folder; written last. */
const MANIFEST = "front-end.json";

/** A build that nobody has used for so long is removed when another is made: a server that still runs may be using it. */
const UNUSED = 24 * 60 * 60 * 1000;

/** Where builds are kept: TSLAB_NOTEBOOK_CACHE, or beside the packages, so that a fresh install starts afresh. */
export function cacheFolder(): string {
  return process.env.TSLAB_NOTEBOOK_CACHE || join(packagesFolder(), ".cache", "tslab-notebook");
}

/** The build of a key, if it is there and whole. */
export function keptBuild(key: string, cache: string): FrontEnd | undefined {
  const folder = join(cache, `frontend-${key}`);
  try {
    const made = JSON.parse(readFileSync(join(folder, MANIFEST), "utf8")) as Omit<FrontEnd, "folder">;
    const isWhole = Object.entries(made.files).every(
      ([name, size]) => statSync(join(folder, name)).size === size,
    );
    if (!isWhole || made.key !== key) return undefined;
    const now = new Date();
    utimesSync(join(folder, MANIFEST), now, now);
    return { ...made, folder };
  } catch {
    return undefined;
  }
}

/**
 * Makes a build in a folder of its own and puts it in its place when it is whole, so that no one ever uses half of one.
 * Where another process was faster, that one's stays. Builds that nobody uses are removed.
 */
export async function keepBuild(
  key: string,
  cache: string,
  make: (folder: string) => Promise<Omit<FrontEnd, "folder" | "key" | "files">>,
): Promise<FrontEnd> {
  const place = join(cache, `frontend-${key}`);
  const draft = `${place}.${process.pid}.draft`;
  try {
    mkdirSync(draft, { recursive: true });
    const made = await make(draft);
    const files = Object.fromEntries(
      readdirSync(draft).map((name) => [name, statSync(join(draft, name)).size]),
    );
    writeFileSync(join(draft, MANIFEST), JSON.stringify({ ...made, key, files }));
    const other = keptBuild(key, cache);
    if (other !== undefined) return other;
    rmSync(place, { recursive: true, force: true });
    renameSync(draft, place);
    removeUnused(cache, Date.now() - UNUSED);
    return { ...made, key, files, folder: place };
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function removeUnused(cache: string, since: number): void {
  for (const name of readdirSync(cache).filter((each) =>
    /^frontend-[0-9a-f]{32}(?:\.\d+\.draft)?$/.test(each),
  )) {
    const folder = join(cache, name);
    const used = statSync(join(folder, MANIFEST), { throwIfNoEntry: false }) ?? statSync(folder);
    if (used.mtimeMs < since) rmSync(folder, { recursive: true, force: true });
  }
}
