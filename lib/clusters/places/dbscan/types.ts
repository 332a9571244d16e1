/** Points on the sphere, as columns of one length. The same place may occur more than once. */
export interface Points {
  /** Degrees north, −90 to 90. */
  readonly latitude: ArrayLike<number>;
  /** Degrees east, −180 to 180; −180 and 180 are the same meridian. */
  readonly longitude: ArrayLike<number>;
  /** How much stands at each point, such as the number of records in a cell; 0, or 1e-150 to 1e150. 1 for every point when absent. */
  readonly weight?: ArrayLike<number>;
}

/** What makes a cluster. */
export interface DensityRule {
  /** Kilometres on a sphere of radius `EARTH_RADIUS_KM`; a metre or more. A point at exactly this distance is within it. */
  readonly radius: number;
  /** A point is a core point if the points within the radius, itself included, weigh this much or more; more than 0. */
  readonly threshold: number;
  /** Clusters with members this near to each other (kilometres, a metre or more) are one; no merging when 0 or absent. */
  readonly merge?: number;
}

/** One cluster that the density rule found. */
export interface DensityCluster {
  /** Its place in `Identified.clusters`, and its label. */
  readonly label: number;
  /** Weight of its members, correctly rounded whatever their order. */
  readonly weight: number;
  /** Number of its points, and of those that are core points. */
  readonly members: number;
  readonly cores: number;
  /** Degrees, −180 in place of 180; where the weighted mean of its members on the sphere lies, or their plain mean if they weigh nothing. */
  readonly latitude: number;
  readonly longitude: number;
  /** How many clusters of the density rule were merged into it; 1 where none was. */
  readonly merged: number;
}

/** What the density rule finds among points. */
export interface Identified {
  /** For every point the label of its cluster, or −1 for noise. */
  readonly labels: Int32Array;
  /** 1 for every core point. */
  readonly core: Uint8Array;
  /** The heaviest first; of equally heavy ones, the one with the southernmost member (then the westernmost) first. */
  readonly clusters: readonly DensityCluster[];
}
