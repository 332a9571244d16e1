import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { plotlyBundle, plotlyBundleFile } from "../../../lib/notebook/report/bundle.js";
import { cached, keptFile } from "../../../lib/notebook/report/bundle-cache.js";
import { renderIndex } from "../../../lib/notebook/report/index.js";
import { noticesOf } from "../../../lib/notebook/report/notices.js";
import { mapScript } from "../../../lib/notebook/report/outlines.js";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "report-bundle-"));
});

afterAll(() => rmSync(folder, { recursive: true }));

describe("the bundle", () => {
  test("is smaller than the whole of plotly.js, can stand in a page, and names all it is made of", async () => {
    const { script, notices } = await plotlyBundle(["scatter", "bar"]);
    expect(script.length).toBeLessThan(1_300_000);
    expect(script).not.toMatch(/<\/script|<!--|\r/i);
    expect(notices).toMatch(/^@plotly\/d3 [\d.]+ \(BSD-3-Clause\)\n/);
    expect(notices).toContain("plotly.js 4.1.1 (MIT)");
    expect(notices).not.toMatch(/node_modules|\/root|\/home|maplibre/);
  });

  test("holds the names of all countries only where a map looks for one", async () => {
    const without = await plotlyBundle(["choropleth"]);
    const names = await plotlyBundle(["choropleth"], true);
    expect(names.script).toContain("Liechtenstein");
    expect(without.script).not.toContain("Liechtenstein");
    expect(names.notices).toContain("country-iso-search");
    expect(without.notices).not.toContain("country-iso-search");
    const map = (locationmode: string) =>
      renderIndex([
        {
          name: "a",
          href: "a",
          title: "A",
          firstFigure: { data: [{ type: "choropleth", locationmode, locations: ["x"], z: [1] }] },
        },
      ]);
    expect(await map("country names")).toContain("Liechtenstein");
    expect(await map("ISO-3")).not.toContain("Liechtenstein");
  });

  test("does not depend on the order or number of its traces", async () => {
    expect(await plotlyBundle(["bar", "scatter", "bar"])).toEqual(await plotlyBundle(["bar"]));
  });

  test("refuses traces that reports do not draw", async () => {
    await expect(plotlyBundle(["surface"])).rejects.toThrow('no bundle draws traces of type "surface"');
    await expect(plotlyBundle(["../../x"])).rejects.toThrow();
  });

  test("as a file gives a page Plotly and the outlines of its maps", async () => {
    const text = readFileSync(await plotlyBundleFile(["scattergeo"]), "utf8");
    expect(text).toContain('window.PlotlyGeoAssets={"topojson":{"world_110m":');
    expect(text).toContain("window.Plotly=");
    expect(text).not.toMatch(/<\/script/i);
    expect(readFileSync(await plotlyBundleFile(["bar"]), "utf8")).not.toMatch(
      /PlotlyGeoAssets=\{"topojson":\{"/,
    );
  });
});

test("map outlines are as coarse as a page can show, and keep their ends", () => {
  const script = mapScript(["world_110m"]);
  expect(script.length).toBeLessThan(220_000);
  const { arcs, transform, objects } = JSON.parse(script.slice(script.indexOf("{"), -1)).topojson.world_110m;
  expect(objects.countries.geometries.length).toBeGreaterThan(150);
  // The far corner of the grid is still the far corner of the world.
  expect(transform.scale[0] * 10_000 + transform.translate[0]).toBeCloseTo(180, 0);
  for (const arc of arcs) expect(arc.length).toBeGreaterThan(1);
});

test("map outlines are those asked for, and an unknown name is an error", () => {
  expect(mapScript(["world_110m"])).toMatch(/^window\.PlotlyGeoAssets=\{"topojson":\{"world_110m":\{/);
  expect(() => mapScript(["mars_110m"])).toThrow('plotly.js has no map outlines "mars_110m"');
  expect(() => mapScript(["constructor"])).toThrow();
});

describe("the cache", () => {
  const bundle = { script: "s", notices: "n" };

  test("keeps what was made, as one whole file, and does not make it again", async () => {
    expect(await cached("a", async () => bundle, folder)).toEqual(bundle);
    expect(readdirSync(folder)).toEqual(["plotly-a.json"]);
    writeFileSync(join(folder, "plotly-b.json"), JSON.stringify({ ...bundle, script: "kept" }));
    expect(await cached("b", () => Promise.reject(new Error("made again")), folder)).toMatchObject({
      script: "kept",
    });
  });

  test("makes anew what is broken in it", async () => {
    for (const [key, text] of [
      ["c", "{"],
      ["d", "{}"],
      ["e", "null"],
      ["f", '{"script": 1, "notices": ""}'],
    ] as const) {
      writeFileSync(join(folder, `plotly-${key}.json`), text);
      expect(await cached(key, async () => bundle, folder)).toEqual(bundle);
      expect(JSON.parse(readFileSync(join(folder, `plotly-${key}.json`), "utf8"))).toEqual(bundle);
    }
  });

  test("is not needed: where it cannot be written, the bundle is made all the same", async () => {
    const file = join(folder, "plotly-a.json");
    expect(await cached("g", async () => bundle, file)).toEqual(bundle);
  });

  test("forgets what failed", async () => {
    await expect(cached("h", () => Promise.reject(new Error("no")), folder)).rejects.toThrow("no");
    expect(await cached("h", async () => bundle, folder)).toEqual(bundle);
  });

  test("says in one line where a file that is needed cannot be written", () => {
    expect(() => keptFile("x.js", "text", join(folder, "plotly-a.json"))).toThrow(
      /x\.js: cannot be written \(/,
    );
  });
});

test("notices name each package, and give each licence text once", () => {
  const packages = ["b", "a", "c"].map((name) => {
    const place = mkdtempSync(join(folder, "package-"));
    writeFileSync(join(place, "package.json"), JSON.stringify({ name, version: "1.0.0", license: "MIT" }));
    if (name !== "c") writeFileSync(join(place, "LICENSE"), "The text.\r\n");
    return place;
  });
  expect(noticesOf(packages)).toBe(
    "a 1.0.0 (MIT)\nb 1.0.0 (MIT)\nc 1.0.0 (MIT)\n\n----\n\na 1.0.0, b 1.0.0:\n\nThe text.",
  );
});
