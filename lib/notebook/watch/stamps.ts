import { type ReadKind, stampOf } from "tslab-kernel";

/** How often files are looked at, in milliseconds. Looking works on every file system; being told does not. */
const EVERY_MS = 250;

/** A look at a path; without a stamp what is there now counts as seen. */
export interface Seen {
  readonly kind: ReadKind;
  readonly path: string;
  readonly stamp?: string;
}

/** Files and folders that are looked at again and again. */
export interface Watched {
  /** Looks at these from now on, and at no others. */
  files(seen: readonly Seen[]): void;
  /** Settles when one or more are not as they were seen, or last told; gives their paths. */
  next(signal: AbortSignal): Promise<readonly string[]>;
}

/** Watches files and folders by their time, size and inode; of some folders those of all below them. */
export function watchFiles(): Watched {
  let all = new Map<string, Required<Seen>>();
  return {
    files(seen) {
      all = new Map(
        seen.map((one) => {
          const key = `${one.kind} ${one.path}`;
          return [key, all.get(key) ?? { ...one, stamp: one.stamp ?? stampNow(one) }];
        }),
      );
    },
    next(signal) {
      return new Promise((resolve) => {
        const end = (paths: readonly string[]) => {
          clearInterval(timer);
          signal.removeEventListener("abort", aborted);
          resolve(paths);
        };
        const aborted = () => end([]);
        const timer = setInterval(() => {
          const changed = [...all].filter(([, one]) => stampNow(one) !== one.stamp);
          for (const [key, one] of changed) all.set(key, { ...one, stamp: stampNow(one) });
          if (changed.length > 0) end(changed.map(([, { path }]) => path));
        }, EVERY_MS);
        signal.addEventListener("abort", aborted);
        if (signal.aborted) end([]);
      });
    },
  };
}

function stampNow({ kind, path }: Seen): string {
  try {
    return stampOf(kind, path);
  } catch {
    return "absent";
  }
}
