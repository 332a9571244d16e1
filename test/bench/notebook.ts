import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AIMS } from "./aims.js";
import { type Ended, timed } from "./command.js";
import { type Measured, measured, ratio } from "./figures.js";
import { findNbconvert, type Nbconvert } from "./nbconvert.js";
import { denoKernel, ownKernel, type PeerKernel, stockTslab } from "./peer-kernels.js";
import { ROOT } from "./place.js";
import { newSmallPlace, SMALL_CELLS, SMALL_RESULT } from "./small-notebook.js";

/** A small notebook made into a page, in seconds. */
export interface NotebookSpeed {
  readonly cells: number;
  /** `tsnb report` in a new process, nothing kept of a run before. */
  readonly tsnb: Measured;
  /** The same with empty caches, as the first time after an install. */
  readonly coldCaches: Measured;
  readonly peers: readonly {
    readonly name: string;
    readonly seconds: Measured;
    /** How many times longer it takes. */
    readonly ratio: Measured;
    /** How many times longer it should take at least. */
    readonly aim?: number;
  }[];
  readonly versions: Readonly<Record<string, string>>;
}

const NAME = "small";

/** Makes a page of a small notebook; programs take turns within each round, after one that does not count. */
export async function notebookSpeed(rounds: number): Promise<NotebookSpeed> {
  const home = mkdtempSync(join(tmpdir(), "bench-peers-"));
  const place = newSmallPlace({ [NAME]: SMALL_CELLS });
  try {
    const nbconvert = findNbconvert(home);
    const kernels = nbconvert === undefined ? [] : peerKernels(home);
    const all: Round[] = [];
    for (let each = 0; each <= rounds; each++) {
      console.log(each === 0 ? "Warming up" : `Round ${each} of ${rounds}`);
      const one = await round(place.folder, nbconvert, kernels);
      if (each > 0) all.push(one);
    }
    const own = all.map(({ tsnb }) => tsnb.seconds);
    return {
      cells: SMALL_CELLS.length,
      tsnb: measured(own),
      coldCaches: measured(all.map(({ coldCaches }) => coldCaches.seconds)),
      peers: kernels.map(({ name, aim }, index) => {
        const theirs = all.flatMap(({ peers }) => peers[index]?.seconds ?? []);
        return {
          name: `nbconvert + ${name}`,
          seconds: measured(theirs),
          ratio: ratio(own, theirs),
          ...(aim !== undefined && { aim }),
        };
      }),
      versions: {
        node: process.versions.node,
        ...nbconvert?.versions,
        ...Object.assign({}, ...kernels.map(({ versions }) => versions)),
      },
    };
  } finally {
    place.remove();
    rmSync(home, { recursive: true, force: true });
  }
}

type Against = PeerKernel & { readonly aim?: number };

function peerKernels(home: string): Against[] {
  const [tslab, deno] = [stockTslab(home), denoKernel(home)];
  return [
    ...(tslab ? [{ ...tslab, aim: AIMS.stockTslab }] : []),
    ...(deno ? [{ ...deno, aim: AIMS.deno }] : []),
    ownKernel(home),
  ];
}

interface Round {
  readonly tsnb: Ended;
  readonly coldCaches: Ended;
  readonly peers: readonly Ended[];
}

async function round(
  folder: string,
  nbconvert: Nbconvert | undefined,
  kernels: readonly Against[],
): Promise<Round> {
  const tsnb = await report(folder);
  const peers: Ended[] = [];
  for (const { kernel } of kernels) {
    rmSync(join(folder, "converted"), { recursive: true, force: true });
    const ended = await nbconvert?.convert({ cwd: folder, notebooks: [`${NAME}.ipynb`], kernel });
    complete(join(folder, "converted", `${NAME}.html`));
    if (ended) peers.push(ended);
  }
  const cache = join(folder, "cache");
  rmSync(cache, { recursive: true, force: true });
  mkdirSync(cache);
  return { tsnb, peers, coldCaches: await report(folder, { TSLAB_NOTEBOOK_CACHE: cache }) };
}

async function report(folder: string, env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  rmSync(join(folder, "reports"), { recursive: true, force: true });
  const tsnb = join(ROOT, "lib/notebook/bin/tsnb.js");
  const ended = await timed(process.execPath, [tsnb, "report", `${NAME}.ipynb`], { cwd: folder, env });
  complete(join(folder, "reports", `${NAME}.html`));
  return ended;
}

/** @throws Error unless the page has the notebook's last result: a program that stops early is not a fast one. */
function complete(page: string): void {
  if (!readFileSync(page, "utf8").includes(SMALL_RESULT))
    throw new Error(`${page} has not the last result, "${SMALL_RESULT}"`);
}
