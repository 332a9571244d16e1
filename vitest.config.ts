import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Each real kernel takes a core while it starts.
    maxWorkers: 2,
    reporters: ["default", "./test/support/summary-reporter.ts"],
    coverage: { provider: "v8", include: ["lib/**/*.ts"], reporter: ["text-summary"] },
  },
});
