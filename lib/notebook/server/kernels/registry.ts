import { randomUUID } from "node:crypto";
import { startKernel } from "tslab-kernel";
import { HttpError } from "../route.js";
import { cullKernels, type Limits } from "./cull.js";
import { type Hosted, type HostOptions, hostKernel, type KernelSettings, startOptions } from "./hosted.js";
import { createSpares, hasMemory } from "./spares.js";
import type { Spec } from "./specs.js";

/** The kernels that run. */
export interface Registry {
  /**
   * Starts a kernel and waits until it answers. Aborting the signal, while it starts, ends it: nobody wants it any more.
   * @throws HttpError 500, with the kernel's last words, where it does not; 503 where there are too many.
   */
  start(spec: Spec, cwd: string, wanted?: AbortSignal): Promise<Hosted>;
  /** @throws HttpError 404 where there is none of that id. */
  get(id: string): Hosted;
  has(id: string): boolean;
  all(): readonly Hosted[];
  /** Starts a kernel for the next notebook, where one is to wait. */
  prepare(): void;
  /** Ends all, those that start too. */
  close(): Promise<void>;
}

/** How kernels are run. */
export interface RegistryOptions extends KernelSettings, Pick<HostOptions, "keeping">, Partial<Limits> {
  /** How many kernels may run at once; 50 unless given. */
  readonly mostKernels?: number;
  /** Where a kernel waits for the next notebook to be opened; none does unless given. */
  readonly spareFolder?: string | undefined;
  /** As `SparesOptions.pauseMs`. */
  readonly sparePauseMs?: number;
}

const MOST_KERNELS = 50;

/** No kernels yet. */
export function createRegistry(options: RegistryOptions): Registry {
  const { mostKernels = MOST_KERNELS, spareFolder } = options;
  const kernels = new Map<string, Hosted>();
  const starting = new Set<Promise<unknown>>();
  const closing = new AbortController();

  const isFull = () => kernels.size + starting.size >= mostKernels;
  const spares =
    spareFolder === undefined
      ? undefined
      : createSpares({
          start: (language, signal) =>
            startKernel({ ...startOptions(language, options), cwd: spareFolder, signal }),
          hasRoom: () => !isFull() && hasMemory(),
          pauseMs: options.sparePauseMs,
        });
  const culling = cullKernels(() => kernels.values(), options);

  async function begin(spec: Spec, cwd: string, wanted: AbortSignal | undefined): Promise<Hosted> {
    const id = randomUUID();
    const onEnd = () => void kernels.delete(id);
    // What becomes of the request later is nothing to a kernel that has been started.
    const unwanted = new AbortController();
    const abort = () => unwanted.abort(new Error("Nobody waits for the kernel any more."));
    wanted?.addEventListener("abort", abort);
    if (wanted?.aborted) abort();
    const signal = AbortSignal.any([closing.signal, unwanted.signal]);
    const isClosing = () => closing.signal.aborted;
    try {
      const kernel = await hostKernel({ ...options, spares, id, spec, cwd, onEnd, signal, isClosing });
      kernels.set(id, kernel);
      if (unwanted.signal.aborted) await kernel.end();
      unwanted.signal.throwIfAborted();
      return kernel;
    } finally {
      wanted?.removeEventListener("abort", abort);
    }
  }

  return {
    async start(spec, cwd, wanted) {
      if (isFull()) {
        const hint = "Shut one down first, in the Running tab.";
        throw new HttpError(503, `${mostKernels} kernels run already, and more are not allowed. ${hint}`);
      }
      const start = begin(spec, cwd, wanted);
      starting.add(start);
      try {
        return await start;
      } catch (error) {
        throw new HttpError(500, (error as Error).message);
      } finally {
        starting.delete(start);
      }
    },
    get(id) {
      const kernel = kernels.get(id);
      if (kernel) return kernel;
      throw new HttpError(404, `There is no kernel ${JSON.stringify(id)}: it has been shut down.`);
    },
    has: (id) => kernels.has(id),
    all: () => [...kernels.values()],
    prepare: () => spares?.begin(),
    async close() {
      closing.abort(new Error("The server ends."));
      culling.stop();
      await Promise.allSettled(starting);
      await spares?.close();
      await Promise.all([...kernels.values()].map((kernel) => kernel.end()));
    },
  };
}
