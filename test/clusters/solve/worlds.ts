import fc from "fast-check";
import { type ClusterRecord, METRICS, type Metric } from "../../../lib/clusters/data/record.js";
import { cluster, type Printed, print } from "./records.js";

/** A made-up world: true counts and populations, and the records that its rounded figures give. */
export interface World {
  readonly totals: { readonly [M in Metric]: number };
  readonly truth: readonly {
    readonly counts: { readonly [M in Metric]: number };
    readonly population: number;
  }[];
  readonly records: readonly ClusterRecord[];
}

const figureChoice = fc.record({ count: fc.boolean(), share: fc.boolean(), perMillion: fc.boolean() });
const clusterTruth = fc.record({
  parts: fc.tuple(...METRICS.map(() => fc.double({ min: 0.001, max: 0.12, noNaN: true }))),
  population: fc.double({ min: 2e5, max: 6e7, noNaN: true }),
  choices: fc.tuple(figureChoice, figureChoice, figureChoice),
  census: fc.boolean(),
});

/** Simulated worlds of two to six clusters, of which a random part of the figures is printed, rounded as WIPO rounds. */
export const worlds: fc.Arbitrary<World> = fc
  .record({
    clusters: fc.array(clusterTruth, { minLength: 2, maxLength: 6 }),
    totals: fc.tuple(
      fc.double({ min: 8e5, max: 2e6, noNaN: true }),
      fc.double({ min: 5e6, max: 1e7, noNaN: true }),
      fc.double({ min: 1e5, max: 4e5, noNaN: true }),
    ),
  })
  .map(({ clusters, totals: [pct, publications, ventureDeals] }) => {
    const totals = { pct, publications, ventureDeals };
    const truth = clusters.map(({ parts, population }) => ({
      counts: {
        pct: (parts[0] ?? 0) * pct,
        publications: (parts[1] ?? 0) * publications,
        ventureDeals: (parts[2] ?? 0) * ventureDeals,
      },
      population,
    }));
    const records = truth.map(({ counts, population }, at) =>
      cluster(
        `c${at}`,
        Object.fromEntries(
          METRICS.map((metric, m) => {
            const choice = clusters[at]?.choices[m];
            const printed: Printed = {
              ...(choice?.count ? { count: counts[metric].toFixed(0) } : {}),
              ...(choice?.share ? { share: ((100 * counts[metric]) / totals[metric]).toFixed(1) } : {}),
              ...(choice?.perMillion ? { perMillion: ((1e6 * counts[metric]) / population).toFixed(0) } : {}),
            };
            return [metric, printed];
          }),
        ),
        clusters[at]?.census ? print(population.toFixed(0), "persons", `census of c${at}`) : undefined,
      ),
    );
    return { totals, truth, records };
  });
