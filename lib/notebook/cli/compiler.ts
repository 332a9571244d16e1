import { type CompilerAddress, startCompiler } from "tslab-kernel";

/** A compiler that all kernels of a command share. */
export interface SharedCompiler extends CompilerAddress {
  close(): Promise<void>;
}

/** The compiler of a command, started when the first kernel needs it. */
export interface CommandCompiler {
  get(): Promise<SharedCompiler>;
}

/** Starts a compiler in a process of its own; what becomes of it is told in a line. */
const startShared = (): Promise<SharedCompiler> => startCompiler((line) => process.stderr.write(`${line}\n`));

/** Does a command's work with one compiler for all its kernels; ends the compiler, where it was started, when that is done. */
export async function withCompiler<Result>(
  work: (compiler: CommandCompiler) => Promise<Result>,
  start: () => Promise<SharedCompiler> = startShared,
): Promise<Result> {
  let started: Promise<SharedCompiler> | undefined;
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
