#!/usr/bin/env node
// In the repository the sources may be newer than what was built of them; an installed package has none.
import { existsSync } from "node:fs";

const inRepository = existsSync(new URL("../command/main.ts", import.meta.url));
if (!inRepository || (await (await import("../../build.js")).buildIfStale(["clusters"]))) {
  await import("../dist/command/main.js");
} else {
  process.exitCode = 1;
}
