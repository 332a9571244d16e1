import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Quantity } from "../../lib/notebook/display/index.js";

const root = resolve(import.meta.dirname, "../..");

/** The reports that the notebooks make; the card without a parameter is that of the first-ranked cluster. */
export const NAMES = [
  "01-methodology-change",
  "02-rd-slowdown",
  "03-cluster-comparisons",
  "04-how-sure-is-the-ranking",
  "05-sources-and-conflicts",
  "06-how-clusters-are-found",
  "cluster-card-shenzhen-hong-kong-guangzhou",
  "identify-report",
] as const;
/** Those of generated records: they rest on no edition, and on few sources. */
export const GENERATED: readonly string[] = ["06-how-clusters-are-found", "identify-report"];
export type Name = (typeof NAMES)[number];
export type Cell = Quantity | string | number | boolean | null;
export type PublishedRow = { readonly [key: string]: Cell };

/** What `tsnb report notebooks` left, run once as a user runs it. */
export interface Reports {
  readonly folder: string;
  readonly status: number | null;
  readonly log: string;
  html(name: Name | "index"): string;
  result<T = Quantity>(name: Name, key: string): T;
  remove(): void;
}

/** Lays the runs that `npm run report` keeps into a folder: what has changed since is run again, as anywhere. */
export function layKeptRuns(folder: string): void {
  const kept = join(root, "reports");
  if (existsSync(kept)) cpSync(kept, folder, { recursive: true });
}

/** Makes the reports of all notebooks in a folder of its own, with real kernels for those that have changed. */
export function makeReports(): Reports {
  const folder = mkdtempSync(join(tmpdir(), "reports-"));
  layKeptRuns(folder);
  const run = spawnSync(
    process.execPath,
    ["lib/notebook/bin/tsnb.js", "report", "notebooks", "--out", folder],
    {
      cwd: root,
      encoding: "utf8",
    },
  );
  return {
    folder,
    status: run.status,
    log: run.stdout + run.stderr,
    html: (name) => readFileSync(join(folder, `${name}.html`), "utf8"),
    result: (name, key) => JSON.parse(readFileSync(join(folder, `${name}.results.json`), "utf8"))[key],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
