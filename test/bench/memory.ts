import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { peaks, type Running, started, timed } from "./command.js";
import { type Measured, measured } from "./figures.js";
import { findNbconvert, type Nbconvert } from "./nbconvert.js";
import { denoKernel, ownKernel, type PeerKernel, stockTslab } from "./peer-kernels.js";
import { newPlace, ROOT } from "./place.js";
import { compilersBelow, type Held, held, isCompiler } from "./processes.js";
import { newSmallPlace, WAITING_CELLS } from "./small-notebook.js";

/** What processes hold, in megabytes: all that is resident, and less what is shared with others. */
export interface MemoryUse {
  /** Of a kernel that has imported arquero and rests. The first one is that of `tsnb`. */
  readonly kernels: readonly {
    readonly name: string;
    readonly resident: Measured;
    readonly proportional: Measured;
  }[];
  /** Of the compiler that kernels share, at its peak; none where there is no such process. */
  readonly compiler: readonly { readonly notebooks: number; readonly resident: Measured }[];
  readonly versions: Readonly<Record<string, string>>;
}

const NAME = "waiting";
const TSNB = join(ROOT, "lib/notebook/bin/tsnb.js");
/** From the import's end to the look: what is thrown away at once is not what a kernel holds. */
const REST_MS = 1000;

/**
 * Memory of a kernel that has imported arquero, here and in the peers, and of the shared compiler with one notebook and with all.
 * @param only the notebooks that stand for all, by name; all of them unless given
 * @returns undefined, with a line that says so, where there is no /proc.
 */
export async function memoryUse(rounds: number, only?: readonly string[]): Promise<MemoryUse | undefined> {
  if (held(process.pid) === undefined) {
    console.log("Skipped: memory, for there is no /proc here that tells it.");
    return undefined;
  }
  const home = mkdtempSync(join(tmpdir(), "bench-peers-"));
  const small = newSmallPlace({ [NAME]: WAITING_CELLS });
  const place = newPlace({ only });
  try {
    const nbconvert = findNbconvert(home);
    const kernels = nbconvert === undefined ? [] : peerKernels(home);
    const ways = [
      { name: "tsnb", start: () => tsnb(small.folder) },
      ...kernels.map(({ name, kernel }) => ({
        name: `nbconvert + ${name}`,
        start: () => converting(nbconvert, small.folder, kernel),
      })),
    ];
    const seen: Seen[][] = ways.map(() => []);
    const [one, all]: [number[], number[]] = [[], []];
    for (let each = 1; each <= rounds; each++) {
      console.log(`Round ${each} of ${rounds}`);
      for (const [index, { start }] of ways.entries()) {
        rmSync(join(small.folder, "reports"), { recursive: true, force: true });
        seen[index]?.push(await whileItWaits(small.folder, start()));
      }
      rmSync(join(place.folder, "reports"), { recursive: true, force: true });
      const ended = await timed(process.execPath, [TSNB, "report", "notebooks"], { cwd: place.folder });
      all.push(...peaks(ended, isCompiler));
    }
    one.push(...(seen[0] ?? []).flatMap(({ compilers }) => compilers));
    return {
      kernels: ways.map(({ name }, index) => ({
        name,
        resident: megabytes((seen[index] ?? []).map(({ kernel }) => kernel.resident)),
        proportional: megabytes((seen[index] ?? []).map(({ kernel }) => kernel.proportional)),
      })),
      compiler: [
        ...(one.length === 0 ? [] : [{ notebooks: 1, resident: megabytes(one) }]),
        ...(all.length === 0 ? [] : [{ notebooks: place.names.length, resident: megabytes(all) }]),
      ],
      versions: {
        node: process.versions.node,
        ...nbconvert?.versions,
        ...Object.assign({}, ...kernels.map(({ versions }) => versions)),
      },
    };
  } finally {
    small.remove();
    place.remove();
    rmSync(home, { recursive: true, force: true });
  }
}

function peerKernels(home: string): PeerKernel[] {
  return [ownKernel(home), stockTslab(home), denoKernel(home)].flatMap((kernel) => kernel ?? []);
}

interface Seen {
  readonly kernel: Held;
  /** Bytes of each compiler at its peak. */
  readonly compilers: readonly number[];
}

/** Looks at the processes of a command while the kernel waits, and lets it come to its end. */
async function whileItWaits(folder: string, { pid, ended }: Running): Promise<Seen> {
  const file = join(folder, NAME);
  let over = false;
  const done = ended.finally(() => {
    over = true;
  });
  done.catch(() => {});
  try {
    while (!existsSync(file) || readFileSync(file, "utf8") === "") {
      if (over) throw new Error(`the kernel has not waited:\n${(await done).output}`);
      await pause(50);
    }
    await pause(REST_MS);
    const id = Number(readFileSync(file, "utf8"));
    const kernel = held(id);
    if (kernel === undefined) throw new Error(`there is no process ${id}, which a cell said it runs in`);
    return { kernel, compilers: compilersBelow(pid).map(({ peak }) => peak) };
  } finally {
    rmSync(file, { force: true });
    await done;
  }
}

function tsnb(cwd: string): Running {
  return started(process.execPath, [TSNB, "report", `${NAME}.ipynb`], { cwd });
}

function converting(nbconvert: Nbconvert | undefined, cwd: string, kernel: string): Running {
  if (nbconvert === undefined) throw new Error("there is no nbconvert");
  return nbconvert.start({ cwd, notebooks: [`${NAME}.ipynb`], kernel });
}

function megabytes(bytes: readonly number[]): Measured {
  return measured(
    bytes.map((each) => each / 1e6),
    0,
  );
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
