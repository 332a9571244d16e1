import { chmodSync, existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test, vi } from "vitest";
import { openInBrowser, writeSignpost } from "../../../lib/notebook/cli/browser.js";
import { temporaryFolder } from "./tsnb.js";

const folder = temporaryFolder();
const ADDRESS = "http://127.0.0.1:8888/tree/notebooks?token=a&b=<c>";

describe("the page on disk that leads to the notebooks", () => {
  test("is for its owner alone, leads on without a program, and goes when it is told to", () => {
    const place = join(folder, "runtime");
    const { file, remove } = writeSignpost(ADDRESS, place);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(place).mode & 0o777).toBe(0o700);
    const html = readFileSync(file, "utf8");
    expect(html).toContain('content="0;url=http://127.0.0.1:8888/tree/notebooks?token=a&amp;b=&lt;c&gt;"');
    expect(html).not.toContain("<script");
    remove();
    expect(existsSync(file)).toBe(false);
  });

  test("replaces what a run that was killed has left, and never writes through another's link", () => {
    const place = join(folder, "left");
    const { file } = writeSignpost("http://127.0.0.1:1/", place);
    chmodSync(file, 0o644);
    writeSignpost("http://127.0.0.1:2/", place);
    expect(readFileSync(file, "utf8")).toContain("127.0.0.1:2");
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });
});

describe.runIf(process.platform === "linux")("opening the default browser", () => {
  afterEach(() => vi.unstubAllEnvs());

  /** A program in the place of a browser, that notes what it is asked to open. */
  function fakeBrowser(name: string, script: string): string {
    const place = join(folder, name);
    mkdirSync(place);
    const program = join(place, "browser");
    writeFileSync(program, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    vi.stubEnv("BROWSER", program);
    vi.stubEnv("DISPLAY", "");
    vi.stubEnv("WAYLAND_DISPLAY", "");
    vi.stubEnv("XDG_CURRENT_DESKTOP", "");
    return place;
  }

  test("hands it the page on disk, not the token", async () => {
    const place = fakeBrowser("good", `printf '%s' "$*" > "$(dirname "$0")/asked"`);
    const { file } = writeSignpost(ADDRESS, place);
    await openInBrowser(file, () => undefined);
    await expect.poll(() => existsSync(join(place, "asked")), { timeout: 10_000 }).toBe(true);
    const asked = () => readFileSync(join(place, "asked"), "utf8");
    await expect.poll(asked, { timeout: 10_000 }).toContain(file);
    expect(asked()).not.toContain("token");
  });

  test("says so where there is none", async () => {
    fakeBrowser("bad", "exit 1");
    const why = await new Promise<string>(
      (resolve) => void openInBrowser(join(folder, "none.html"), resolve),
    );
    expect(why).toMatch(/ended with \d|fail/i);
  });
});
