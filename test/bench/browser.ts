import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { type Measured, measured, ratio } from "./figures.js";
import { classicNotebook, type FrontEnd, jupyterNotebook } from "./front-ends.js";
import { newPlace } from "./place.js";

/** One wait of a person at a browser, in seconds. */
export interface Wait {
  readonly what: string;
  readonly tsnb: Measured;
  /** None where the peer is not installed. */
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

const WAITS = {
  start: "from the command to the list of notebooks, front end built",
  open: "from opening a notebook to its cells",
  reload: "from reloading it to its cells",
  completion: "from Tab to the list of completions",
} as const;

type Round = { readonly [wait in keyof typeof WAITS]: number };

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
      waits: Object.entries(WAITS).map(([wait, what]) => {
        const seconds = all.map((each) => each.own[wait as keyof Round]);
        const theirs = all.flatMap((each) => each.peer?.[wait as keyof Round] ?? []);
        if (theirs.length === 0) return { what, tsnb: measured(seconds) };
        return {
          what,
          tsnb: measured(seconds),
          peer: { seconds: measured(theirs), ratio: ratio(seconds, theirs) },
        };
      }),
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
    return { start, open, reload, completion: await completion(page, end) };
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

async function timed(action: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await action();
  return since(began);
}

function since(began: number): number {
  return (performance.now() - began) / 1000;
}
