import { execFile } from "node:child_process";
import { createHash, randomUUID } from "node:crypto";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { createRequire } from "node:module";
import { setPriority } from "node:os";
import { dirname, join } from "node:path";
import { running } from "../running.js";
import { storeFolder } from "../store.js";
import type { Source } from "./connect.js";

/** An image of a compiler's memory, from which a process starts in a fraction of the time. */
interface Image {
  /** The file, where it has been made. */
  file(): string | undefined;
  /** Makes it, where it is not there and can be, unless that is aborted; a failure is no one's business: the compiler starts without. */
  make(signal?: AbortSignal): Promise<void>;
  /** Says that it does not work. */
  discard(): void;
}

/** Half of what V8 would take for what lives shortly. An image is of use only with the flags that it was made with. */
export const COMPILER_FLAGS = ["--max-semi-space-size=8"];
/** Others come first. */
const PRIORITY = 10;
const LONGEST_MS = 120_000;

/** The image of this compiler for this Node and what is installed; `undefined` where the package was built without. */
export function imageOf({ image, near }: Source): Image | undefined {
  if (image === undefined || !existsSync(image)) return undefined;
  const typescript = createRequire(image).resolve("typescript");
  const folder = storeFolder(typescript);
  const key = createHash("sha256")
    .update(readFileSync(image))
    .update(JSON.stringify([process.version, process.arch, COMPILER_FLAGS, near, typescript]))
    .update([typescript, ...locksAbove(near)].map(markOf).join())
    .digest("hex")
    .slice(0, 32);
  const prefix = `compiler-${process.version}-`;
  const file = join(folder, `${prefix}${key}.image`);

  function make(signal?: AbortSignal): Promise<void> {
    const draft = join(folder, `${randomUUID()}.draft`);
    try {
      mkdirSync(folder, { recursive: true });
      accessSync(folder, constants.W_OK);
    } catch {
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      const args = [
        ...COMPILER_FLAGS,
        "--snapshot-blob",
        draft,
        "--build-snapshot",
        image ?? "",
        JSON.stringify({ near, running: running() }),
      ];
      const env = { ...process.env, TSLAB_KERNEL_TYPESCRIPT: typescript, NODE_OPTIONS: "" };
      const child = execFile(
        process.execPath,
        args,
        { env, timeout: LONGEST_MS, killSignal: "SIGKILL", ...(signal ? { signal } : {}) },
        (error) => {
          try {
            if (error === null) {
              removeOthers();
              renameSync(draft, file);
            }
          } catch {
            // Someone else has made it, or nobody can.
          }
          rmSync(draft, { force: true });
          resolve();
        },
      );
      try {
        if (child.pid !== undefined) setPriority(child.pid, PRIORITY);
      } catch {
        // It takes its part of the processor, then.
      }
    });
  }

  /** Earlier ones for the same Node are of no more use. */
  function removeOthers(): void {
    for (const name of readdirSync(folder))
      if (name.startsWith(prefix)) rmSync(join(folder, name), { force: true });
  }

  return {
    file: () => (existsSync(file) ? file : undefined),
    make: (signal) => (existsSync(file) ? Promise.resolve() : make(signal)),
    discard: () => rmSync(file, { force: true }),
  };
}

/** npm's notes of what is installed around some folders. */
function locksAbove(folders: readonly string[]): string[] {
  return folders.flatMap((folder) => {
    const above = dirname(folder);
    return [
      join(folder, "node_modules", ".package-lock.json"),
      ...(above === folder ? [] : locksAbove([above])),
    ];
  });
}

function markOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? "absent" : `${stat.mtimeMs} ${stat.size}`;
}
