import type { Metric } from "../../data/index.js";
import type { Random } from "../../numeric/index.js";
import { GENERATED_CENTRES } from "./centres.js";
import { apart, moved, onLand, type Spot } from "./draw.js";

/** Where documents are drawn: a centre, a hamlet between the compact pair, or a town. */
export interface Settlement {
  readonly name: string;
  readonly spot: Spot;
  /** Kilometres. */
  readonly spread: number;
  readonly suburbs: boolean;
  readonly documents: { readonly [M in Metric]: number };
  readonly population: number;
}

const TOWNS = 70;
/** No town is nearer than this to a centre or another town: it could not be told from a suburb. */
const ALONE_KM = 70;

/** All settlements: the centres in their order, two hamlets, then the towns, the largest first, wherever the draws put them. */
export function settlements(random: Random): Settlement[] {
  const all: Settlement[] = GENERATED_CENTRES.map(
    ({ name, latitude, longitude, spread, documents, population, group }) => ({
      name,
      spot: [latitude, longitude],
      spread,
      suburbs: group !== "pair" && group !== "polycentric",
      documents,
      population,
    }),
  );
  const pair = GENERATED_CENTRES.filter(({ group }) => group === "pair");
  pair.forEach((near, at) => {
    // Eighteen kilometres out: border points of this centre and no dense place themselves, with 4.5 km to the other hamlet.
    const spot = moved([near.latitude, near.longitude], 0, at === 0 ? 18 : -18);
    const documents = { pct: 6, publications: 9, ventureDeals: 0 };
    const name = `${near.name} Road`;
    all.push({ name, spot, spread: 0.5, suburbs: false, documents, population: 4_000 });
  });
  for (let town = 1; town <= TOWNS; town++) {
    let spot = onLand(random);
    while (all.some((settled) => apart(settled.spot, spot) < ALONE_KM)) spot = onLand(random);
    const size = 130 / Math.sqrt(town);
    const documents = { pct: 0.35 * size, publications: 0.62 * size, ventureDeals: 0.03 * size };
    const population = Math.round(2_000 * size);
    all.push({ name: `Town ${town}`, spot, spread: 3, suburbs: false, documents, population });
  }
  return all;
}

/** Places with a name: every settlement, and for each centre four districts about it. */
export function placesOf(settled: readonly Settlement[]) {
  const named = settled.flatMap(({ name, spot, spread, population }, at) => {
    const place = { name, spot, size: population };
    if (at >= GENERATED_CENTRES.length) return [place];
    const districts = ["North", "East", "South", "West"].map((side, turn) => ({
      name: `${name} ${side}`,
      spot: moved(spot, spread * Math.cos((turn * Math.PI) / 2), spread * Math.sin((turn * Math.PI) / 2)),
      size: Math.round(population * (0.13 - 0.02 * turn)),
    }));
    return [{ ...place, size: Math.round(population * 0.6) }, ...districts];
  });
  return {
    name: named.map(({ name }) => name),
    latitude: named.map(({ spot }) => spot[0]),
    longitude: named.map(({ spot }) => spot[1]),
    size: named.map(({ size }) => size),
  };
}
