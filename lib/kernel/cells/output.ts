import { Console } from "node:console";
import type { JsonObject } from "../protocol/json.js";
import { tableOf } from "../results/index.js";
import type { Cell } from "./cell.js";
import type { StreamName } from "./streams.js";

/** Makes what is written to the standard streams, and what `console` prints, the output of a cell. */
export function installOutput(owner: () => Cell | null): void {
  for (const name of ["stdout", "stderr"] as const) {
    process[name].write = createWriter(name, owner);
  }
  const plain = new Console({ stdout: process.stdout, stderr: process.stderr });
  const console = Object.assign(Object.create(Object.getPrototypeOf(plain) as object) as Console, plain, {
    // A property of Node's one console alone.
    Console,
    table(data: unknown, columns?: readonly string[]) {
      const cell = owner();
      if (cell === null || typeof data !== "object" || data === null) return plain.log(data);
      cell.streams.flush();
      const shown = tableOf(data, columns);
      cell.publish("display_data", { ...shown, transient: {} } as unknown as JsonObject);
    },
  });
  // V8's inspector keeps what is printed by the console that Node starts with.
  Object.defineProperty(globalThis, "console", { value: console, configurable: true, writable: true });
}

function createWriter(name: StreamName, owner: () => Cell | null): typeof process.stdout.write {
  return (
    chunk: string | Uint8Array,
    encoding?: BufferEncoding | ((error?: Error) => void),
    callback?: (error?: Error) => void,
  ) => {
    owner()?.streams.write(name, chunk, encoding);
    const done = typeof encoding === "function" ? encoding : callback;
    if (done) process.nextTick(done);
    return true;
  };
}
