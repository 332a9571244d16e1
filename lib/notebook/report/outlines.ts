import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import vm from "node:vm";
import { isList, isObject } from "../nbformat/json.js";

/** How many steps of plotly.js' grid make one of a report's, which is about a tenth of a pixel on a map as wide as a page. */
const COARSER = 100;

/**
 * A script that hands map outlines to Plotly, which would load them from a server otherwise. They come with plotly.js
 * and are made from Natural Earth, which is in the public domain; here they are drawn on a grid of ten thousand steps
 * each way instead of a million, which no page shows and which halves them.
 * @param names such as "world_110m"; an unknown one is an error.
 */
export function mapScript(names: readonly string[]): string {
  const known = outlines();
  const topojson = Object.fromEntries(
    names.map((name) => {
      if (!Object.hasOwn(known, name)) throw new Error(`plotly.js has no map outlines "${name}"`);
      return [name, coarser(known[name])];
    }),
  );
  return `window.PlotlyGeoAssets=${JSON.stringify({ topojson })};`;
}

let loaded: { readonly [name: string]: unknown } | undefined;

function outlines(): { readonly [name: string]: unknown } {
  if (loaded === undefined) {
    // The file is a script for browsers that leaves its data on `window`.
    const window: { Plotly?: { topojson?: { [name: string]: unknown } } } = {};
    const file = createRequire(import.meta.url).resolve("plotly.js/dist/plotly-geo-assets.js");
    vm.runInNewContext(readFileSync(file, "utf8"), { window });
    if (window.Plotly?.topojson === undefined) throw new Error(`${file} holds no map outlines`);
    // What comes from another context is made this one's own.
    loaded = JSON.parse(JSON.stringify(window.Plotly.topojson)) as { [name: string]: unknown };
  }
  return loaded;
}

type Point = readonly [x: number, y: number];

/** TopoJSON keeps each line as its first point and the steps from one point to the next, in whole steps of a grid. */
function coarser(topology: unknown): unknown {
  if (!isObject(topology as never)) throw new Error("plotly.js holds map outlines of another kind");
  const { arcs, transform, ...rest } = topology as {
    arcs: readonly (readonly Point[])[];
    transform?: { scale: Point; translate: Point };
  };
  if (transform === undefined || !isList(arcs as never)) return topology;
  const scale = transform.scale.map((step) => step * COARSER);
  return { ...rest, transform: { ...transform, scale }, arcs: arcs.map(coarserLine) };
}

function coarserLine(line: readonly Point[]): Point[] {
  let [x, y] = [0, 0];
  const points = line.map(([stepX, stepY]): Point => {
    x += stepX;
    y += stepY;
    return [Math.round(x / COARSER), Math.round(y / COARSER)];
  });
  const last = points.length - 1;
  const kept = points.filter(([px, py], at) => {
    const [bx, by] = points[at - 1] ?? [Number.NaN, Number.NaN];
    return at === last || px !== bx || py !== by;
  });
  return kept.map(([px, py], at) => {
    const [bx, by] = kept[at - 1] ?? [0, 0];
    return [px - bx, py - by];
  });
}
