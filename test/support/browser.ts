import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** Whether pages can be looked at here. Says so where they cannot; in CI a missing browser is a fault. */
export const hasBrowser = ((): boolean => {
  if (existsSync(EXECUTABLE)) return true;
  if (process.env.CI)
    throw new Error(`There is no browser at ${EXECUTABLE}; CI may not skip the tests that need it.`);
  console.log(`Skipped: no Chromium at ${EXECUTABLE} (the variable CHROMIUM may name another place).`);
  return false;
})();

/** Starts Chromium without a window; it keeps quiet on the network by itself. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: EXECUTABLE,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}
