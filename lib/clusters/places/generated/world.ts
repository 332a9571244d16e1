import { randomPoisson } from "d3-random";
import { METRICS, type Metric } from "../../data/index.js";
import { type Random, randomStream } from "../../numeric/index.js";
import type { Fault, GeocodedRecord } from "../cells/index.js";
import { GENERATED_CENTRES, type GeneratedCentre } from "./centres.js";
import { around, onLand, type Spot, weighted } from "./draw.js";
import { placesOf, settlements } from "./settlements.js";
import { spoil } from "./spoil.js";

/** What may be chosen of a generated world. */
export interface WorldOptions {
  /** Whole number from 0 to 2³² − 1. */
  readonly seed: number;
  /** Documents drawn for each one of the table of centres; 1 makes some 200,000 records. More than 0. */
  readonly scale?: number;
}

/** Places of the generated world with a name: columns of one length. */
export interface GeneratedPlaces {
  readonly name: readonly string[];
  /** Degrees north and east. */
  readonly latitude: readonly number[];
  readonly longitude: readonly number[];
  /** Inhabitants. */
  readonly size: readonly number[];
}

/** Geocoded records that nobody filed, whose true clusters are known. */
export interface GeneratedWorld {
  readonly seed: number;
  readonly records: readonly GeocodedRecord[];
  /** For each record the place in `centres` of the centre that it was drawn around; −1 in a town or in the country. */
  readonly origin: Int16Array;
  /** The truth. */
  readonly centres: readonly GeneratedCentre[];
  readonly places: GeneratedPlaces;
  /** How many records were given bad coordinates in which way. */
  readonly spoilt: { readonly [F in Fault]: number };
  /** Of the swapped ones, those that read as a good place elsewhere. */
  readonly hiddenSwaps: number;
}

/** Documents whose first place is in the country, at a scale of 1. */
const COUNTRY: { readonly [M in Metric]: number } = { pct: 1600, publications: 2600, ventureDeals: 120 };
/** Chances of 1, 2, … 6 places of a document: applications have some 2.5 inventors, publications some 3.3 authors. */
const PLACES: { readonly [M in Metric]: readonly number[] } = {
  pct: [0.28, 0.3, 0.19, 0.12, 0.07, 0.04],
  publications: [0.12, 0.22, 0.24, 0.18, 0.13, 0.11],
  ventureDeals: [1],
};
/** Chances that a further place of a document is near the first, in another centre, in a town or in the country. */
const FURTHER = [0.86, 0.1, 0.04];

/**
 * A generated world: invented centres (`GENERATED_CENTRES`) with documents of three metrics, 70 towns that are too small for a
 * cluster at the usual threshold, people all over the country, and six in a thousand records with bad coordinates. The number of
 * documents of a centre is Poisson distributed about its expectation, an address normally distributed about its centre
 * (one in ten twice as far, except in the compact pair), and a document has one to six places, most of them near its first. Each
 * centre has random numbers of its own, so that a change of one leaves the others as they were.
 * Throws a `RangeError` for a seed that `randomStream` does not take and for a scale that is not above 0.
 */
export function generatedWorld({ seed, scale = 1 }: WorldOptions): GeneratedWorld {
  if (!(scale > 0 && Number.isFinite(scale))) {
    throw new RangeError(`Found a scale of ${scale}, expected a number above 0.`);
  }
  const settled = settlements(randomStream(seed, 0));
  const records: GeocodedRecord[] = [];
  const origin: number[] = [];
  const attraction = METRICS.map((metric) => GENERATED_CENTRES.map(({ documents }) => documents[metric]));

  const spotIn = (random: Random, from: number): Spot => {
    const home = settled[from];
    return home ? around(random, home.spot, home.spread, home.suburbs) : onLand(random);
  };
  const write = (random: Random, from: number, metric: Metric): void => {
    const document = `${metric}-${records.length}`;
    const places = 1 + weighted(random, PLACES[metric]);
    for (let place = 0; place < places; place++) {
      const where = place === 0 ? 0 : weighted(random, FURTHER);
      const at =
        where === 0 ? from : where === 2 ? -1 : weighted(random, attraction[METRICS.indexOf(metric)] ?? []);
      const [latitude, longitude] = spotIn(random, at);
      records.push({ document, metric, latitude, longitude });
      origin.push(at < GENERATED_CENTRES.length ? at : -1);
    }
  };
  [...settled.keys(), -1].forEach((from) => {
    const random = randomStream(seed, from + 2);
    const expected = settled[from]?.documents ?? COUNTRY;
    for (const metric of METRICS) {
      const documents = randomPoisson.source(random)(scale * expected[metric])();
      for (let made = 0; made < documents; made++) write(random, from, metric);
    }
  });

  const { records: spoilt, written, hidden } = spoil(randomStream(seed, 1000), records, 6);
  return {
    seed,
    records: spoilt,
    origin: Int16Array.from(origin),
    centres: GENERATED_CENTRES,
    places: placesOf(settled),
    spoilt: written,
    hiddenSwaps: hidden,
  };
}
