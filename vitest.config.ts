import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  // Tests of sources are of the kernel's sources, too; what they start as programs is built.
  resolve: {
    alias: { "tslab-kernel": fileURLToPath(new URL("lib/kernel/index.ts", import.meta.url)) },
  },
  test: {
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
