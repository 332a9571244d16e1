import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * What takes long to work out and comes out the same every time, kept between processes. A store saves time and is never
 * needed: where it cannot be read or written, or holds something else, everything is worked out anew.
 */
export interface Store {
  /** What was kept under `name` when `key` was the same. */
  recall(name: string, key: string): Buffer | undefined;
  /** Keeps `data` under `name`, in place of what was kept there under another key. */
  keep(name: string, key: string, data: string | Buffer): void;
}

/**
 * The folder of the store: beside TypeScript, of which `file` is one of the files, so that it goes with the install. The variable
 * TSLAB_NOTEBOOK_CACHE names another.
 */
export const storeFolder = (file: string): string =>
  process.env.TSLAB_NOTEBOOK_CACHE || join(dirname(dirname(dirname(file))), ".cache", "tslab-notebook");

/** The sum of a text, in hexadecimal digits. */
export const sumOf = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

/** The first line of a file in the store: what it was made from, and a sum of what follows. */
const headOf = (key: string, data: string | Buffer): Buffer => Buffer.from(`${sumOf(key)} ${sumOf(data)}\n`);
const HEAD = 64 + 1 + 64 + 1;

/** A store in a folder, which is made with the first thing that is kept. */
export function openStore(folder: string): Store {
  return {
    recall(name, key) {
      try {
        const kept = readFileSync(join(folder, name));
        const data = kept.subarray(HEAD);
        return kept.subarray(0, HEAD).equals(headOf(key, data)) ? data : undefined;
      } catch {
        return undefined;
      }
    },
    keep(name, key, data) {
      const place = join(folder, name);
      // Several may do so at once, and no one ever reads half a file.
      const draft = `${place}.${process.pid}.draft`;
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(draft, Buffer.concat([headOf(key, data), Buffer.from(data)]));
        renameSync(draft, place);
      } catch {
        discard(draft);
      }
    },
  };
}

function discard(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where nothing could be written there is nothing to remove.
  }
}

/** A name for what is kept about a file, the same for all versions of it: the store does not grow with every edit. */
export const nameFor = (kind: string, file: string): string => `${kind}-${sumOf(file).slice(0, 32)}`;
