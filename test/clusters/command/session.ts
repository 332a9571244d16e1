import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { identifyCommand, scratch } from "./command.js";

/** The names of the tables that are written. */
export const TABLES = ["clusters", "members", "ranking", "shares"];

/** A folder in which the command is run, and what it has written there. The caller removes it. */
export function session() {
  const folder = scratch();
  const text = (out: string, file: string): string => readFileSync(join(folder.path, out, file), "utf8");
  return {
    folder,
    text,
    /** Runs the command, which must succeed; gives what it printed. */
    identify: async (out: string, ...args: readonly string[]): Promise<string> => {
      const ended = await identifyCommand([...args, "--out", out], { cwd: folder.path });
      expect(ended.err).toBe("");
      expect(ended.code).toBe(0);
      return ended.out;
    },
    summaryOf: (out: string) => JSON.parse(text(out, "summary.json")),
    /** The files of a result but for the summary, byte for byte. */
    results: (out: string): Record<string, string> => {
      const names = readdirSync(join(folder.path, out)).filter((name) => name !== "summary.json");
      return Object.fromEntries(
        names.map((name) => [name, readFileSync(join(folder.path, out, name), "latin1")]),
      );
    },
  };
}
