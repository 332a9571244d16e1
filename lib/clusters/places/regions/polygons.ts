import { inRing, loops, type Position, type Ring } from "../geo/index.js";

const WORLD: readonly Position[] = [
  [-180, -90],
  [180, -90],
  [180, 90],
  [-180, 90],
];

/**
 * Rings with the inside on the left, put together to polygons of closed rings with six decimals, each starting in its
 * southernmost corner (then the westernmost). Rings that rounding made flat vanish. Holes alone are holes of the whole map.
 */
export function polygons(rings: readonly (readonly Position[])[]): readonly (readonly Ring[])[] {
  const clean = rings.flatMap(roundedLoops);
  const outer = clean.filter((ring) => twiceArea(ring) > 0);
  const holes = clean.filter((ring) => twiceArea(ring) < 0);
  if (outer.length === 0 && holes.length > 0) outer.push(WORLD);
  const owner = holes.map((hole) => (outer.length === 1 ? 0 : outer.findIndex((ring) => holds(ring, hole))));
  return outer.map((ring, at) => [ring, ...holes.filter((_, hole) => owner[hole] === at)].map(closed));
}

function roundedLoops(ring: readonly Position[]): readonly (readonly Position[])[] {
  const known = new Map<string, Position>();
  const rounded = ring.map(([longitude, latitude]): Position => {
    const position: Position = [sixDecimals(longitude), sixDecimals(latitude)];
    const same = known.get(position.join()) ?? position;
    known.set(position.join(), same);
    return same;
  });
  const moving = rounded.filter((position, at) => position !== rounded.at(at - 1) || rounded.length === 1);
  return loops(
    touched(
      moving.filter(
        (position, at) => !amidPole(moving.at(at - 1), position, moving[(at + 1) % moving.length]),
      ),
    ),
  );
}

/** The ring with its corners that touch one of its edges along the antimeridian put into that edge, so that `loops` parts it there. */
function touched(ring: readonly Position[]): readonly Position[] {
  const cut = ring.filter(([longitude]) => Math.abs(longitude) === 180);
  if (cut.length < 3) return ring;
  return ring.flatMap((from, at) => {
    const to = ring[(at + 1) % ring.length] ?? from;
    if (Math.abs(from[0]) !== 180 || from[0] !== to[0]) return [from];
    const onWay = cut.filter(([x, y]) => x === from[0] && (y - from[1]) * (to[1] - y) > 0);
    return [from, ...onWay.sort((a, b) => (a[1] - b[1]) * Math.sign(to[1] - from[1]))];
  });
}

/** Whether a position on the map's upper or lower edge has both of its neighbours there: the way along the edge is straight. */
function amidPole(
  before: Position | undefined,
  [, latitude]: Position,
  after: Position | undefined,
): boolean {
  return Math.abs(latitude) === 90 && before?.[1] === latitude && after?.[1] === latitude;
}

/** No −0, which JSON does not know. */
const sixDecimals = (degrees: number): number => Math.round(degrees * 1e6) / 1e6 + 0;

/** Twice the area in square degrees, positive if counterclockwise. */
function twiceArea(ring: readonly Position[]): number {
  return ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length] ?? [x, y];
    return sum + (x - (ring[0]?.[0] ?? 0)) * (nextY - y) - (y - (ring[0]?.[1] ?? 0)) * (nextX - x);
  }, 0);
}

/** Whether a ring holds a hole: corners that they share do not tell. */
function holds(ring: readonly Position[], hole: readonly Position[]): boolean {
  const shared = new Set(ring.map((position) => position.join()));
  const telling = hole.find((position) => !shared.has(position.join()));
  return telling !== undefined && inRing(ring, telling);
}

function closed(ring: readonly Position[]): Ring {
  let first = 0;
  ring.forEach(([x, y], at) => {
    const [west, south] = ring[first] ?? [x, y];
    if (y < south || (y === south && x < west)) first = at;
  });
  return [...ring.slice(first), ...ring.slice(0, first + 1)];
}
