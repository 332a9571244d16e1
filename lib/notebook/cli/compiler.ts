import { type SharedCompiler, startCompiler } from "tslab-kernel";

/** What of a shared compiler a command needs. */
type Closeable = Pick<SharedCompiler, "address" | "close">;

/** The compiler of a command, started when the first kernel needs it. */
export interface CommandCompiler {
  get(): Promise<Closeable>;
}

/** Starts a compiler in a process of its own; what becomes of it is told in a line. */
const startShared = (): Promise<Closeable> => startCompiler((line) => process.stderr.write(`${line}\n`));

/** Does a command's work with one compiler for all its kernels; ends the compiler, where it was started, when that is done. */
export async function withCompiler<Result>(
  work: (compiler: CommandCompiler) => Promise<Result>,
  start: () => Promise<Closeable> = startShared,
): Promise<Result> {
  let started: Promise<Closeable> | undefined;
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
