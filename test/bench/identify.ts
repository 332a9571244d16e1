import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Measured, measured, ratio } from "./figures.js";
import { worldPoints } from "./identify-points.js";
import { ROOT } from "./place.js";

/** One number of cells. */
export interface IdentifySize {
  readonly cells: number;
  readonly clusters: number;
  /** Of `identify`, in a new process each time, the compiling of the code included; megabytes are the most that the process held. */
  readonly seconds: Measured;
  readonly megabytes: Measured;
  /** The same with clusters merged within 5 km, which scikit-learn does not do. */
  readonly merging: Measured;
  /** None where scikit-learn is not installed, or was not asked for as many cells. */
  readonly peer?: {
    readonly seconds: Measured;
    readonly megabytes: Measured;
    /** How many times longer it takes, and how many times more memory its process held. */
    readonly ratio: Measured;
    readonly memoryRatio: Measured;
    /** Cells of which the two say otherwise whether they are core points, and whether they are noise. */
    readonly coresApart: number;
    readonly noiseApart: number;
    /** Are core points of one cluster here of one cluster there, and the other way round? */
    readonly samePartition: boolean;
  };
}

export interface IdentifySpeed {
  readonly peer?: string;
  readonly radius: number;
  readonly threshold: number;
  readonly merge: number;
  readonly sizes: readonly IdentifySize[];
  readonly versions: Readonly<Record<string, string>>;
}

/** WIPO's parameters of 2024. */
const RULE = { radius: 15, threshold: 4500, merge: 5 } as const;
const AGAINST = [100_000, 500_000];
const ALONE = [1_000_000, 2_000_000, 3_000_000];
const PYTHON = process.env.PYTHON ?? "/usr/bin/python3";

interface Run {
  readonly seconds: number;
  readonly memory: number;
  readonly clusters: number;
  readonly versions?: Readonly<Record<string, string>>;
}

/**
 * Time and memory of `identify` on weighted cells of a generated world, beside scikit-learn's DBSCAN on the same points as far as
 * its memory goes. They take turns within each round, each in a process of its own; reading the points is not timed.
 */
export async function identifySpeed(rounds: number): Promise<IdentifySpeed> {
  const folder = mkdtempSync(join(tmpdir(), "bench-identify-"));
  try {
    writePoints(folder, 1000);
    const versions = sklearn(folder)?.versions;
    if (versions === undefined)
      console.log(`Skipped: scikit-learn, for ${PYTHON} has none. Debian's package is python3-sklearn.`);
    const sizes: IdentifySize[] = [];
    for (const cells of [...AGAINST, ...ALONE])
      sizes.push(oneSize(folder, cells, rounds, versions !== undefined && AGAINST.includes(cells)));
    return {
      ...(versions && { peer: "scikit-learn" }),
      ...RULE,
      sizes,
      versions: { node: process.versions.node, ...versions },
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function oneSize(folder: string, cells: number, rounds: number, against: boolean): IdentifySize {
  console.log(`${cells.toLocaleString("en")} cells, rounds: ${rounds}`);
  writePoints(folder, cells);
  const own: Run[] = [];
  const merging: Run[] = [];
  const theirs: Run[] = [];
  for (let round = 0; round < rounds; round++) {
    merging.push(ours(folder, RULE.merge));
    own.push(ours(folder, 0));
    const run = against ? sklearn(folder) : undefined;
    if (run) theirs.push(run);
  }
  const seconds = (runs: readonly Run[]) => runs.map((run) => run.seconds);
  const bytes = (runs: readonly Run[]) => runs.map((run) => run.memory);
  const megabytes = (runs: readonly Run[]) =>
    measured(
      bytes(runs).map((each) => each / 1e6),
      0,
    );
  const size = {
    ...{ cells, clusters: own[0]?.clusters ?? 0 },
    ...{ seconds: measured(seconds(own)), megabytes: megabytes(own), merging: measured(seconds(merging)) },
  };
  if (theirs.length === 0) return size;
  const peer = {
    ...{ seconds: measured(seconds(theirs)), megabytes: megabytes(theirs) },
    ...{ ratio: ratio(seconds(own), seconds(theirs)), memoryRatio: ratio(bytes(own), bytes(theirs)) },
    ...compared(folder),
  };
  console.log(
    `${peer.coresApart} core points and ${peer.noiseApart} points of noise are others than scikit-learn's; ` +
      `the core points ${peer.samePartition ? "make the same" : "do not make the same"} ${size.clusters} clusters.`,
  );
  return { ...size, peer };
}

function writePoints(folder: string, cells: number): void {
  for (const [name, column] of Object.entries(worldPoints(cells)))
    writeFileSync(join(folder, `${name}.f64`), column);
}

function ours(folder: string, merge: number): Run {
  const script = join(ROOT, "test/bench/identify-run.ts");
  const args = ["--import", "tsx", script, folder, RULE.radius, RULE.threshold, merge].map(String);
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: "utf8" });
  if (status !== 0) throw new Error(`${script} ended with ${status}:\n${stderr}`);
  return JSON.parse(stdout);
}

/** @returns undefined where scikit-learn, or Python, is not installed. */
function sklearn(folder: string): Run | undefined {
  const script = join(ROOT, "test/bench/scikit-learn.py");
  const args = [script, folder, RULE.radius, RULE.threshold].map(String);
  const { status, stdout, stderr, error } = spawnSync(PYTHON, args, { encoding: "utf8" });
  if (error !== undefined || status === 3) return undefined;
  if (status !== 0) throw new Error(`${script} ended with ${status}:\n${stderr}`);
  return JSON.parse(stdout);
}

/** What the last run of each found, point by point. */
function compared(folder: string) {
  const read = (whose: string) => {
    const bytes = readFileSync(join(folder, `${whose}.labels.i32`));
    const labels = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length / 4);
    return { core: new Uint8Array(readFileSync(join(folder, `${whose}.core.u8`))), labels };
  };
  const [own, theirs] = [read("ours"), read("theirs")];
  let [coresApart, noiseApart] = [0, 0];
  const [there, here] = [new Map<number, number>(), new Map<number, number>()];
  let samePartition = own.core.length === theirs.core.length;
  for (const [point, core] of own.core.entries()) {
    const [a = -1, b = -1] = [own.labels[point], theirs.labels[point]];
    if (core !== theirs.core[point]) coresApart++;
    if (a < 0 !== b < 0) noiseApart++;
    if (core === 0 || theirs.core[point] === 0) continue;
    if ((there.get(a) ?? b) !== b || (here.get(b) ?? a) !== a) samePartition = false;
    there.set(a, b);
    here.set(b, a);
  }
  return { coresApart, noiseApart, samePartition };
}
