import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BuildOptions } from "esbuild";
import { packageVersion } from "../version.js";
import { cached } from "./bundle-cache.js";

const source = join(import.meta.dirname, "client");
/** The scripts' own sources; in an installed package the JavaScript that was built of them. */
const folder = existsSync(source) ? source : join(import.meta.dirname, "..", "dist", "report", "client");

/** How every script of a page is built, so that the same sources give the same bytes. */
export const clientOptions = {
  bundle: true,
  minify: true,
  write: false,
  format: "iife",
  target: "es2020",
  charset: "ascii",
  legalComments: "none",
  logLevel: "silent",
  tsconfigRaw: "{}",
} as const satisfies BuildOptions;

/** The entry of one of the page's scripts. */
export function clientFile(name: "charts" | "page" | "theme-head"): string {
  return join(folder, `${name}.${folder === source ? "ts" : "js"}`);
}

/** Whether a file is one of the scripts' own sources. */
export function isClient(file: string): boolean {
  return file.startsWith(folder);
}

/** A name for the scripts' sources as they are now. */
export function clientKey(): string {
  const hash = createHash("sha256");
  const files = readdirSync(folder).filter((name) => /\.[jt]s$/.test(name) && !name.endsWith(".d.ts"));
  for (const name of files.sort()) hash.update(`${name}\n${readFileSync(join(folder, name), "utf8")}\n`);
  return hash.digest("hex");
}

/** The script of the head, which chooses the colours, and that of the page, which needs no Plotly. */
export async function pageScripts(): Promise<{ readonly head: string; readonly page: string }> {
  const key = clientKey();
  const [head, page] = await Promise.all([script("theme-head", key), script("page", key)]);
  return { head, page };
}

async function script(name: "page" | "theme-head", sources: string): Promise<string> {
  const esbuild = packageVersion("esbuild");
  const key = createHash("sha256").update([name, esbuild, sources].join("\n")).digest("hex").slice(0, 32);
  const made = await cached(`${name}-${key}`, async () => {
    // Loaded where the cache has no script, which is seldom.
    const { build } = await import("esbuild");
    const { outputFiles } = await build({ ...clientOptions, write: false, entryPoints: [clientFile(name)] });
    return { script: outputFiles[0]?.text.trim() ?? "", notices: "" };
  });
  return made.script;
}
