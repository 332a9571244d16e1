import { expect, test } from "vitest";
import { inXml } from "../../../lib/notebook/report/client/image.js";

test("what XML forbids is left out of a picture, as a character and by its number; all else stays", () => {
  expect(inXml("a\u0001b\u000bc\ufffed\uffffe")).toBe("abcde");
  expect(inXml("\ud800x\udc00")).toBe("x");
  expect(inXml("&#1;&#x0b;&#xD800;&#65534;&#99999999;|&#38;&#x1F600;&amp;")).toBe("|&#38;&#x1F600;&amp;");
  expect(inXml("tab\tline\r\nü 🙂 �")).toBe("tab\tline\r\nü 🙂 �");
});
