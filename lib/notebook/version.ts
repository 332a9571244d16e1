import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The version of a package that this one depends on, or of this one; "unknown" where its manifest does not say. */
export function packageVersion(name?: string): string {
  // This package's manifest stands beside this file in the repository, and one folder up in a built package.
  const places = name === undefined ? ["./package.json", "../package.json"] : [`${name}/package.json`];
  const require = createRequire(import.meta.url);
  for (const place of places) {
    try {
      const file = require.resolve(place);
      const { version }: { version?: unknown } = JSON.parse(readFileSync(file, "utf8"));
      if (typeof version === "string") return version;
    } catch {
      // The next place, if there is one.
    }
  }
  return "unknown";
}
