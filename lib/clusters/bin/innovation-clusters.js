#!/usr/bin/env node
// An installed package carries built JavaScript; in the repository the TypeScript runs as it stands.
import { existsSync } from "node:fs";

const built = new URL("../dist/command/main.js", import.meta.url);
if (existsSync(built)) {
  await import(built.href);
} else {
  const { register } = await import("tsx/esm/api");
  register();
  await import("../command/main.ts");
}
