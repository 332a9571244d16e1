import type { ClusterRecord, Metric } from "../../data/index.js";
import { type Joint, solveJoint, type WorldTotals } from "../../solve/index.js";
import type { Cells } from "../cells/index.js";
import { type DensityRule, type Identified, identify, type Points } from "../dbscan/index.js";
import {
  type NameOptions,
  type Places,
  type Population,
  type PopulationGrid,
  type PopulationRow,
  populationByName,
  populationOf,
  type Region,
  regions,
} from "../regions/index.js";
import { cellPoints } from "./cellPoints.js";
import { countedRecords, documentTotals } from "./countedRecords.js";
import { clusterDocuments } from "./documents.js";

/** How clusters are to be found, named and populated. */
export interface IdentifyOptions {
  readonly rule: DensityRule;
  /** The metrics whose records count towards density; all that the cells hold when absent. */
  readonly density?: readonly Metric[];
  /** What clusters are named after; by position when absent. */
  readonly places?: Places;
  readonly naming?: NameOptions;
  /** Inhabitants at points, or of clusters by name or id; without them clusters have no population and no intensity. */
  readonly population?: PopulationGrid | readonly PopulationRow[];
}

/** Clusters found in cells, as they are on the map and as they are ranked. */
export interface IdentifiedClusters {
  /** The cells as they were clustered. */
  readonly points: Points;
  readonly identified: Identified;
  /** By label. */
  readonly regions: readonly Region[];
  /** Inhabitants by label, and outside of all clusters, where they were given at points. */
  readonly population?: Population;
  /** By label; the ids are those of the regions. */
  readonly records: readonly ClusterRecord[];
  readonly totals: WorldTotals;
  /** Records and totals solved: what `shares`, `rank` and `intensity` take. */
  readonly joint: Joint;
}

/**
 * The whole way from cells to clusters that can be ranked: the density rule (`identify`), boundaries and names (`regions`),
 * population (`populationOf`, `populationByName`), documents counted fractionally (`clusterDocuments`). Shares are of all documents of the records,
 * those without a place on the map included. Throws a `RangeError` as these do.
 */
export function identifyClusters(cells: Cells, options: IdentifyOptions): IdentifiedClusters {
  const { rule, density, places, naming, population: given } = options;
  const points = cellPoints(cells, density);
  const identified = identify(points, rule);
  const found = regions(cells, identified, { radius: rule.radius, ...(places ? { places } : {}), ...naming });
  const population = given && !isByName(given) ? populationOf(found, given) : undefined;
  const persons = given && isByName(given) ? populationByName(found, given) : population?.inside;
  const named = found.map(({ label, id, name }) => ({
    label,
    id,
    name,
    population: persons?.[label] ?? null,
  }));
  const records = countedRecords(named, clusterDocuments(cells, identified.labels, found.length));
  const totals = documentTotals(cells);
  return {
    points,
    identified,
    regions: found,
    ...(population ? { population } : {}),
    records,
    totals,
    joint: solveJoint(records, totals),
  };
}

function isByName(given: PopulationGrid | readonly PopulationRow[]): given is readonly PopulationRow[] {
  return Array.isArray(given);
}
