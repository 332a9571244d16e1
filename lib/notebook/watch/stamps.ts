import { statSync } from "node:fs";

/** How often files are looked at, in milliseconds. Looking works on every file system; being told does not. */
const EVERY_MS = 250;

/** Files that are looked at again and again. */
export interface Watched {
  /** Looks at these from now on, and at no others: path → what was seen there when it was read, or nothing: as it is now. */
  files(seen: ReadonlyMap<string, string | undefined>): void;
  /** Settles when one or more are not as they were seen, or last told; gives their paths. */
  next(signal: AbortSignal): Promise<readonly string[]>;
}

/** Watches files and folders by their time, size and inode. */
export function watchFiles(): Watched {
  let stamps = new Map<string, string>();
  return {
    files(seen) {
      stamps = new Map([...seen].map(([path, stamp]) => [path, stamps.get(path) ?? stamp ?? stampOf(path)]));
    },
    next(signal) {
      return new Promise((resolve) => {
        const timer = setInterval(() => {
          const changed = [...stamps]
            .filter(([path, stamp]) => stampOf(path) !== stamp)
            .map(([path]) => path);
          if (changed.length === 0 && !signal.aborted) return;
          clearInterval(timer);
          signal.removeEventListener("abort", end);
          for (const path of changed) stamps.set(path, stampOf(path));
          resolve(changed);
        }, EVERY_MS);
        const end = () => {
          clearInterval(timer);
          resolve([]);
        };
        signal.addEventListener("abort", end, { once: true });
      });
    },
  };
}

function stampOf(path: string): string {
  try {
    const stat = statSync(path, { throwIfNoEntry: false });
    return stat ? `${stat.mtimeMs}:${stat.size}:${stat.ino}` : "absent";
  } catch {
    return "absent";
  }
}
