import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type Ended, timed } from "./command.js";
import { type Measured, measured, ratio } from "./figures.js";
import { type Opening, openings } from "./opening.js";
import { KERNELS, nbconvert, type Peer } from "./peers.js";
import { newPlace, type Place, ROOT } from "./place.js";

/** One thing that a person does, in seconds. */
export interface Scenario {
  readonly what: string;
  readonly tsnb: Measured;
  readonly peers: readonly {
    readonly name: string;
    /** What the peer does for it. */
    readonly how: string;
    readonly seconds: Measured;
    /** How many times longer the peer takes. */
    readonly ratio: Measured;
  }[];
}

/** Megabytes of the cold run: of each kernel, and of all processes together. */
export interface Memory {
  readonly name: string;
  readonly kernel: Measured;
  readonly together: Measured;
}

export interface Reports {
  readonly notebooks: number;
  readonly edited: string;
  readonly conditions: string;
  readonly scenarios: readonly Scenario[];
  readonly memory: readonly Memory[];
  readonly pages: readonly Opening[];
  readonly versions: Readonly<Record<string, string>>;
}

const CONDITIONS =
  "cold: no executed notebooks, no reports and no cache of runs in the output folder; a run before, which does not " +
  "count, has left bundled scripts, compiled code and the system's file cache warm, for all programs alike";

/** The notebook that takes longest: what is said of an edit is not said of an easy one. */
const EDITED = "04-how-sure-is-the-ranking";

/**
 * Reports of all notebooks: cold, after an edit of one, and with nothing changed. Programs take turns within each
 * round, and ratios are taken round by round.
 */
export async function reports(rounds: number): Promise<Reports> {
  const place = newPlace();
  try {
    const home = join(place.folder, "jupyter");
    mkdirSync(home);
    const peer = nbconvert(home);
    console.log("Warming up");
    await round(place, peer);
    const all: Round[] = [];
    for (let each = 1; each <= rounds; each++) {
      console.log(`Round ${each} of ${rounds}`);
      all.push(await round(place, peer));
    }
    const opened = await openings(join(place.folder, "reports"), Math.max(rounds, 5));
    return {
      notebooks: place.names.length,
      edited: EDITED,
      conditions: CONDITIONS,
      scenarios: scenariosOf(all, peer),
      memory: memoryOf(all, peer),
      pages: opened.pages,
      versions: {
        node: process.versions.node,
        ...(peer?.versions ?? {}),
        ...(opened.browser === undefined ? {} : { chromium: opened.browser }),
      },
    };
  } finally {
    place.remove();
  }
}

interface Round {
  readonly cold: Ended;
  readonly edited: Ended;
  readonly unchanged: Ended;
  readonly peerAll?: Ended;
  readonly peerOne?: Ended;
}

async function round(place: Place, peer: Peer | undefined): Promise<Round> {
  const { folder, names } = place;
  rmSync(join(folder, "reports"), { recursive: true, force: true });
  rmSync(join(folder, "converted"), { recursive: true, force: true });
  const cold = await report(place, names);
  const peerAll = await peer?.run(folder, names);
  place.edit(EDITED);
  const edited = await report(place, [EDITED]);
  const peerOne = await peer?.run(folder, [EDITED]);
  const unchanged = await report(place, []);
  return { cold, edited, unchanged, ...(peerAll && { peerAll }), ...(peerOne && { peerOne }) };
}

/** @throws Error unless exactly those notebooks are run: another program may be editing the library meanwhile. */
async function report({ folder, names }: Place, expected: readonly string[]): Promise<Ended> {
  const tsnb = join(ROOT, "lib/notebook/bin/tsnb.js");
  const ended = await timed(process.execPath, [tsnb, "report", "notebooks"], { cwd: folder, each: KERNELS });
  const run = names.filter((name) => new RegExp(`^${name}: done`, "m").test(ended.output));
  if (run.join() !== expected.join())
    throw new Error(
      `ran ${run.join(", ") || "nothing"}, expected ${expected.join(", ") || "nothing"}:\n${ended.output}`,
    );
  return ended;
}

function scenariosOf(all: readonly Round[], peer: Peer | undefined): Scenario[] {
  const seconds = (part: keyof Round) => all.flatMap((each) => each[part]?.seconds ?? []);
  const scenario = (what: string, own: keyof Round, others: readonly (readonly [string, keyof Round])[]) => ({
    what,
    tsnb: measured(seconds(own)),
    peers:
      peer === undefined
        ? []
        : others.map(([how, part]) => ({
            ...{ name: peer.name, how, seconds: measured(seconds(part)) },
            ratio: ratio(seconds(own), seconds(part)),
          })),
  });
  const whole = ["all notebooks", "peerAll"] as const;
  return [
    scenario("all notebooks, cold", "cold", [whole]),
    scenario("one notebook edited", "edited", [whole, ["that notebook alone", "peerOne"]]),
    scenario("nothing changed", "unchanged", [whole]),
  ];
}

function memoryOf(all: readonly Round[], peer: Peer | undefined): Memory[] {
  const of = (name: string, runs: readonly Ended[]): Memory[] => {
    const kernels = runs.flatMap(({ ofEach }) => ofEach).map((bytes) => bytes / 1e6);
    if (kernels.length === 0) return [];
    const together = runs.map(({ memory }) => memory / 1e6);
    return [{ name, kernel: measured(kernels, 0), together: measured(together, 0) }];
  };
  return [
    ...of(
      "tsnb",
      all.map(({ cold }) => cold),
    ),
    ...(peer === undefined
      ? []
      : of(
          peer.name,
          all.flatMap(({ peerAll }) => peerAll ?? []),
        )),
  ];
}
