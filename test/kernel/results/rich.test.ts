import { deflateSync } from "node:zlib";
import * as fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { bundleOf } from "../../../lib/kernel/results/index.js";
import { formsOf } from "./support.js";

const DISPLAY = Symbol.for("Jupyter.display");
const PLOTLY = "application/vnd.plotly.v1+json";

describe("a value that says how it is displayed", () => {
  it("is displayed as it says, with text beside it", async () => {
    const forms = await formsOf({
      [DISPLAY]: () => ({ "text/html": "<b>x</b>", "application/json": { a: 1 } }),
    });
    expect(forms).toMatchObject({ "text/html": "<b>x</b>", "application/json": { a: 1 } });
    expect(forms["text/plain"]).toContain("Jupyter.display");
  });
  it("may say so later, give its own text, and be a class or made by one", async () => {
    class Temperature {
      constructor(readonly celsius: number) {}
      async [DISPLAY]() {
        return { "text/plain": `${this.celsius} °C` };
      }
    }
    expect(await formsOf(new Temperature(20))).toEqual({ "text/plain": "20 °C" });
  });
  it("may give bytes, lines, and JSON with typed arrays", async () => {
    const forms = await formsOf({
      [DISPLAY]: () => ({
        "image/png": new Uint8Array([1, 2]),
        "text/markdown": ["a\n", "b"],
        "application/geo+json": { x: new Float64Array([1]) },
      }),
    });
    expect(forms).toMatchObject({
      "image/png": "AQI=",
      "text/markdown": "a\nb",
      "application/geo+json": { x: [1] },
    });
  });
  it.each([
    [
      "it throws",
      () => {
        throw new Error("no");
      },
      "failed: Error: no",
    ],
    ["it rejects", () => Promise.reject(new Error("no")), "failed: Error: no"],
    ["it gives a number", () => 1, "it gave a number in place of an object of MIME types"],
    ["it gives what is no MIME type", () => ({ html: "x" }), 'it gave "html", which is no MIME type'],
    ["it gives a number as text", () => ({ "text/html": 1 }), "it gave a number for text/html"],
  ])("is shown as text with a note where %s", async (_, display, note) => {
    const forms = await formsOf({ a: 1, [DISPLAY]: display });
    expect(Object.keys(forms)).toEqual(["text/plain"]);
    expect(forms["text/plain"]).toContain("a: 1");
    expect(forms["text/plain"]).toContain('[Symbol.for("Jupyter.display")]() failed: ');
    expect(forms["text/plain"]).toContain(note);
  });
  it("is no module that exports such a function", async () => {
    const library = await import("arquero");
    expect(library.toHTML).toBeTypeOf("function");
    expect(Object.keys(await formsOf(library))).toEqual(["text/plain"]);
    expect((await formsOf(library))["text/plain"]).not.toContain("failed");
  });
  it("may decline", async () => {
    expect(await formsOf({ a: 1, [DISPLAY]: () => undefined })).toHaveProperty("text/plain");
  });
  it.each(["toHtml", "toHTML"])("is displayed as HTML by %s", async (method) => {
    expect((await formsOf({ [method]: () => "<b>x</b>" }))["text/html"]).toBe("<b>x</b>");
    expect((await formsOf({ [method]: () => 1 }))["text/plain"]).toContain(`${method}() failed: TypeError`);
    expect(await formsOf({ [method]: "no function" })).not.toHaveProperty("text/html");
  });
});

describe("a Plotly figure", () => {
  const trace = { type: "bar", x: new Float64Array([1, Number.NaN]), y: [1, 2] };
  it("goes out as plain JSON, with HTML and text beside it", async () => {
    const layout = { title: { text: "It <b>grows</b>" }, meta: { alt: "Two <bars>" }, onclick: () => 1 };
    expect(await formsOf({ data: [trace], layout })).toEqual({
      [PLOTLY]: {
        data: [{ type: "bar", x: [1, null], y: [1, 2] }],
        layout: { title: { text: "It <b>grows</b>" }, meta: { alt: "Two <bars>" } },
      },
      "text/html": "<p><strong>It grows</strong></p><p>Two &lt;bars&gt;</p>",
      "text/plain": "It grows\nTwo <bars>",
    });
  });
  it("needs no layout where its traces say what they are, and no title", async () => {
    expect(await formsOf({ data: [trace] })).toMatchObject({ "text/plain": "[chart: bar]" });
  });
  it("is drawn by a script where the front end serves one", async () => {
    vi.stubEnv("TSLAB_NOTEBOOK_PLOTLY", "kernelspecs/x/plotly.js");
    const forms = await formsOf({ data: [{ ...trace, text: "</script>" }], layout: {} });
    vi.unstubAllEnvs();
    expect(forms["text/html"]).toContain("kernelspecs/x/plotly.js");
    expect(String(forms["text/html"]).match(/<\/script>/g)).toHaveLength(1);
  });
  it("shows the figures behind it", async () => {
    const meta = { table: { columns: ["a"], rows: [["<x>"]] } };
    expect((await formsOf({ data: [trace], layout: { meta } }))["text/html"]).toMatch(
      /<details>.*&lt;x&gt;/s,
    );
  });
  it.each([
    ["numbers", { data: [1, 2] }],
    ["no data", { data: [], layout: {} }],
    ["records without a layout", { data: [{ x: [1] }] }],
    ["records that are no traces", { data: [{ id: 1 }], layout: {} }],
    ["another layout", { data: [trace], layout: "wide" }],
    [
      "a cycle",
      (() => {
        const layout: Record<string, unknown> = {};
        layout.self = layout;
        return { data: [trace], layout };
      })(),
    ],
  ])("is no figure with %s", async (_, value) => {
    expect(await formsOf(value)).not.toHaveProperty(PLOTLY);
  });
});

describe("bytes of a picture", () => {
  const png = Buffer.alloc(64);
  png.write("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1");
  png.writeUInt32BE(640, 16);
  png.writeUInt32BE(480, 20);
  const gif = Buffer.from("GIF89a\x0a\0\x05\0", "latin1");
  const jpeg = Buffer.from("ffd8ffe000040000ffc0000b080010002001012200", "hex");
  const webp = Buffer.concat([
    Buffer.from("RIFF\0\0\0\0WEBPVP8X\0\0\0\0\0\0\0\0", "latin1"),
    Buffer.from("1f00000f0000", "hex"),
  ]);
  it.each([
    ["image/png", png, "640 × 480"],
    ["image/gif", gif, "10 × 5"],
    ["image/jpeg", jpeg, "32 × 16"],
    ["image/webp", webp, "32 × 16"],
  ])("are shown as %s", async (type, bytes, size) => {
    expect(await formsOf(new Uint8Array(bytes))).toEqual({
      [type]: bytes.toString("base64"),
      "text/plain": `Uint8Array(${bytes.length}) [${type}, ${size}]`,
    });
    expect((await formsOf(bytes))["text/plain"]).toBe(`Buffer(${bytes.length}) [${type}, ${size}]`);
  });
  it("or of a PDF document are sent as such", async () => {
    expect(await formsOf(Buffer.from("%PDF-1.7\n"))).toMatchObject({ "application/pdf": expect.any(String) });
  });
  it("that are none stay bytes, and an SVG text stays text", async () => {
    expect(await formsOf(deflateSync("x"))).toEqual({ "text/plain": expect.stringContaining("<Buffer 78") });
    expect(await formsOf(Buffer.from("ffd8ff", "hex"))).toEqual({ "text/plain": "<Buffer ff d8 ff>" });
    expect(await formsOf("<svg></svg>")).toEqual({ "text/plain": "'<svg></svg>'" });
  });
});

describe("any value", () => {
  const value = fc.anything({
    withBigInt: true,
    withBoxedValues: true,
    withDate: true,
    withMap: true,
    withSet: true,
    withNullPrototype: true,
    withObjectString: false,
    withSparseArray: true,
    withTypedArray: true,
  });
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constant("<script>alert(1)</script>"),
    fc.constant("\"'><b>"),
  );
  const records = fc.array(fc.dictionary(text, fc.oneof(value, text)));
  const lists = [records, fc.array(fc.tuple(text, value)).map((entries) => new Map(entries)), value];
  const marks =
    /<\/?(?:table|thead|tbody|tr|em)>|<\/t[dh]>|<t[dh](?: scope="(?:col|row)")?(?: class="number")?(?: style="text-align: (?:left|right)")?>|<\/?p(?: class="table-note")?>/g;

  it("has a text, no markup of its own, and never reads [object Object]", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(...lists), async (each) => {
        const result = await bundleOf(each, { colours: false });
        if (each === undefined) {
          expect(result).toBeNull();
          return;
        }
        expect(result?.data["text/plain"]).toBeTypeOf("string");
        const html = String(result?.data["text/html"] ?? "");
        expect(html.replace(marks, "")).not.toMatch(/[<>]/);
        expect(html).not.toContain("[object Object]");
        JSON.stringify(result);
      }),
      { numRuns: 500 },
    );
  });
});
