import type { Boundary } from "../geo/index.js";
import type { Region } from "./types.js";

/** What is told of a region beside what it is on the map; null where it is not known. */
export type RegionFacts = { readonly [property: string]: string | number | null };

/** A region as a GeoJSON feature. */
export interface RegionFeature {
  readonly type: "Feature";
  readonly id: string;
  readonly properties: RegionFacts;
  readonly geometry: Boundary;
}

/** Regions as GeoJSON (RFC 7946). */
export interface RegionCollection {
  readonly type: "FeatureCollection";
  readonly features: readonly RegionFeature[];
}

/**
 * Regions as a GeoJSON feature collection, in the order given. Properties are, in this order: `cluster` (the id), `name`, `label`,
 * `records` (the weight of the members), `cells`, `area_km2` (three decimals), `latitude` and `longitude` of the centre (six
 * decimals), and then `facts` of the region, such as its rank, in their own order.
 */
export function regionsGeoJson(
  regions: readonly Region[],
  facts: (region: Region, at: number) => RegionFacts = () => ({}),
): RegionCollection {
  return {
    type: "FeatureCollection",
    features: regions.map((region, at) => ({
      type: "Feature",
      id: region.id,
      properties: {
        cluster: region.id,
        name: region.name,
        label: region.label,
        records: region.weight,
        cells: region.cells.row.length,
        area_km2: rounded(region.areaKm2, 3),
        latitude: rounded(region.latitude, 6),
        longitude: rounded(region.longitude, 6),
        ...facts(region, at),
      },
      geometry: region.boundary,
    })),
  };
}

function rounded(value: number, decimals: number): number {
  return Math.round(value * 10 ** decimals) / 10 ** decimals + 0;
}
