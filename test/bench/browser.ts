import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from "playwright-core";
import { AIMS } from "./aims.js";
import { type Measured, measured, ratio } from "./figures.js";
import { classicNotebook, type FrontEnd, jupyterNotebook, type Opened } from "./front-ends.js";
import { newPlace } from "./place.js";
import { SMALL_CELLS, writeNotebook } from "./small-notebook.js";

/** One wait of a person at a browser, in seconds. */
export interface Wait {
  readonly what: string;
  readonly tsnb: Measured;
  /** What it should not be longer than. */
  readonly aim?: number;
  /** None where the peer is not installed, or is not asked. */
  readonly peer?: { readonly seconds: Measured; readonly ratio: Measured };
}

export interface BrowserWaits {
  readonly notebook: string;
  readonly peer?: string;
  readonly waits: readonly Wait[];
  readonly versions: Readonly<Record<string, string>>;
}

const EXECUTABLE = process.env.CHROMIUM ?? "/usr/bin/chromium";

/** The notebook with most cells: what is said of opening it is not said of an easy one. */
const NOTEBOOK = "03-cluster-comparisons";

/** Opened when the server is warm: the small one, and one of the project's with all that it imports. */
const SMALL = "small";
const SECOND = "01-methodology-change";
/** From the last use of a notebook to opening another: nobody does both at once. */
const REST_MS = 3000;
/** A busy machine takes its time; what it took is told, and is no error. */
const PATIENCE_MS = 180_000;
/** How long a cell's loop takes while completion is asked for. */
const LOOP_MS = 10_000;

const WAITS = {
  start: "from the command to the list of notebooks, front end built",
  open: "from opening a notebook to its cells",
  reload: "from reloading it to its cells",
  completion: "from Tab to the list of completions",
  busyCompletion: "the same while a cell runs a loop",
  small: "from opening a second, small notebook to the result of its first cell",
  second: `the same of ${SECOND}`,
} as const;

type WaitName = keyof typeof WAITS;

const WAIT_AIMS: { readonly [wait in WaitName]?: number } = {
  completion: AIMS.completion,
  busyCompletion: AIMS.completion,
  small: AIMS.firstResult,
  second: AIMS.firstResult,
};

/** Seconds; what needs cells to run is not asked of the peer. */
type Round = { readonly [wait in WaitName]?: number };

/**
 * How long a person waits at the browser, with `tsnb start` and with Debian's classic Notebook, which runs the same kernel.
 * They take turns within each round; the browser runs already.
 * @returns undefined, with a line that says so, where there is no Chromium.
 */
export async function browserWaits(rounds: number): Promise<BrowserWaits | undefined> {
  const browser = await launch();
  if (browser === undefined) return undefined;
  const place = newPlace();
  try {
    const home = join(place.folder, "jupyter");
    mkdirSync(home);
    writeNotebook(join(place.folder, "notebooks"), SMALL, SMALL_CELLS);
    const own = jupyterNotebook(home);
    const peer = classicNotebook(home);
    const front = (end: FrontEnd) => oneRound(browser, end, place.folder);
    console.log("Warming up");
    await front(own);
    if (peer) await front(peer);
    const all: { own: Round; peer?: Round }[] = [];
    for (let each = 1; each <= rounds; each++) {
      console.log(`Round ${each} of ${rounds}`);
      all.push({ own: await front(own), ...(peer && { peer: await front(peer) }) });
    }
    return {
      notebook: NOTEBOOK,
      ...(peer && { peer: peer.name }),
      waits: (Object.keys(WAITS) as WaitName[]).map((wait) => waitOf(wait, all)),
      versions: {
        node: process.versions.node,
        ...own.versions,
        ...peer?.versions,
        chromium: browser.version(),
      },
    };
  } finally {
    await browser.close();
    place.remove();
  }
}

function waitOf(wait: WaitName, all: readonly { readonly own: Round; readonly peer?: Round }[]): Wait {
  const seconds = all.flatMap((each) => each.own[wait] ?? []);
  const theirs = all.flatMap((each) => each.peer?.[wait] ?? []);
  const aim = WAIT_AIMS[wait];
  return {
    what: WAITS[wait],
    tsnb: measured(seconds),
    ...(aim !== undefined && { aim }),
    ...(theirs.length > 0 && { peer: { seconds: measured(theirs), ratio: ratio(seconds, theirs) } }),
  };
}

async function launch(): Promise<Browser | undefined> {
  try {
    return await chromium.launch({ executablePath: EXECUTABLE, args: ["--no-sandbox", "--disable-gpu"] });
  } catch {
    console.log(
      `Skipped: what a person waits for at the browser, for there is no Chromium at ${EXECUTABLE}.`,
    );
    return undefined;
  }
}

async function oneRound(browser: Browser, end: FrontEnd, folder: string): Promise<Round> {
  const began = performance.now();
  const opened = await end.start(folder);
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  context.setDefaultTimeout(PATIENCE_MS);
  try {
    const page = await context.newPage();
    await page.goto(opened.address);
    await page
      .locator(end.listed(`${NOTEBOOK}.ipynb`))
      .first()
      .waitFor();
    const start = since(began);
    const open = await timed(async () => {
      await page.goto(opened.notebook(NOTEBOOK));
      await cellsOf(page, end);
    });
    const reload = await timed(async () => {
      await page.reload();
      await cellsOf(page, end);
    });
    const waits = { start, open, reload, completion: await completion(page, end) };
    return end.prompt === undefined
      ? waits
      : { ...waits, ...(await running(context, opened, end, end.prompt)) };
  } finally {
    await context.close();
    await opened.stop();
  }
}

function cellsOf(page: Page, { cell }: FrontEnd): Promise<void> {
  return page.locator(cell).first().waitFor();
}

/** The middle one of several, in the last code cell, with the kernel at rest. */
async function completion(page: Page, end: FrontEnd): Promise<number> {
  await end.ready(page);
  await page.locator(end.editor).last().click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nMath.");
  const times: number[] = [];
  for (let run = 0; run < 5; run++) {
    times.push(
      await timed(async () => {
        await page.keyboard.press("Tab");
        await page.locator(end.completions).first().waitFor();
      }),
    );
    await page.keyboard.press("Escape");
    await page.locator(end.completions).first().waitFor({ state: "hidden" });
    await page.locator(end.editor).last().click();
    await page.keyboard.press("Control+End");
  }
  return measured(times, 3).median;
}

/** What needs cells to run: the first result of two more notebooks, and completion beside a loop. */
async function running(
  context: BrowserContext,
  opened: Opened,
  end: FrontEnd,
  prompt: string,
): Promise<Round> {
  const [small, smallPage] = await firstResult(context, opened.notebook(SMALL), end, prompt);
  const [second] = await firstResult(context, opened.notebook(SECOND), end, prompt);
  await smallPage.bringToFront();
  return { small, second, busyCompletion: await busyCompletion(smallPage, end, prompt) };
}

/** From opening a notebook to the number before its first code cell, which is there when the cell has ended. */
async function firstResult(
  context: BrowserContext,
  address: string,
  end: FrontEnd,
  prompt: string,
): Promise<[seconds: number, page: Page]> {
  const page = await context.newPage();
  await page.waitForTimeout(REST_MS);
  const seconds = await timed(async () => {
    await page.goto(address);
    await page.locator(end.editor).first().click();
    // As soon as the cells are there: what the front end holds back until its kernel answers is part of the wait.
    await page.keyboard.press("Control+Enter");
    await page
      .locator(prompt)
      .first()
      .filter({ hasText: /\[\d+\]:/ })
      .waitFor();
  });
  return [seconds, page];
}

/** The middle one of several in the second code cell, as long as a loop runs in the first. */
async function busyCompletion(page: Page, end: FrontEnd, prompt: string): Promise<number> {
  const [first, second] = [page.locator(end.editor).first(), page.locator(end.editor).nth(1)];
  const busy = page.locator(prompt).first().filter({ hasText: "[*]:" });
  await first.click();
  await page.keyboard.press("Control+A");
  await page.keyboard.insertText(`for (const end = Date.now() + ${LOOP_MS}; Date.now() < end; );`);
  await page.keyboard.press("Control+Enter");
  await busy.waitFor();
  await second.click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("\nMath.");
  // Only the kernel, or its compiler, knows this one: front ends offer words of their own, too.
  const known = page.locator(end.completions).filter({ hasText: "abs" }).first();
  const shown = async (list: Locator) => {
    await page.keyboard.press("Tab");
    return list.waitFor({ timeout: 2000 }).then(
      () => true,
      () => false,
    );
  };
  const times: number[] = [];
  // One that comes after the loop's end counts with all of its time, and is the last.
  for (let run = 0; run < 5 && (await busy.count()) > 0; run++) {
    times.push(
      await timed(async () => {
        // As a person does: asked again where nothing has come.
        for (let asked = 1; !(await shown(known)); asked++) {
          if (asked > 20) throw new Error("no completion of Math. came, not even after the loop");
          await page.keyboard.press("Escape");
          await second.click();
          await page.keyboard.press("Control+End");
        }
      }),
    );
    await page.keyboard.press("Escape");
    await known.waitFor({ state: "hidden" });
    await second.click();
    await page.keyboard.press("Control+End");
  }
  return measured(times, 3).median;
}

async function timed(action: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await action();
  return since(began);
}

function since(began: number): number {
  return (performance.now() - began) / 1000;
}
