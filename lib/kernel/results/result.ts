import { types } from "node:util";
import { type Bundle, bundle, type ResultOptions } from "./bundle.js";
import { collectionGrid } from "./collections.js";
import { ownDisplay } from "./displayable.js";
import { figureBundle } from "./figure.js";
import { frameGrid } from "./frames.js";
import { gridHtml, gridText } from "./grid.js";
import { imageBundle } from "./image.js";
import { inspected } from "./text.js";

/**
 * The output of a cell's last expression: text by `util.inspect`, and beside it the richest form that the value has: what it says itself by
 * `[Symbol.for("Jupyter.display")]()` or `toHtml()`, a table, a Plotly figure, or a picture. `null` for `undefined`, which shows nothing.
 * Never throws, whatever the value does, and takes a moment for the largest. A value that displays itself may keep it waiting.
 */
export async function bundleOf(value: unknown, options: ResultOptions): Promise<Bundle | null> {
  const [settled] = types.isPromise(value) ? await settledValue(value) : [value];
  if (settled === undefined) return null;
  // Arquero's own HTML escapes nothing.
  const frame = orNothing(() => frameBundle(settled));
  if (frame) return frame;
  const text = inspected(settled, options);
  const said = await ownDisplay(settled);
  if (said && "data" in said) return bundle({ "text/plain": text, ...said.data });
  if (said) return bundle({ "text/plain": `${text}\n${said.problem}` });
  const rich = orNothing(() => imageBundle(settled) ?? figureBundle(settled) ?? collectionBundle(settled));
  return rich ? bundle({ "text/plain": text, ...rich.data }) : bundle({ "text/plain": text });
}

/** Its value, or the rejected promise itself, which has a text; in a list, or it would be awaited again. */
async function settledValue(promise: Promise<unknown>): Promise<readonly [unknown]> {
  try {
    return [await promise];
  } catch {
    return [promise];
  }
}

/** A frame, or some of its columns, as HTML and as text: printed by `util.inspect` it is a dump of its insides. */
export function frameBundle(value: unknown, columns?: readonly string[]): Bundle | undefined {
  const grid = frameGrid(value, columns);
  return grid && bundle({ "text/html": gridHtml(grid), "text/plain": gridText(grid) });
}

function collectionBundle(value: unknown): Bundle | undefined {
  const grid = collectionGrid(value);
  return grid && bundle({ "text/html": gridHtml(grid) });
}

/** A rich form that cannot be made is left out: the text is there. */
function orNothing(make: () => Bundle | undefined): Bundle | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
