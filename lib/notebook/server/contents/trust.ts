import { createHmac, randomBytes } from "node:crypto";
import {
  appendFileSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { writeFileAtomic } from "../../run/atomic.js";

/** Remembers which notebooks were made, run or trusted by the user: their outputs may run scripts. */
export interface Trust {
  /** Whether a notebook, in its canonical form, is one of them. */
  knows(canonical: string | Uint8Array): boolean;
  add(canonical: string | Uint8Array): void;
}

/** Each save of another content makes one. */
const KEPT = 10_000;
const LINE = 65;
const SECRET = 32;

/**
 * The signatures of trusted notebooks in a folder of the user's own: HMAC-SHA256 under a secret that only the user can
 * read, so that nobody who writes notebooks can sign them. The newest ten thousand are kept.
 */
export function openTrust(folder: string): Trust {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const secret = secretOf(join(folder, "secret"));
  const file = join(folder, "signatures");
  let known: ReadonlySet<string> = new Set();
  let seen = "";

  function signature(canonical: string | Uint8Array): string {
    return createHmac("sha256", secret).update(canonical).digest("hex");
  }

  /** Another server of the same user may have added some. */
  function look(): ReadonlySet<string> {
    const stats = statSync(file, { throwIfNoEntry: false });
    const now = `${stats?.size} ${stats?.mtimeMs} ${stats?.ino}`;
    if (now !== seen) known = new Set(stats === undefined ? [] : readFileSync(file, "utf8").split("\n"));
    seen = now;
    return known;
  }

  return {
    knows: (canonical) => look().has(signature(canonical)),
    add: (canonical) => {
      const made = signature(canonical);
      if (look().has(made)) return;
      // One short write at the end: two servers do not take each other's away.
      appendFileSync(file, `${made}\n`, { mode: 0o600 });
      if (statSync(file).size < 2 * KEPT * LINE) return;
      const newest = readFileSync(file, "utf8").trimEnd().split("\n").slice(-KEPT);
      writeFileAtomic(file, `${newest.join("\n")}\n`);
    },
  };
}

function secretOf(file: string): Buffer {
  const found = readSecret(file);
  if (found !== undefined) return found;
  rmSync(file, { force: true });
  const fresh = `${file}.${process.pid}.${randomBytes(6).toString("hex")}`;
  writeFileSync(fresh, randomBytes(SECRET), { flag: "wx", mode: 0o600 });
  try {
    // Of two servers that start at once, one makes the secret of both.
    linkSync(fresh, file);
  } catch (error) {
    // Some file systems have no hard links.
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) renameSync(fresh, file);
  } finally {
    rmSync(fresh, { force: true });
  }
  const made = readSecret(file);
  if (made === undefined) throw new Error(`${file}: the secret that was just written cannot be read`);
  return made;
}

function readSecret(file: string): Buffer | undefined {
  try {
    const bytes = readFileSync(file);
    return bytes.length === SECRET ? bytes : undefined;
  } catch {
    return undefined;
  }
}
