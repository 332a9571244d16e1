export { alphaShape, loops } from "./alphaShape.js";
export { cutRings } from "./antimeridian.js";
export { circleRadius } from "./circle.js";
export { inRing } from "./inside.js";
export {
  CHORD_SLACK,
  DEGREE,
  distanceKm,
  EARTH_RADIUS_KM,
  haversine,
  haversineBetween,
  type Reach,
  reachOf,
  turned,
  unitVector,
} from "./sphere.js";
export type { Boundary, Position, Ring } from "./types.js";
