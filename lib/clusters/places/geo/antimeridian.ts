import { turned } from "./sphere.js";
import type { Position } from "./types.js";

/** A part of a ring between two places on the antimeridian, within −180 to 180. */
type Chain = readonly Position[];

/**
 * Rings with the inside on the left, cut at the antimeridian (RFC 7946, section 3.1.9) and led around a pole that lies inside.
 * Edges are straight in longitude and latitude, and go the shorter way round. What comes out lies within −180 to 180 and
 * is not closed.
 */
export function cutRings(rings: readonly (readonly Position[])[]): readonly (readonly Position[])[] {
  const whole: (readonly Position[])[] = [];
  const chains: Chain[] = [];
  for (const ring of rings) {
    const parts = cut(unwound(ring));
    if (parts.length === 1 && parts[0]?.closed) whole.push(parts[0].positions);
    else chains.push(...parts.map((part) => part.positions));
  }
  return [...whole, ...joined(chains)];
}

/** The ring with longitudes that run on beyond 180, its first position once more at the end, wherever that comes to lie. */
function unwound(ring: readonly Position[]): readonly Position[] {
  let turns = 0;
  return [...ring, ...ring.slice(0, 1)].map(([longitude, latitude], at) => {
    const step = longitude - (ring[at - 1] ?? [longitude])[0];
    turns += Math.round((turned(step) - step) / 360);
    return [longitude + 360 * turns, latitude];
  });
}

interface Part {
  readonly positions: Position[];
  readonly closed: boolean;
}

/** The number of the strip of 360° that an edge lies in; `undefined` for one along the border of two. */
function stripOf([a]: Position, [b]: Position): number | undefined {
  return a === b && (a + 180) % 360 === 0 ? undefined : Math.floor(((a + b) / 2 + 180) / 360);
}

function cut(line: readonly Position[]): readonly Part[] {
  const stops = line.flatMap((from, at) => [...crossings(line[at - 1] ?? from, from), from]);
  const edges = stops
    .slice(1)
    .map((to, at) => ({ from: stops[at] ?? to, to, strip: stripOf(stops[at] ?? to, to) }));
  const strips = [...new Set(edges.flatMap(({ strip }) => (strip === undefined ? [] : [strip])))];
  const [only = 0] = strips;
  const turn = 360 * Math.round(((line.at(-1)?.[0] ?? 0) - (line[0]?.[0] ?? 0)) / 360);
  const into = ([longitude, latitude]: Position, strip: number): Position => [
    longitude - 360 * strip,
    latitude,
  ];
  if (strips.length <= 1 && turn === 0)
    return [{ positions: edges.map(({ from }) => into(from, only)), closed: true }];
  // Start with the edge after a change of strips, so that no chain is parted at the ring's own start.
  const inside = edges.flatMap((edge) => (edge.strip === undefined ? [] : [{ ...edge, strip: edge.strip }]));
  const change = inside.findIndex((edge, at) => at > 0 && edge.strip !== inside[at - 1]?.strip);
  const first = Math.max(0, change);
  const ahead = inside.slice(0, first).map(({ from, to, strip }) => ({
    from: [from[0] + turn, from[1]] as const,
    to: [to[0] + turn, to[1]] as const,
    strip: strip + turn / 360,
  }));
  const parts: Part[] = [];
  let before: number | undefined;
  for (const { from, to, strip } of [...inside.slice(first), ...ahead]) {
    if (strip !== before) parts.push({ positions: [into(from, strip)], closed: false });
    const positions = parts.at(-1)?.positions;
    const [last, next] = [positions?.at(-1), into(from, strip)];
    if (last && (last[0] !== next[0] || last[1] !== next[1])) positions?.push(next);
    positions?.push(into(to, strip));
    before = strip;
  }
  return parts;
}

/** Where an edge crosses a border of strips, on its way. */
function crossings(from: Position, to: Position): readonly Position[] {
  const [low, high] = [Math.min(from[0], to[0]), Math.max(from[0], to[0])];
  const border = 360 * Math.floor((low + 180) / 360) + 180;
  if (border <= low || border >= high) return [];
  const part = (border - from[0]) / (to[0] - from[0]);
  return [[border, from[1] + part * (to[1] - from[1])]];
}

/** Chains put together to rings along the edge of the map, counterclockwise from the end of each to the next start. */
function joined(chains: readonly Chain[]): readonly (readonly Position[])[] {
  const starts = chains.map((chain) => along(chain[0] ?? [0, 0]));
  const used = new Set<number>();
  const rings: Position[][] = [];
  for (const start of chains.keys()) {
    const ring: Position[] = [];
    for (let at = start; !used.has(at); ) {
      used.add(at);
      const chain = chains[at] ?? [];
      ring.push(...chain);
      const end = along(chain.at(-1) ?? [0, 0]);
      const ahead = starts.map((each) => (each < end ? each + AROUND : each) - end);
      at = ahead.indexOf(Math.min(...ahead));
      const stop = end + (ahead[at] ?? 0);
      for (const corner of CORNERS) {
        if (corner.at > end && corner.at < stop) ring.push(corner.position);
      }
    }
    if (ring.length > 0) rings.push(ring);
  }
  return rings;
}

/** Length of the way around the map, in degrees. */
const AROUND = 1080;

/** Corners of the map on the way around it, twice: counterclockwise from its south-eastern one. */
const CORNERS = [0, 1].flatMap((turn) =>
  (
    [
      [180, [180, 90]],
      [540, [-180, 90]],
      [720, [-180, -90]],
      [1080, [180, -90]],
    ] as const
  ).map(([at, position]) => ({ at: at + turn * AROUND, position })),
);

/** How far along the way around the map a position on the antimeridian is. */
function along([longitude, latitude]: Position): number {
  return longitude > 0 ? latitude + 90 : 630 - latitude;
}
