import type { Chart } from "../../../lib/clusters/charts/index.js";
import type { Boundary } from "../../../lib/clusters/places/geo/index.js";

/** What the charts say their data is of. */
export const of = "the generated records";
/** A number with its range, as charts take it. */
export const quantity = (value: number | null, low?: number, high?: number) => ({
  value,
  low,
  high,
  unit: "1",
});
/** The boundary of a triangle one degree wide. */
export const square = (east: number, north: number): Boundary => ({
  type: "Polygon",
  coordinates: [
    [
      [east, north],
      [east + 1, north],
      [east + 1, north + 1],
      [east, north],
    ],
  ],
});
/** The traces of a chart, to be looked into. */
export const traces = (chart: Chart) => chart.data as readonly { readonly [key: string]: unknown }[];
/** What a chart says in words. */
export const said = ({ layout }: Chart) => [layout.title.text, layout.meta.alt, layout.meta.caption];
