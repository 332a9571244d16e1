import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./place.js";

/** The last commit before the kernel was this project's own: what is done since is compared with it. */
export const BEFORE = "bbac3b7";

/** A checkout of a commit, with its own packages. */
export interface Checkout {
  readonly commit: string;
  readonly folder: string;
  remove(): void;
}

/** Checks out a commit of this repository into a temporary folder and installs what it needs; `undefined`, with a line that says so, where that fails. */
export function checkout(commit: string): Checkout | undefined {
  const folder = mkdtempSync(join(tmpdir(), "bench-before-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const run = (command: string, args: readonly string[], cwd: string) =>
    execFileSync(command, args, { cwd, stdio: "ignore" });
  try {
    // A clone that shares the objects: nothing is written into this repository.
    run("git", ["clone", "--quiet", "--shared", "--no-checkout", ROOT, folder], ROOT);
    run("git", ["checkout", "--quiet", "--detach", commit], folder);
    run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], folder);
    return { commit, folder, remove };
  } catch {
    remove();
    console.log(`Skipped: commit ${commit}, which cannot be checked out and installed here.`);
    return undefined;
  }
}
