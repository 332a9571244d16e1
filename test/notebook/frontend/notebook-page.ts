import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { NOISE } from "./noise.js";
import type { Served } from "./server.js";

/** A person's browser, let in by the server's link. */
export interface Visit {
  readonly context: BrowserContext;
  /** The list of files, as the link has opened it. */
  readonly tree: Page;
  /** Opens a notebook and waits for its kernel, unless one is in a hurry. */
  notebook(name: string, inAHurry?: boolean): Promise<NotebookPage>;
  /** What was said, refused or asked for elsewhere that is not known to be harmless. */
  readonly complaints: readonly string[];
}

/** Opens a context of the browser, follows the server's link, and notes all that goes wrong from then on. */
export async function visit(
  browser: Browser,
  { origin, address }: Pick<Served, "origin" | "address">,
  viewport = { width: 1280, height: 900 },
): Promise<Visit> {
  const context = await browser.newContext({ viewport });
  context.setDefaultTimeout(20_000);
  const complaints: string[] = [];
  listen(context, origin, complaints);
  const tree = await context.newPage();
  await tree.goto(address);
  return {
    context,
    complaints,
    tree,
    notebook: async (name, inAHurry = false) => {
      const page = await context.newPage();
      await page.goto(`${origin}/notebooks/notebooks/${name}`);
      return inAHurry ? driver(page) : notebookPage(page);
    },
  };
}

function listen(context: BrowserContext, origin: string, complaints: string[]): void {
  void context.addInitScript(`addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
    console.error("policy: " + violatedDirective + " " + blockedURI))`);
  context.on("console", (message) => {
    const text = message.text();
    if (!/^(?:error|warning|assert)$/.test(message.type()) || NOISE.some(([known]) => known.test(text)))
      return;
    complaints.push(`${message.type()}: ${text} (${message.location().url})`);
  });
  context.on("weberror", (error) => {
    const { message } = error.error();
    if (!NOISE.some(([known]) => known.test(message))) complaints.push(`thrown: ${message}`);
  });
  context.on("request", (request) => {
    if (!request.url().startsWith(`${origin}/`) && !/^(?:data|blob):/.test(request.url()))
      complaints.push(`asked: ${request.url()}`);
  });
}

/** A notebook as a person sees it. */
export interface NotebookPage {
  readonly page: Page;
  cell(index: number): Locator;
  /** The number before a cell: `[3]:`, or `[*]:` while it runs or waits. */
  prompt(index: number): Promise<string>;
  /** The outputs below a cell. */
  output(index: number): Locator;
  /** The texts of the outputs below a cell. */
  shown(index: number): Promise<readonly string[]>;
  /** Starts a cell with Ctrl+Enter. */
  start(index: number): Promise<void>;
  /** Starts a cell and waits for its end. */
  run(index: number): Promise<void>;
  /** Waits for the end of a cell that was started. */
  ended(index: number): Promise<void>;
  /** What stands in a cell. */
  text(index: number): Promise<string>;
  /** Puts a text in place of a cell's. */
  type(index: number, text: string): Promise<void>;
  /** Chooses an entry of a menu: `menu("Kernel", "Restart Kernel…")`. */
  menu(...labels: readonly string[]): Promise<void>;
  button(name: string | RegExp): Locator;
  dialog(): Locator;
  /** Saves with Ctrl+S and waits until the server has it. */
  save(): Promise<void>;
  /** Waits until the kernel says that it has nothing to do. */
  idle(): Promise<void>;
}

/** Drives the page of a notebook that is being opened; gives it when the kernel answers. */
export async function notebookPage(page: Page): Promise<NotebookPage> {
  const self = driver(page);
  await self.idle();
  return self;
}

function driver(page: Page): NotebookPage {
  const cell = (index: number) => page.locator(`.jp-Notebook .jp-Cell[data-windowed-list-index="${index}"]`);
  const promptOf = (index: number) => cell(index).locator(".jp-InputArea-prompt");
  const self: NotebookPage = {
    page,
    cell,
    prompt: (index) => promptOf(index).innerText(),
    output: (index) => cell(index).locator(".jp-OutputArea-output"),
    shown: async (index) => (await self.output(index).allInnerTexts()).map((text) => text.trim()),
    start: async (index) => {
      await cell(index).locator(".cm-content").click();
      // The number may be the same as that of an earlier run: it counts from one in each kernel.
      await promptOf(index).evaluate((prompt) => {
        prompt.textContent = "";
      });
      await page.keyboard.press("Control+Enter");
    },
    ended: (index) =>
      promptOf(index)
        .filter({ hasText: /^\[\d+\]:$/ })
        .waitFor({ timeout: 120_000 }),
    run: async (index) => {
      await self.start(index);
      await self.ended(index);
    },
    text: (index) => cell(index).locator(".cm-content").innerText(),
    type: async (index, text) => {
      await cell(index).locator(".cm-content").click();
      await page.keyboard.press("Control+A");
      await page.keyboard.insertText(text);
    },
    menu: async (...labels) => {
      const [first = "", ...rest] = labels;
      await page.getByRole("menubar").getByRole("menuitem", { name: first, exact: true }).click();
      for (const label of rest) {
        await page.locator(".lm-Menu-item:visible").filter({ hasText: label }).first().click();
      }
    },
    button: (name) => page.getByRole("toolbar", { name: "main area toolbar" }).getByRole("button", { name }),
    dialog: () => page.getByRole("dialog"),
    save: async () => {
      const saved = page.waitForResponse((response) => response.request().method() === "PUT");
      await page.keyboard.press("Control+S");
      await saved;
    },
    idle: async () => {
      // On a phone both are behind "More commands".
      const settled = { state: "attached", timeout: 30_000 } as const;
      await page.locator(".jp-Toolbar-kernelName").filter({ hasText: "tslab-notebook" }).waitFor(settled);
      await page.locator('.jp-Notebook-ExecutionIndicator[data-status="idle"]').waitFor(settled);
    },
  };
  return self;
}
