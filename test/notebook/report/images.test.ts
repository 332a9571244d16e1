import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { embedded, pictureOf } from "../../../lib/notebook/report/images.js";
import { markdownHtml, newOutline } from "../../../lib/notebook/report/markdown.js";

const PNG = Buffer.from("89504e470d0a1a0a0000", "hex");
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "report-images-"));
  mkdirSync(join(root, "notebooks", "pictures"), { recursive: true });
  writeFileSync(join(root, "secret.png"), PNG);
  writeFileSync(join(root, "notebooks", "a b.png"), PNG);
  writeFileSync(join(root, "notebooks", "pictures", "x.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
  writeFileSync(join(root, "notebooks", "secret.txt"), "password");
  writeFileSync(join(root, "notebooks", "page.png"), "<script>alert(1)</script>");
  symlinkSync(join(root, "secret.png"), join(root, "notebooks", "link.png"));
});

afterAll(() => rmSync(root, { recursive: true }));

describe("pictures that markdown names", () => {
  const from = (address: string) => embedded(address, { sourceDir: join(root, "notebooks") });

  test("come from inside the notebook's folder", () => {
    expect(from("a%20b.png")).toBe(`data:image/png;base64,${PNG.toString("base64")}`);
    expect(from("./pictures/../a b.png?x#y")).toMatch(/^data:image\/png/);
    expect(from("pictures/x.svg")).toMatch(/^data:image\/svg\+xml;base64,/);
  });

  test.each([
    "../secret.png",
    "pictures/../../secret.png",
    "%2e%2e/secret.png",
    "link.png",
    "secret.txt",
    "page.png",
    "pictures",
    "missing.png",
    "/etc/hostname",
    "file:///etc/hostname",
    "https://a.b/c.png",
    "//a.b/c.png",
    "a%00.png",
    "%zz",
    "",
  ])("do not come from %s", (address) => {
    expect(from(address)).toBeUndefined();
  });

  test("do not come at all without a folder", () => {
    expect(embedded("a b.png", {})).toBeUndefined();
  });

  test("are named in the text where they are missing", () => {
    expect(
      markdownHtml("![A map](../secret.png)", newOutline(), { sourceDir: join(root, "notebooks") }),
    ).toBe("<p><span>[A map: not in this file]</span></p>\n");
  });
});

describe("attachments", () => {
  const attachments = { 'x "y".png': { "image/png": "AA==" }, "page.png": { "text/html": "<script>" } };

  test("are embedded, whatever their name", () => {
    expect(markdownHtml('![a](<attachment:x "y".png>)', newOutline(), { attachments })).toBe(
      '<p><img src="data:image/png;base64,AA==" alt="a" /></p>\n',
    );
  });

  test("that are missing, no pictures, or inherited names are not", () => {
    for (const name of ["z.png", "page.png", "constructor", "__proto__"]) {
      expect(embedded(`attachment:${name}`, { attachments })).toBeUndefined();
    }
  });
});

describe("a picture in an output", () => {
  test("is taken in its most faithful type, its line breaks removed", () => {
    expect(pictureOf({ "image/jpeg": "BB==", "image/png": "AA\nAA" })).toBe("data:image/png;base64,AAAA");
  });

  test("in SVG becomes a data address, in which scripts do not run", () => {
    expect(pictureOf({ "image/svg+xml": "<svg><script>alert(1)</script></svg>" })).toMatch(
      /^data:image\/svg\+xml;base64,[\w+/=]+$/,
    );
  });

  test("that is no base64 or no SVG is none", () => {
    expect(pictureOf({ "image/png": '"><script>' })).toBeUndefined();
    expect(pictureOf({ "image/png": "" })).toBeUndefined();
    expect(pictureOf({ "image/svg+xml": "text" })).toBeUndefined();
    expect(pictureOf({})).toBeUndefined();
  });
});
