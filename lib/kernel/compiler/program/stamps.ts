import type { Look } from "../contract.js";
import type { Files } from "./files.js";

/** What looks have shown, to tell later whether they would show the same. */
export interface Stamps {
  /** Notes what a look shows now, where it was not noted before. */
  note(looks: readonly Look[]): void;
  /** Looks again everywhere; gives a test for what has come out otherwise since, or `undefined` where nothing has. */
  compare(): ((look: Look) => boolean) | undefined;
}

/** @param files is to be refreshed before `compare` */
export function createStamps(files: Files): Stamps {
  const noted = new Map<string, { readonly look: Look; stamp: string }>();
  const keyOf = (look: Look) => look.join(" ");
  return {
    note(looks) {
      for (const look of looks) {
        const key = keyOf(look);
        if (!noted.has(key)) noted.set(key, { look, stamp: shownBy(look, files) });
      }
    },
    compare() {
      const changed = new Set<string>();
      for (const [key, entry] of noted) {
        const stamp = shownBy(entry.look, files);
        if (stamp === entry.stamp) continue;
        entry.stamp = stamp;
        changed.add(key);
      }
      return changed.size > 0 ? (look) => changed.has(keyOf(look)) : undefined;
    },
  };
}

function shownBy([kind, path]: Look, files: Files): string {
  if (kind === "file") return files.stamp(path);
  if (kind === "folder") return files.foldersIn(path).join("/");
  // Whether something is there, and what; a folder's time changes with everything that is put into it.
  return files.isFile(path) ? "file" : files.isFolder(path) ? "folder" : "absent";
}
