import { expect, test } from "vitest";
import { withSvgPictures } from "../../../lib/notebook/report/inline-svg.js";
import { sanitise } from "../../../lib/notebook/report/sanitise.js";

/** The drawings of the pictures in some HTML. */
function drawings(html: string): string[] {
  return [...html.matchAll(/base64,([A-Za-z0-9+/=]*)/g)].map(([, data = ""]) =>
    Buffer.from(data, "base64").toString("utf8"),
  );
}

test("a drawing among HTML becomes a picture with its namespaces, in its place", () => {
  const html = sanitise('<p>a</p><svg width="9"><text>é</text></svg><p>b</p>');
  expect(html).toMatch(
    /^<p>a<\/p><img src="data:image\/svg\+xml;base64,[^"]*" alt="Picture made by the notebook" \/><p>b<\/p>$/,
  );
  expect(drawings(html)).toEqual([
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9"><text>é</text></svg>',
  ]);
});

test("drawings inside of drawings stay one picture, and several stay several", () => {
  const xmlns = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="x"';
  const html = `<svg ${xmlns}><svg x="1"/><svg></svg></svg>-<SVG ${xmlns}/>-<svg ${xmlns}>`;
  expect(drawings(withSvgPictures(html))).toEqual([
    `<svg ${xmlns}><svg x="1"/><svg></svg></svg>`,
    `<svg ${xmlns}/>`,
  ]);
  expect(withSvgPictures(html)).toMatch(/>-<img[^>]*>-<svg [^>]*>$/);
});

test("its label or title is the text alternative, escaped", () => {
  expect(withSvgPictures('<svg aria-label="Rise &amp; fall"></svg>')).toContain('alt="Rise &amp; fall"');
  expect(withSvgPictures("<svg><title>A &quot;b&quot; <i>c</i></title></svg>")).toContain(
    'alt="A &quot;b&quot; c"',
  );
});

test("text that only ends a drawing, and no drawing at all, stay as they are", () => {
  expect(withSvgPictures("a</svg>b")).toBe("a</svg>b");
  expect(withSvgPictures("<p>svg</p>")).toBe("<p>svg</p>");
});
