import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { renderIndex, renderReport } from "../../../lib/notebook/report/index.js";
import { hasBrowser } from "../../support/browser.js";
import { everywhere } from "./notebook.js";
import { PAYLOADS } from "./payloads.js";
import { newTrap, type Policy, type Trap } from "./trap.js";

const POLICIES: readonly Policy[] = ["on", "off"];

/** The report of a notebook that has a text everywhere, and the index that lists it. */
async function pagesOf(text: string): Promise<{ report: string; index: string }> {
  const report = await renderReport(everywhere(text), { name: text, index: "index.html" });
  const href = `${encodeURIComponent(text.replace(/\p{Surrogate}/gu, "?"))}.html`;
  const index = await renderIndex([{ ...report, name: text, href }], { title: text, introduction: text });
  return { report: report.html, index };
}

let trap: Trap;
let harmless: { report: readonly string[]; index: readonly string[] };

describe.skipIf(!hasBrowser)(
  "a text from a stranger, in every place of a notebook that failed, is no more than text",
  () => {
    beforeAll(async () => {
      trap = await newTrap();
      const { report, index } = await pagesOf("harmless");
      harmless = {
        report: (await trap.open(report, "on")).skeleton,
        index: (await trap.open(index, "on")).skeleton,
      };
    });
    afterAll(() => trap?.close());

    describe.each(POLICIES)("with the policy %s", (policy) => {
      test.each(PAYLOADS)("%s", async (_, text) => {
        const pages = await pagesOf(text);
        // The index has the same policy, and fewer places.
        for (const kind of policy === "on" ? (["report"] as const) : (["report", "index"] as const)) {
          const { caught, skeleton } = await trap.open(pages[kind], policy);
          expect(caught, kind).toEqual([]);
          expect(skeleton, kind).toEqual(harmless[kind]);
        }
      });
    });

    test("but the trap is set: a page that took one for HTML would be caught", async () => {
      const { report } = await pagesOf("harmless");
      const [, text] = PAYLOADS.find(([what]) => what === "a picture with a handler") ?? ["", ""];
      const page = report.replace("</main>", () => `${text}<a href="javascript:x">x</a></main>`);
      const { caught } = await trap.open(page, "off");
      for (const sign of ["trap: ran", "request: file:", "handler: onerror", "address: a javascript:x"])
        expect(caught).toContainEqual(expect.stringContaining(sign));
      expect((await trap.open(page, "on")).caught).toContainEqual(expect.stringContaining("trap: policy"));
    });
  },
);
