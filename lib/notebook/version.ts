import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The version of a package that this one depends on, or of this one; "unknown" where its manifest does not say. */
export function packageVersion(name?: string): string {
  const require = createRequire(import.meta.url);
  try {
    const file = require.resolve(name === undefined ? "./package.json" : `${name}/package.json`);
    const { version }: { version?: unknown } = JSON.parse(readFileSync(file, "utf8"));
    return typeof version === "string" ? version : "unknown";
  } catch {
    return "unknown";
  }
}
