import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { DuckDBInstance, type DuckDBValue } from "@duckdb/node-api";

const BIN = resolve("lib/clusters/bin/innovation-clusters.js");

/** What the command said and how it ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** How to run it. */
export interface Run {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
  /** Called when it has started, with a function that sends it a signal. */
  readonly started?: (send: (signal: NodeJS.Signals) => void) => void;
}

/** Runs `innovation-clusters identify` as a process of its own. */
export function identifyCommand(args: readonly string[], options: Run): Promise<Ended> {
  return run(["identify", ...args], options);
}

/** Runs `innovation-clusters` as a process of its own. */
export function run(args: readonly string[], { cwd, env, started }: Run): Promise<Ended> {
  return new Promise((done, failed) => {
    const child = spawn(process.execPath, [BIN, ...args], {
      cwd,
      env: { ...process.env, ...env },
    });
    let [out, err] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      out += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      err += text;
    });
    child.on("error", failed);
    child.on("close", (code) => done({ code, out, err }));
    started?.((signal) => child.kill(signal));
  });
}

/** A temporary folder; the caller removes it. */
export function scratch(): {
  readonly path: string;
  readonly file: (name: string) => string;
  readonly remove: () => void;
} {
  const path = mkdtempSync(join(tmpdir(), "clusters-command-"));
  return {
    path,
    file: (name) => join(path, name),
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}

/** Runs statements of DuckDB one after the other; gives the rows of the last. */
export async function duckdb(...statements: readonly string[]): Promise<DuckDBValue[][]> {
  const instance = await DuckDBInstance.create(":memory:", { threads: "2" });
  const connection = await instance.connect();
  try {
    let rows: DuckDBValue[][] = [];
    for (const sql of statements) rows = (await connection.runAndReadAll(sql)).getRows();
    return rows;
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
