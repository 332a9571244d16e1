import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { JsonValue } from "../../../lib/notebook/nbformat/index.js";
import { renderIndex, renderReport } from "../../../lib/notebook/report/index.js";
import { hasBrowser } from "../../support/browser.js";
import { withFigures } from "./notebook.js";
import { ELSEWHERE, PAYLOADS } from "./payloads.js";
import { newTrap, type Policy, type Trap } from "./trap.js";

const POLICIES: readonly Policy[] = ["on", "off"];

/** A figure with one text wherever Plotly, or the report around it, shows or reads one. */
function figureWith(text: string): JsonValue {
  const linked = `<a href="${text}">${text}</a><a href='${text}' target="x" popup="width=1" style="a:url(${ELSEWHERE})">x</a>`;
  const button = (args: JsonValue) => ({
    label: linked,
    method: "relayout",
    args,
    args2: args,
    execute: true,
  });
  return {
    data: [
      {
        ...{ type: "bar", name: linked, x: [text, linked, "c"], y: [1, 2, 3], text: [linked, text, text] },
        ...{
          hovertemplate: `${linked}%{x}<extra>${text}</extra>`,
          texttemplate: `${linked}%{text}`,
          customdata: [text],
        },
        ...{
          hovertext: linked,
          ids: [text],
          marker: { colorbar: { title: { text: linked } }, color: [1, 2, 3], showscale: true },
        },
        ...{
          legendgroup: text,
          legendgrouptitle: { text: linked },
          meta: [text],
          uirevision: text,
        },
        ...{
          onclick: text,
          href: text,
          transforms: [{ type: text }],
          xaxis: "x",
          hoverlabel: { font: { family: text } },
        },
      },
      {
        type: "scatter",
        mode: "lines+markers+text",
        name: text,
        x: [text, "b"],
        y: [2, 1],
        text: [text, linked],
        hoverinfo: "text",
      },
    ],
    layout: {
      title: { text: linked, subtitle: { text: linked } },
      ...{
        xaxis: {
          title: { text: linked },
          ticktext: [linked, text],
          tickvals: [0, 1],
          tickprefix: text,
          ticksuffix: linked,
        },
      },
      ...{
        yaxis: { title: { text: linked }, tickformat: ".1f", ticklabelposition: text, categoryarray: [text] },
      },
      annotations: [
        {
          text: linked,
          hovertext: linked,
          x: 0.5,
          y: 0.5,
          xref: "paper",
          yref: "paper",
          captureevents: true,
        },
        { text: `%{meta[0]}<%{meta[0]}`, x: 0.1, y: 0.5, xref: "paper", yref: "paper" },
      ],
      shapes: [
        { type: "path", path: "M0,0L1,1", label: { text: linked, texttemplate: linked } },
        { type: "rect", label: { text: linked } },
      ],
      updatemenus: [
        {
          buttons: [button([{ "title.text": linked }]), button(["title.text", linked])],
          active: 1,
          name: text,
        },
      ],
      sliders: [
        { steps: [{ label: linked, method: "skip", args: [] }], currentvalue: { prefix: linked }, active: 0 },
      ],
      legend: { title: { text: linked } },
      font: { family: text, color: text },
      template: {
        data: { bar: [{ name: linked, hovertemplate: linked }] },
        layout: { annotations: [{ text: linked }], title: { text: linked } },
      },
      meta: {
        0: text,
        alt: text,
        caption: text,
        sources: [text],
        table: { columns: [text, linked], rows: [[text, linked]] },
      },
    },
    config: {
      plotlyServerURL: ELSEWHERE,
      displayModeBar: true,
      editable: true,
      modeBarButtonsToAdd: [{ name: text, click: text }],
    },
    frames: [{ name: text, data: [], layout: { title: { text: linked } } }],
  };
}

/** Figures that would load, or do something that no chart does. */
const FIGURES: readonly (readonly [what: string, figure: JsonValue])[] = [
  ["a picture behind the chart", figure({ images: [{ source: ELSEWHERE, sizex: 1, sizey: 1 }] })],
  [
    "a picture in the template",
    figure({ template: { layout: { images: [{ source: ELSEWHERE, sizex: 1, sizey: 1 }] } } }),
  ],
  [
    "default pictures in the template",
    figure({ images: [{ sizex: 1 }], template: { layout: { imagedefaults: { source: ELSEWHERE } } } }),
  ],
  ["a button that adds a picture", buttons([{ images: [{ source: ELSEWHERE, sizex: 1, sizey: 1 }] }])],
  ["a button that names a picture's address", buttons([{ "images[0].source": ELSEWHERE }])],
  ["a button that gives an address after its name", buttons(["images[0].source", ELSEWHERE])],
  ["a button that gives it in a list", buttons(["images[0].source", [ELSEWHERE]])],
  [
    "a map from elsewhere",
    { data: [{ type: "choropleth", geojson: ELSEWHERE, locations: ["a"], z: [1] }], layout: {} },
  ],
  [
    "a map from elsewhere in the template",
    {
      data: [{ type: "choropleth", locations: ["a"], z: [1] }],
      layout: { template: { data: { choropleth: [{ geojson: ELSEWHERE, locationmode: "geojson-id" }] } } },
    },
  ],
  [
    "a map whose outlines come through the template",
    {
      data: [{ type: "scattergeo", lon: [1], lat: [1] }],
      layout: { template: { layout: { geo: { scope: "usa", resolution: 50 } } } },
    },
  ],
  [
    "a map of an unknown scope",
    {
      data: [{ type: "scattergeo", lon: [1], lat: [1] }],
      layout: { geo: { scope: "../../secret", resolution: "x" } },
    },
  ],
  [
    "a button that changes outlines",
    {
      data: [{ type: "scattergeo", lon: [1], lat: [1] }],
      layout: {
        updatemenus: [
          { active: 1, buttons: [step([{ "geo.scope": "usa" }]), step([{ "geo.scope": "asia" }])] },
        ],
      },
    },
  ],
  [
    "tiles",
    { data: [{ type: "scattermapbox", lon: [1], lat: [1] }], layout: { mapbox: { style: ELSEWHERE } } },
  ],
  ["tiles without a trace", figure({ mapbox: { style: ELSEWHERE }, map: { style: ELSEWHERE }, scene: {} })],
  [
    "an unknown kind of trace",
    { data: [{ type: "</script><script>window.top.__ran=1</script>" }], layout: {} },
  ],
  ["a picture as a trace", { data: [{ type: "image", source: ELSEWHERE }], layout: {} }],
  [
    "keys of every object",
    JSON.parse(
      '{"data":[{"type":"bar","y":[1],"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}],"layout":{"__proto__":{"polluted":1},"template":{"layout":{"__proto__":{"polluted":1}}},"xaxis":{"constructor":{"prototype":{"polluted":1}}}}}',
    ),
  ],
  [
    "a button that reaches for every object",
    buttons([{ "__proto__.polluted": 1, "constructor.prototype.polluted": 1 }]),
  ],
  [
    "values of other types",
    {
      data: [{ type: "bar", x: {}, y: "a", text: { "<b>": 1 }, marker: 5, name: [{}] }],
      layout: { title: 5, xaxis: [], annotations: {}, images: "x", meta: 7 },
    },
  ],
  ["no data at all", { data: [], layout: null }],
  [
    "more nesting than any chart has",
    { data: [{ type: "bar", y: [1], customdata: nested(300) }], layout: { template: nested(300) } },
  ],
];

function figure(layout: { [key: string]: JsonValue }): JsonValue {
  return { data: [{ type: "bar", x: ["a", "b"], y: [1, 2] }], layout };
}

function step(args: JsonValue): JsonValue {
  return { label: "change", method: "relayout", args, args2: args };
}

function buttons(args: JsonValue): JsonValue {
  return figure({ updatemenus: [{ type: "buttons", active: 1, buttons: [step(args), step(args)] }] });
}

function nested(depth: number): JsonValue {
  return JSON.parse(`${"[".repeat(depth)}${"]".repeat(depth)}`);
}

let trap: Trap;

describe.skipIf(!hasBrowser)("a figure from a stranger", { timeout: 180_000 }, () => {
  beforeAll(async () => {
    trap = await newTrap();
  });
  afterAll(() => trap?.close());

  describe.each(POLICIES)("with the policy %s", (policy) => {
    test("runs nothing and leads nowhere, whatever texts it has, in the report and the index", async () => {
      for (let from = 0; from < PAYLOADS.length; from += 12) {
        const texts = PAYLOADS.slice(from, from + 12).map(([, text]) => text);
        const report = await renderReport(withFigures(texts.map(figureWith)), { name: "figures" });
        const { caught, page } = await trap.open(report.html, policy);
        expect(caught).toEqual([]);
        expect(await page.locator("div.plot.drawn").count()).toBe(texts.length);
      }
      // The index has the same policy, and draws the same figures.
      if (policy === "on") return;
      const entries = await Promise.all(
        PAYLOADS.map(async ([, text]) => ({
          ...(await renderReport(withFigures([figureWith(text)]), { name: "a" })),
          ...{ name: "a", href: "a.html" },
        })),
      );
      expect((await trap.open(await renderIndex(entries), policy)).caught).toEqual([]);
    });

    test.each(FIGURES)("loads nothing: %s", async (_, content) => {
      const { html } = await renderReport(withFigures([content]), { name: "figure" });
      expect((await trap.open(html, policy)).caught).toEqual([]);
    });
  });

  test("keeps its links to the web, in a window of their own", async () => {
    const text = '<a href="https://a.example/?b=c&amp;d">b</a>';
    const { html } = await renderReport(withFigures([figure({ annotations: [{ text, x: 0, y: 1 }] })]), {
      name: "a",
    });
    const { caught, page } = await trap.open(html, "on");
    expect(caught).toEqual([]);
    const link = page.locator(".annotation a[target]");
    expect(await link.getAttribute("target")).toBe("_blank");
    expect(await link.getAttribute("xlink:href")).toBe("https://a.example/?b=c&d");
  });

  test("saves pictures and tables in which nothing runs, under names of letters and digits", async () => {
    for (const [, text] of PAYLOADS.filter((_, index) => index % 8 === 1)) {
      const { html } = await renderReport(withFigures([figureWith(text)]), { name: `../${text}` });
      const { page } = await trap.open(html, "on");
      for (const button of ['.save-image[value="svg"]', ".save-csv"]) {
        const [download] = await Promise.all([
          page.waitForEvent("download"),
          page.locator(button).first().press("Enter"),
        ]);
        expect(download.suggestedFilename()).toMatch(/^[\p{L}\p{N}][\p{L}\p{N}.-]*\.(?:svg|csv)$/u);
        if (button === ".save-csv") continue;
        const drawing = await page.context().newPage();
        const ran: string[] = [];
        drawing.on("request", (request) => ran.push(request.url()));
        await drawing.addInitScript(
          'Object.defineProperty(window, "__ran", { set: () => document.documentElement.setAttribute("ran", "") })',
        );
        await drawing.goto(`file://${await download.path()}`);
        const address = `file://${await download.path()}`;
        expect(ran.filter((url) => url !== address && !url.startsWith("data:"))).toEqual([]);
        expect(await drawing.locator("[ran]").count()).toBe(0);
        await drawing.close();
      }
    }
  });
});
