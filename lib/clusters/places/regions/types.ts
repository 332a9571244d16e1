import type { Boundary } from "../geo/index.js";

/** Cells of a grid as columns of one length, by row and then column. `Cells` says what a row and a column are. */
export interface CellSet {
  readonly perDegree: number;
  readonly row: Int32Array;
  readonly column: Int32Array;
}

/** A boundary and the area inside of it, in square kilometres on the sphere of radius `EARTH_RADIUS_KM`. */
export interface BoundedArea {
  readonly boundary: Boundary;
  readonly areaKm2: number;
}

/** What a cluster is on the map. */
export interface Region extends BoundedArea {
  /** Of the cluster that was identified. */
  readonly label: number;
  /** The name in lower case with hyphens; no two regions have the same. */
  readonly id: string;
  /** No two regions have the same. */
  readonly name: string;
  /** The largest places inside, as in the name; empty where there is none. */
  readonly places: readonly string[];
  /** Degrees; the weighted mean of the members, which need not lie inside. */
  readonly latitude: number;
  readonly longitude: number;
  /** Weight of the members: the number of records that count towards density. */
  readonly weight: number;
  /** The member cells. */
  readonly cells: CellSet;
}

/** Towns and cities, as columns of one length. */
export interface Places {
  readonly name: readonly string[];
  /** Degrees north and east. */
  readonly latitude: ArrayLike<number>;
  readonly longitude: ArrayLike<number>;
  /** Inhabitants, or whatever else says which place is the largest; 0 or more. */
  readonly size: ArrayLike<number>;
}

/** Inhabitants at points, such as the centres of a population grid's cells or a table of cities; columns of one length. */
export interface PopulationGrid {
  /** Degrees north and east. */
  readonly latitude: ArrayLike<number>;
  readonly longitude: ArrayLike<number>;
  /** Persons at each point, 0 or more; not whole numbers in most grids. */
  readonly population: ArrayLike<number>;
}
