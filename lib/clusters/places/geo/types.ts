/** Degrees east and north, in this order, as GeoJSON has them. */
export type Position = readonly [number, number];

/** A closed ring: its last position is its first. */
export type Ring = readonly Position[];

/**
 * Where a cluster lies, as a GeoJSON geometry (RFC 7946, WGS84 degrees): outer rings run counterclockwise and holes clockwise,
 * and what crosses the antimeridian is cut there.
 */
export type Boundary =
  | { readonly type: "Polygon"; readonly coordinates: readonly Ring[] }
  | { readonly type: "MultiPolygon"; readonly coordinates: readonly (readonly Ring[])[] };
