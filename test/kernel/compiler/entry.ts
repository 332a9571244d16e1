import { mkdirSync, mkdtempSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles what runs in the compiler's process or thread, as the package's build does; gives the file. */
export async function buildEntry(): Promise<string> {
  // TypeScript is found from there.
  const cache = fileURLToPath(new URL("../../../node_modules/.cache/", import.meta.url));
  mkdirSync(cache, { recursive: true });
  const outfile = join(mkdtempSync(join(cache, "compiler-test-")), "compiler.cjs");
  await build({
    entryPoints: [fileURLToPath(new URL("../../../lib/kernel/compiler/entry.ts", import.meta.url))],
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    external: ["typescript"],
    logLevel: "error",
    outfile,
  });
  return outfile;
}
