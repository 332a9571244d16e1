import type { CompilerAddress } from "tslab-kernel";

/** A compiler in a process of its own, which all kernels of a command share. */
export interface SharedCompiler extends CompilerAddress {
  close(): Promise<void>;
}

/** The compiler of a command, started when the first kernel needs it. */
export interface CommandCompiler {
  /** `undefined` where there is none to share: then each kernel brings its own. */
  get(): Promise<SharedCompiler | undefined>;
}

/** Starts a compiler. */
// The package of the kernel has none yet.
const startShared: () => Promise<SharedCompiler | undefined> = async () => undefined;

/** Does a command's work with one compiler for all its kernels; ends the compiler, where it was started, when that is done. */
export async function withCompiler<Result>(
  work: (compiler: CommandCompiler) => Promise<Result>,
  start = startShared,
): Promise<Result> {
  let started: Promise<SharedCompiler | undefined> | undefined;
  try {
    return await work({
      get() {
        started ??= start();
        return started;
      },
    });
  } finally {
    // Whoever has asked for it knows why it did not start.
    const compiler = await started?.catch(() => undefined);
    await compiler?.close();
  }
}
