import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { UserError } from "../errors.js";

/** A script that draws figures, and the licence notices of what it is made of. */
export interface Bundle {
  readonly script: string;
  readonly notices: string;
}

const memory = new Map<string, Promise<Bundle>>();

/**
 * The bundle of a key, from memory, from the cache folder, or made now and kept in both. A cache that cannot be read
 * or written, or holds something else, is passed over: it saves time and is never needed.
 */
export function cached(key: string, make: () => Promise<Bundle>, folder = cacheFolder()): Promise<Bundle> {
  const place = join(folder, `plotly-${key}.json`);
  const known = memory.get(place);
  if (known !== undefined) return known;
  const found = stored(place) ?? make().then((bundle) => store(place, bundle));
  const promise = Promise.resolve(found);
  memory.set(place, promise);
  promise.catch(() => memory.delete(place));
  return promise;
}

// Beside the package that the bundle is made of, so that a fresh install starts afresh.
function cacheFolder(): string {
  const plotly = dirname(createRequire(import.meta.url).resolve("plotly.js/package.json"));
  return join(dirname(plotly), ".cache", "tslab-notebook");
}

function stored(place: string): Bundle | undefined {
  try {
    const { script, notices } = JSON.parse(readFileSync(place, "utf8"));
    return typeof script === "string" && typeof notices === "string" ? { script, notices } : undefined;
  } catch {
    return undefined;
  }
}

function store(place: string, bundle: Bundle): Bundle {
  try {
    writeWhole(place, JSON.stringify(bundle));
  } catch {
    // The next run makes it again.
  }
  return bundle;
}

/**
 * Puts a text into the cache folder under a name of its own and gives its path.
 * @throws UserError if it cannot be written.
 */
export function keptFile(name: string, text: string, folder = cacheFolder()): string {
  const place = join(folder, name);
  try {
    writeWhole(place, text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UserError(
      `${place}: cannot be written (${reason})`,
      "Make the folder writable or free some space.",
    );
  }
  return place;
}

// Written beside its place and moved there, so that no one ever reads half a file.
function writeWhole(place: string, text: string): void {
  const draft = `${place}.${process.pid}.draft`;
  mkdirSync(dirname(place), { recursive: true });
  try {
    writeFileSync(draft, text);
    renameSync(draft, place);
  } finally {
    rmSync(draft, { force: true });
  }
}
