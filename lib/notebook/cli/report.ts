import { readdirSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import {
  type Entry,
  keepPage,
  noteMade,
  pageOf,
  pageSetting,
  readEntries,
  standsAsMade,
} from "../cache/index.js";
import { digestOf } from "../digest.js";
import { UserError } from "../errors.js";
import type { JsonObject, Notebook } from "../nbformat/index.js";
import type { IndexEntry, Report } from "../report/index.js";
import { nameOf, readNotebook, writeFileAtomic } from "../run/index.js";
import { findNotebooks } from "./files.js";
import { refuseIndexName } from "./names.js";
import type { RunFlags } from "./options.js";
import type { Job } from "./plan.js";
import { runAll } from "./run.js";

const INDEX = "index.html";
/** Characters of what link previews say of the index. */
const LONGEST = 200;

/**
 * Runs the notebooks of which something has changed, makes a report of each, and an index of all reports in the output
 * folder. A notebook with a failed cell still gets its report, with the error in it.
 */
export async function report(
  paths: readonly string[],
  flags: RunFlags,
  signal: AbortSignal,
): Promise<number> {
  const { out } = flags;
  refuseIndexName(findNotebooks(paths, out));
  const fresh = new Map<string, IndexEntry>();
  const make = async (job: Job, name: string, notebook: Notebook): Promise<string> => {
    const { entry, file, size, pictures } = await makePage(out, name, notebook, dirname(job.path));
    fresh.set(name, entry);
    const setting = pageSetting(dirname(job.path));
    keepPage(job.wanted, { setting, file: basename(file), listed: asJson(entry) }, pictures);
    return `${file} (${megabytes(size)})`;
  };
  const code = await runAll(paths, flags, signal, {
    // Whatever goes wrong with it is told where it is used.
    prepare: () => void import("../report/index.js").catch(() => undefined),
    ran: (job, { name, notebook }) => make(job, name, notebook),
    stands(job, entry) {
      const page = pageOf(entry, pageSetting(dirname(job.path)), out);
      if (page === undefined) return make(job, entry.name, readNotebook(join(out, `${entry.name}.ipynb`)));
      fresh.set(entry.name, asEntry(page.listed));
      return join(out, page.file);
    },
  });
  if (fresh.size > 0) {
    await writeIndex(out, fresh);
    process.stderr.write(`All reports: ${join(out, INDEX)}\n`);
  }
  return code;
}

/** Renders an executed notebook into the output folder; gives what the index shows of it, and the file. */
export async function makePage(out: string, name: string, notebook: Notebook, sourceDir: string) {
  const { renderReport } = await import("../report/index.js");
  const rendered = await renderReport(notebook, { name, sourceDir, index: INDEX });
  const file = join(out, `${name}.html`);
  writeFileAtomic(file, rendered.html);
  return { entry: entryOf(name, rendered), file, size: rendered.size, pictures: rendered.pictures };
}

function entryOf(name: string, { title, findingHtml, firstFigure, failedCells }: Report): IndexEntry {
  return {
    name,
    href: `${encodeURIComponent(name)}.html`,
    title,
    ...(findingHtml === undefined ? {} : { findingHtml }),
    ...(firstFigure === undefined ? {} : { firstFigure }),
    failedCells,
  };
}

/** Writes the index of the reports in the output folder, where it is not what it would be. */
export async function writeIndex(out: string, fresh: ReadonlyMap<string, IndexEntry>): Promise<void> {
  const entries = [...fresh.values(), ...(await earlier(out, fresh))];
  entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  const file = join(out, INDEX);
  const inputs = digestOf(JSON.stringify([pageSetting(out), entries]));
  if (!standsAsMade(out, INDEX, inputs)) {
    const { renderIndex } = await import("../report/index.js");
    writeFileAtomic(
      file,
      await renderIndex(entries, { title: "Reports", description: descriptionOf(entries) }),
    );
    noteMade(out, INDEX, inputs);
  }
}

/** What link previews say of the index: how many reports there are, and as many titles as fit. */
function descriptionOf(entries: readonly IndexEntry[]): string {
  const count = `${entries.length} report${entries.length === 1 ? "" : "s"}`;
  const whole = `${count}: ${entries.map(({ title }) => title).join("; ")}`;
  return whole.length <= LONGEST ? whole : `${whole.slice(0, LONGEST).replace(/[\s;:]+\S*$/, "")}…`;
}

/** Reports that earlier runs have left in the folder, as they were kept, or read from their executed notebooks. */
async function earlier(folder: string, fresh: ReadonlyMap<string, unknown>): Promise<IndexEntry[]> {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(".ipynb"))
    .map(nameOf)
    .filter((name) => !fresh.has(name) && statSync(join(folder, `${name}.html`), { throwIfNoEntry: false }));
  if (names.length === 0) return [];
  const kept = new Map(readEntries(folder).map((entry) => [entry.name, entry]));
  const entries: IndexEntry[] = [];
  for (const name of names) {
    const entry = keptEntry(kept.get(name), folder) ?? (await readEntry(name, folder));
    if (entry !== undefined) entries.push(entry);
  }
  return entries;
}

function keptEntry(entry: Entry | undefined, folder: string): IndexEntry | undefined {
  const page = entry?.page && pageOf(entry, entry.page.setting, folder);
  return page && asEntry(page.listed);
}

/** A file that someone else has put into the output folder is no reason to go without an index. */
async function readEntry(name: string, folder: string): Promise<IndexEntry | undefined> {
  try {
    const { renderReport } = await import("../report/index.js");
    const notebook = readNotebook(join(folder, `${name}.ipynb`));
    return entryOf(name, await renderReport(notebook, { name, sourceDir: folder }));
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}

// An entry is JSON by what it holds; the kept one was made here.
const asJson = (entry: IndexEntry): JsonObject => JSON.parse(JSON.stringify(entry));
const asEntry = (listed: JsonObject): IndexEntry => listed as unknown as IndexEntry;

function megabytes(bytes: number): string {
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
