import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import kernel from "./lib/kernel/package.json" with { type: "json" };

/** The kernel's package by its sources, where other code is told to take what was built. */
const sourcesOfKernel = Object.entries(kernel.exports).flatMap(([name, target]) =>
  typeof target === "string"
    ? []
    : {
        find: new RegExp(`^tslab-kernel${name.slice(1)}$`),
        replacement: fileURLToPath(new URL(`lib/kernel/${target.types}`, import.meta.url)),
      },
);

export default defineConfig({
  resolve: { alias: sourcesOfKernel },
  test: {
    // What tests start as programs is built.
    globalSetup: "lib/build.js",
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each real kernel takes a core while it starts.
    maxWorkers: 2,
    reporters: ["default", "./test/support/summary-reporter.ts"],
    coverage: { provider: "v8", include: ["lib/**/*.ts"], reporter: ["text-summary"] },
  },
});
