import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import type { Dealer } from "zeromq";
import { addressOf, type Connection } from "../protocol/connection.js";

/** Tells a process that is slow from one that does nothing. */
export interface Work {
  /** Whether the process has used the processor since the last call, or answers a heartbeat. */
  seen(): Promise<boolean>;
  close(): void;
}

/** The least time on the processor that counts: a thread that looks now and then whether the parent lives uses less. */
const LEAST = { ms: 10, share: 0.002 };

/** Time for a heartbeat to come back. */
const BEAT_MS = 1_000;

/** Watches the process of a kernel. */
export function watchWork(pid: number, connection: Connection): Work {
  let before = { cpuMs: 0, at: performance.now() };
  let heartbeat: ReturnType<typeof listen> | undefined;
  return {
    async seen() {
      const now = { cpuMs: (await processorTime(pid)) ?? before.cpuMs, at: performance.now() };
      const least = Math.max(LEAST.ms, (now.at - before.at) * LEAST.share);
      const worked = now.cpuMs - before.cpuMs >= least;
      before = now;
      if (worked) return true;
      heartbeat ??= listen(connection);
      return heartbeat.answered();
    },
    close: () => heartbeat?.close(),
  };
}

/** The channel of heartbeats. */
function listen(connection: Connection): { answered(): Promise<boolean>; close(): void } {
  const { Dealer }: typeof import("zeromq") = createRequire(import.meta.url)("zeromq");
  const socket: Dealer = new Dealer({ linger: 0, sendTimeout: 0 });
  let onBeat = () => {};
  socket.connect(addressOf(connection, connection.hb_port));
  void (async () => {
    for await (const _ of socket) onBeat();
  })().catch(() => undefined);
  return {
    answered() {
      // The empty frame is the envelope that a REP socket asks for.
      void socket.send(["", "beat"]).catch(() => undefined);
      return new Promise((resolve) => {
        const timer = setTimeout(() => resolve(false), BEAT_MS);
        onBeat = () => {
          clearTimeout(timer);
          resolve(true);
        };
      });
    },
    close: () => socket.close(),
  };
}

/** Milliseconds that a process has had on the processor, all its threads together; `undefined` where nobody tells. */
async function processorTime(pid: number): Promise<number | undefined> {
  try {
    if (process.platform === "linux") {
      const stat = await readFile(`/proc/${pid}/stat`, "utf8");
      // The name, in parentheses, may hold anything; what follows it is counted from the third field on.
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      return (Number(fields[11]) + Number(fields[12])) * MS_PER_TICK;
    }
    if (process.platform === "win32") return undefined;
    const { stdout } = await promisify(execFile)("ps", ["-o", "time=", "-p", String(pid)]);
    return stdout
      .trim()
      .split(/[-:]/)
      .reduce((sum, part, at, all) => sum + Number(part) * (UNITS_MS[all.length - 1 - at] ?? 0), 0);
  } catch {
    return undefined;
  }
}

/** Linux tells of hundredths of a second, whatever its clock. */
const MS_PER_TICK = 10;
/** Seconds, minutes, hours, days. */
const UNITS_MS = [1_000, 60_000, 3_600_000, 86_400_000];
