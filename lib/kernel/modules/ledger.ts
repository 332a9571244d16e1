import { fileStamp } from "./disk.js";

/** Which modules of the project are loaded, as what was on disk when, and what imports them. */
export interface Ledger {
  /** Notes that a module is about to be read. `file` is `undefined` for one that is not on disk. */
  loading(key: string, file: string | undefined): void;
  /** Notes an import. */
  imports(from: string, to: string): void;
  /** Notes a module of which nobody can say what imports it: when it changes, all are dropped. */
  importedUnseen(key: string): void;
  /** Forgets these modules and what imports them, however far. Returns the keys of all of them. */
  drop(keys: Iterable<string>): string[];
  /** The keys of the modules whose file is another now. */
  changed(): string[];
}

export function createLedger(): Ledger {
  const loaded = new Map<string, { readonly file: string; readonly stamp: string }>();
  /** Who has ever imported a module, by its key. */
  const importers = new Map<string, Set<string>>();
  const unseen = new Set<string>();
  return {
    loading(key, file) {
      if (file !== undefined) loaded.set(key, { file, stamp: fileStamp(file) });
    },
    imports(from, to) {
      const known = importers.get(to);
      if (known) known.add(from);
      else importers.set(to, new Set([from]));
    },
    importedUnseen: (key) => void unseen.add(key),
    drop(keys) {
      const dropped = new Set<string>();
      const open = [...keys];
      for (let key = open.pop(); key !== undefined; key = open.pop()) {
        if (dropped.has(key)) continue;
        dropped.add(key);
        if (unseen.delete(key)) open.push(...loaded.keys());
        loaded.delete(key);
        open.push(...(importers.get(key) ?? []));
        importers.delete(key);
      }
      return [...dropped];
    },
    changed: () => [...loaded].filter(([, { file, stamp }]) => fileStamp(file) !== stamp).map(([key]) => key),
  };
}
