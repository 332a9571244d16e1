import { describe, expect, test } from "vitest";
import { escapeHtml, plainText, scriptJson } from "../../../lib/notebook/report/html.js";
import { cut, onScreen, withoutAnsi } from "../../../lib/notebook/report/terminal.js";

const ESC = "\u001b";

test("text is escaped for tags and for attributes", () => {
  expect(escapeHtml(`<a b="c" d='e'>&amp;`)).toBe("&lt;a b=&quot;c&quot; d=&#39;e&#39;&gt;&amp;amp;");
});

test("JSON in a script can neither end the script nor a line, and reads back as it was", () => {
  const value = { a: "</script><script>alert(1)</script><!--", b: "\u2028\u2029", c: [1, null] };
  const text = scriptJson(value);
  expect(text).not.toMatch(/[<\u2028\u2029]/);
  expect(JSON.parse(text)).toEqual(value);
});

describe("plain text of HTML", () => {
  test.each([
    ["tags go, their text stays", "<p>a <b>b</b></p>", "a b"],
    ["blocks and breaks part words", "<p>a</p><p>b<br>c</p>", "a b c"],
    [
      "entities are decoded, unknown ones stay",
      "&lt;x&gt; &amp;amp; &#8364; &#x20AC; &bogus; &#0;",
      "<x> &amp; € € &bogus;",
    ],
    ["a formula says itself once", "<math><mi>x</mi><annotation>x</annotation></math>", "x"],
    ["nothing is nothing", "", ""],
  ])("%s", (_, html, text) => {
    expect(plainText(html)).toBe(text);
  });
});

describe("terminal text", () => {
  test.each([
    ["colours go", `${ESC}[1;31mred${ESC}[0m`, "red"],
    ["titles and links go", `${ESC}]0;title\u0007x${ESC}]8;;https://a.b${ESC}\\y`, "xy"],
    ["what is no sequence loses its escape", `a${ESC}`, "a"],
  ])("%s", (_, text, plain) => {
    expect(withoutAnsi(text)).toBe(plain);
  });

  test.each([
    ["a carriage return starts the line anew", "10%\r100%\nnext", "100%\nnext"],
    ["what is longer shows through", "abc\rX", "Xbc"],
    ["Windows line ends are line ends", "a\r\nb\r\n", "a\nb\n"],
    ["backspace steps back and stops at the start", "ab\b\b\bc", "cb"],
    ["text without either stays", "a\n\nb", "a\n\nb"],
  ])("%s", (_, text, screen) => {
    expect(onScreen(text)).toBe(screen);
  });

  test("a long text is cut after a line, between characters, and says how much is left", () => {
    expect(cut("abc", 3)).toEqual({ shown: "abc", left: 0 });
    expect(cut("aaa\nbbb\nccc", 9)).toEqual({ shown: "aaa\nbbb", left: 4 });
    expect(cut("aaaa😀", 5)).toEqual({ shown: "aaaa", left: 2 });
    expect(cut("", 5)).toEqual({ shown: "", left: 0 });
  });
});
