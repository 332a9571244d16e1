import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { escapeHtml } from "../report/html.js";

/** A page on disk that leads to an address. */
export interface Signpost {
  readonly file: string;
  remove(): void;
}

/**
 * Writes a page that only its owner can read and that leads on to `address`. The command line of a browser can be read
 * by every user of the machine, and so could a token in it.
 */
export function writeSignpost(address: string, folder: string): Signpost {
  const file = join(folder, `open-${process.pid}.html`);
  const to = escapeHtml(address);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  rmSync(file, { force: true });
  writeFileSync(
    file,
    `<!doctype html><meta charset="utf-8"><title>Notebooks</title><meta http-equiv="refresh" content="0;url=${to}"><p><a href="${to}">Open the notebooks</a></p>\n`,
    { mode: 0o600, flag: "wx" },
  );
  return { file, remove: () => rmSync(file, { force: true }) };
}

/**
 * Opens a file in the default browser.
 * @param failed called where there is none, or it does not start: the address stands in the terminal anyway.
 */
export async function openInBrowser(file: string, failed: (why: string) => void): Promise<void> {
  try {
    const { default: open } = await import("open");
    const program = await open(file);
    program.once("error", (error) => failed(error.message));
    program.once("exit", (code) => code !== 0 && code !== null && failed(`its opener ended with ${code}`));
  } catch (error) {
    failed(error instanceof Error ? error.message : String(error));
  }
}
