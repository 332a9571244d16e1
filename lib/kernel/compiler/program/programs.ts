import type { CellProgram, ProgramSetting } from "./program.js";
import { createCellProgram } from "./program.js";

/** The programs that are kept, of all folders: each takes some tens of megabytes. */
export interface Programs {
  /** The program of a folder that is closest to these files; a new one where none has begun as they do. */
  closest(setting: ProgramSetting, roots: readonly string[]): CellProgram;
  /** Those of a folder. */
  of(setting: ProgramSetting): readonly CellProgram[];
  /** Ends those of a folder. */
  drop(setting: ProgramSetting): void;
  close(): void;
}

/** @param limit how many programs are kept at most */
export function createPrograms(limit: number): Programs {
  /** From the one used longest ago to the one used last. */
  let kept: { readonly setting: ProgramSetting; readonly program: CellProgram }[] = [];
  const drop = (which: (setting: ProgramSetting) => boolean) => {
    for (const { setting, program } of kept) if (which(setting)) program.dispose();
    kept = kept.filter(({ setting }) => !which(setting));
  };
  return {
    closest(setting, roots) {
      const score = (entry: (typeof kept)[number]) =>
        entry.setting === setting ? commonBeginning(entry.program.roots, roots) : 0;
      let best = kept.reduce<(typeof kept)[number] | undefined>(
        (found, entry) => (score(entry) > (found ? score(found) : 0) ? entry : found),
        undefined,
      );
      if (!best) {
        while (kept.length >= limit) kept.shift()?.program.dispose();
        best = { setting, program: createCellProgram(setting) };
      }
      const chosen = best;
      kept = [...kept.filter((entry) => entry !== chosen), chosen];
      return chosen.program;
    },
    of: (setting) => kept.filter((entry) => entry.setting === setting).map(({ program }) => program),
    drop: (setting) => drop((other) => other === setting),
    close: () => drop(() => true),
  };
}

function commonBeginning(one: readonly string[], other: readonly string[]): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length++;
  return length;
}
