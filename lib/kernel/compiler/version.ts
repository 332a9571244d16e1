import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

/** The version of TypeScript, read without loading it. */
export function typescriptVersion(from: string): string {
  const file = createRequire(from).resolve("typescript/package.json");
  const { version }: { version: string } = JSON.parse(readFileSync(file, "utf8"));
  return version;
}
