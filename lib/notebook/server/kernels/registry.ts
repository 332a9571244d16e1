import { randomUUID } from "node:crypto";
import { HttpError } from "../route.js";
import { type Hosted, type HostOptions, hostKernel } from "./hosted.js";
import type { Spec } from "./specs.js";

/** The kernels that run. */
export interface Registry {
  /**
   * Starts a kernel and waits until it answers.
   * @throws HttpError 500, with the kernel's last words, where it does not; 503 where there are too many.
   */
  start(spec: Spec, cwd: string): Promise<Hosted>;
  /** @throws HttpError 404 where there is none of that id. */
  get(id: string): Hosted;
  has(id: string): boolean;
  all(): readonly Hosted[];
  /** Ends all, those that start too. */
  close(): Promise<void>;
}

/** How kernels are run. */
export interface RegistryOptions extends Pick<HostOptions, "env" | "keeping"> {
  /** How many kernels may run at once; 50 unless given. */
  readonly mostKernels?: number;
}

const MOST_KERNELS = 50;

/** No kernels yet. */
export function createRegistry({ mostKernels = MOST_KERNELS, ...options }: RegistryOptions): Registry {
  const kernels = new Map<string, Hosted>();
  const starting = new Set<Promise<unknown>>();
  const closing = new AbortController();

  async function begin(spec: Spec, cwd: string): Promise<Hosted> {
    const id = randomUUID();
    const onEnd = () => void kernels.delete(id);
    const kernel = await hostKernel({ ...options, id, spec, cwd, onEnd, signal: closing.signal });
    kernels.set(id, kernel);
    return kernel;
  }

  return {
    async start(spec, cwd) {
      if (kernels.size + starting.size >= mostKernels) {
        const hint = "Shut one down first, in the Running tab.";
        throw new HttpError(503, `${mostKernels} kernels run already, and more are not allowed. ${hint}`);
      }
      const start = begin(spec, cwd);
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
    async close() {
      closing.abort(new Error("The server ends."));
      await Promise.allSettled(starting);
      await Promise.all([...kernels.values()].map((kernel) => kernel.end()));
    },
  };
}
