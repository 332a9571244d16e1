import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { AIMS } from "./aims.js";
import { BEFORE, type Checkout, checkout } from "./before.js";
import { type Ended, peaks, timed } from "./command.js";
import { type Measured, measured, ratio } from "./figures.js";
import { type Opening, openings } from "./opening.js";
import { nbconvert, type Peer } from "./peers.js";
import { newPlace, type Place, ROOT } from "./place.js";
import { KERNELS } from "./processes.js";

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
    /** How many times longer it should take at least. */
    readonly aim?: number;
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
 * @param only the notebooks that stand for all, by name; all of them unless given
 */
export async function reports(rounds: number, only?: readonly string[]): Promise<Reports> {
  const place = newPlace({ only });
  const before = checkout(BEFORE);
  const placeBefore = before && newPlace({ root: before.folder, only });
  try {
    const home = join(place.folder, "jupyter");
    mkdirSync(home);
    const peer = nbconvert(home);
    const edited = place.names.includes(EDITED) ? EDITED : (place.names[0] ?? "");
    const earlier = before && placeBefore && { before, place: placeBefore };
    const all: Round[] = [];
    for (let each = 0; each <= rounds; each++) {
      console.log(each === 0 ? "Warming up" : `Round ${each} of ${rounds}`);
      const one = await round(place, edited, peer, earlier);
      if (each > 0) all.push(one);
    }
    const opened = await openings(join(place.folder, "reports"), Math.max(rounds, 5));
    return {
      notebooks: place.names.length,
      edited,
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
    placeBefore?.remove();
    before?.remove();
  }
}

interface Round {
  readonly cold: Ended;
  /** By the commit before. */
  readonly before?: Ended;
  readonly edited: Ended;
  readonly unchanged: Ended;
  readonly peerAll?: Ended;
  readonly peerOne?: Ended;
}

async function round(
  place: Place,
  edited: string,
  peer: Peer | undefined,
  earlier: { readonly before: Checkout; readonly place: Place } | undefined,
): Promise<Round> {
  const { folder, names } = place;
  for (const made of ["reports", "converted"]) rmSync(join(folder, made), { recursive: true, force: true });
  const cold = await report(place, names);
  if (earlier) rmSync(join(earlier.place.folder, "reports"), { recursive: true, force: true });
  const before = earlier && (await report(earlier.place, earlier.place.names, earlier.before.folder));
  const peerAll = await peer?.run(folder, names);
  place.edit(edited);
  const afterEdit = await report(place, [edited]);
  const peerOne = await peer?.run(folder, [edited]);
  const unchanged = await report(place, []);
  return {
    ...{ cold, edited: afterEdit, unchanged },
    ...(before && { before }),
    ...(peerAll && { peerAll }),
    ...(peerOne && { peerOne }),
  };
}

/** @throws Error unless exactly those notebooks are run: another program may be editing the library meanwhile. */
async function report({ folder, names }: Place, expected: readonly string[], root = ROOT): Promise<Ended> {
  const tsnb = join(root, "lib/notebook/bin/tsnb.js");
  const ended = await timed(process.execPath, [tsnb, "report", "notebooks"], { cwd: folder });
  const run = names.filter((name) => new RegExp(`^${name}: done`, "m").test(ended.output));
  if (run.join() !== expected.join())
    throw new Error(
      `ran ${run.join(", ") || "nothing"}, expected ${expected.join(", ") || "nothing"}:\n${ended.output}`,
    );
  return ended;
}

function scenariosOf(all: readonly Round[], peer: Peer | undefined): Scenario[] {
  const seconds = (part: keyof Round) => all.flatMap((each) => each[part]?.seconds ?? []);
  const against = (name: string, how: string, own: keyof Round, part: keyof Round, aim?: number) =>
    seconds(part).length === 0
      ? []
      : [
          {
            ...{ name, how, seconds: measured(seconds(part)) },
            ratio: ratio(seconds(own), seconds(part)),
            ...(aim !== undefined && { aim }),
          },
        ];
  const name = peer?.name ?? "";
  const whole = (own: keyof Round, aim?: number) => against(name, "all notebooks", own, "peerAll", aim);
  return [
    {
      what: "all notebooks, cold",
      tsnb: measured(seconds("cold")),
      peers: [
        ...whole("cold", AIMS.nbconvert),
        ...against(`commit ${BEFORE}`, "its own notebooks", "cold", "before", AIMS.before),
      ],
    },
    {
      what: "one notebook edited",
      tsnb: measured(seconds("edited")),
      peers: [...whole("edited"), ...against(name, "that notebook alone", "edited", "peerOne")],
    },
    { what: "nothing changed", tsnb: measured(seconds("unchanged")), peers: whole("unchanged") },
  ];
}

function memoryOf(all: readonly Round[], peer: Peer | undefined): Memory[] {
  const of = (name: string, runs: readonly Ended[]): Memory[] => {
    const kernels = runs
      .flatMap((run) => peaks(run, (line) => KERNELS.test(line)))
      .map((bytes) => bytes / 1e6);
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
