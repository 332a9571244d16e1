import { readdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { UserError } from "../errors.js";
import type { Notebook } from "../nbformat/index.js";
import { type IndexEntry, renderIndex, renderReport } from "../report/index.js";
import { nameOf, readNotebook, writeFileAtomic } from "../run/index.js";
import type { RunFlags } from "./options.js";
import { runAll } from "./run.js";

const INDEX = "index.html";

/**
 * Runs notebooks and makes a report of each, and an index of all reports in the output folder. A notebook with a
 * failed cell still gets its report, with the error in it.
 */
export async function report(
  paths: readonly string[],
  flags: RunFlags,
  signal: AbortSignal,
): Promise<number> {
  const fresh = new Map<string, IndexEntry>();
  const code = await runAll(paths, flags, signal, async (path, { notebook, name }) => {
    const rendered = await renderReport(notebook, { name, sourceDir: dirname(path), index: INDEX });
    const file = join(flags.out, `${name}.html`);
    writeFileAtomic(file, rendered.html);
    fresh.set(name, { ...rendered, name, href: `${encodeURIComponent(name)}.html` });
    return `${file} (${megabytes(rendered.html)})`;
  });
  if (fresh.size > 0) {
    const entries = [...fresh.values(), ...(await earlier(flags.out, fresh))];
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    const file = join(flags.out, INDEX);
    writeFileAtomic(file, await renderIndex(entries));
    process.stderr.write(`All reports: ${file}\n`);
  }
  return code;
}

/** Reports that earlier runs have left in the folder, read from their executed notebooks. */
async function earlier(folder: string, fresh: ReadonlyMap<string, unknown>): Promise<IndexEntry[]> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".ipynb"))
    .map(nameOf)
    .filter((name) => !fresh.has(name) && statSync(join(folder, `${name}.html`), { throwIfNoEntry: false }));
  const entries: IndexEntry[] = [];
  for (const name of names) {
    const notebook = readable(join(folder, `${name}.ipynb`));
    if (notebook === null) continue;
    const rendered = await renderReport(notebook, { name, sourceDir: folder });
    entries.push({ ...rendered, name, href: `${encodeURIComponent(name)}.html` });
  }
  return entries;
}

/** A file that someone else has put into the output folder is no reason to go without an index. */
function readable(file: string): Notebook | null {
  try {
    return readNotebook(file);
  } catch (error) {
    if (error instanceof UserError) return null;
    throw error;
  }
}

function megabytes(html: string): string {
  return `${(Buffer.byteLength(html) / 1_000_000).toFixed(1)} MB`;
}
