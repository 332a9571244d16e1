import type { Progress } from "../run/index.js";

/** Where progress is written: standard error, so that standard output holds results only. */
interface Out {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** One line that is rewritten on a terminal; a line per notebook elsewhere. */
export interface ProgressLine {
  update(progress: Progress): void;
  /** Ends the running line and prints `text` on one of its own. */
  done(text: string): void;
}

/** Shows which notebook runs, at which cell, and for how long. */
export function progressLine(name: string, out: Out = process.stderr): ProgressLine {
  const started = performance.now();
  if (!out.isTTY) {
    out.write(`${name}: running\n`);
    return { update: () => undefined, done: (text) => out.write(`${text}\n`) };
  }
  const clear = "\r\x1b[2K";
  let state = "starting the kernel";
  const show = () => {
    const line = `${name}  ${state}  ${seconds(performance.now() - started)}`;
    out.write(clear + line.slice(0, (out.columns ?? 80) - 1));
  };
  show();
  // The clock goes on while a cell runs; it must not keep the process alive.
  const timer = setInterval(show, 200).unref();
  return {
    update({ cellIndex, cellCount }) {
      state = `cell ${cellIndex + 1} of ${cellCount}`;
      show();
    },
    done(text) {
      clearInterval(timer);
      out.write(`${clear}${text}\n`);
    },
  };
}

/** A duration for people: "0.4 s", "2 min 5 s". */
export function seconds(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
