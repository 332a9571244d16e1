import type { Progress } from "../run/index.js";

/** Where progress is written: standard error, so that standard output holds results only. */
interface Out {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** What is shown of one notebook while it runs. */
export interface ProgressLine {
  update(progress: Progress): void;
  /** Ends it and prints `text`, if there is any, on a line of its own. */
  done(text?: string): void;
}

/** Shows which notebooks run side by side: on a terminal one line that is rewritten, elsewhere a line for each. */
export interface Board {
  /** Begins with a notebook; `why` says why it is run, for those who ask. */
  start(name: string, why?: string): ProgressLine;
  /** Prints a line that stays. */
  say(text: string): void;
}

const CLEAR = "\r\x1b[2K";

interface Running {
  readonly name: string;
  readonly since: number;
  state: string;
}

/** A board on standard error. */
export function progressBoard(out: Out = process.stderr): Board {
  return out.isTTY ? terminalBoard(out) : plainBoard(out);
}

function plainBoard(out: Out): Board {
  const say = (text: string) => void out.write(`${text}\n`);
  return {
    say,
    start(name, why) {
      say(why === undefined ? `${name}: running` : `${name}: running, because ${why}`);
      return { update: () => undefined, done: (text) => (text === undefined ? undefined : say(text)) };
    },
  };
}

function terminalBoard(out: Out): Board {
  const running = new Set<Running>();
  let timer: NodeJS.Timeout | undefined;

  function show(): void {
    const parts = [...running].map(
      ({ name, state, since }) => `${name}  ${state}  ${seconds(performance.now() - since)}`,
    );
    out.write(CLEAR + parts.join("  ·  ").slice(0, (out.columns ?? 80) - 1));
  }

  function say(text: string): void {
    out.write(`${CLEAR}${text}\n`);
    if (running.size > 0) show();
  }

  return {
    say,
    start(name, why) {
      if (why !== undefined) say(`${name}: running, because ${why}`);
      const one: Running = { name, since: performance.now(), state: "starting the kernel" };
      running.add(one);
      show();
      // The clock goes on while a cell runs; it must not keep the process alive.
      timer ??= setInterval(show, 200).unref();
      return {
        update({ cellIndex, cellCount }) {
          one.state = `cell ${cellIndex + 1} of ${cellCount}`;
          show();
        },
        done(text) {
          running.delete(one);
          if (running.size === 0) {
            clearInterval(timer);
            timer = undefined;
          }
          if (text !== undefined) say(text);
          else if (running.size > 0) show();
          else out.write(CLEAR);
        },
      };
    },
  };
}

/** A duration for people: "0.4 s", "2 min 5 s". */
export function seconds(ms: number): string {
  if (ms < 59_950) return `${(ms / 1000).toFixed(1)} s`;
  const whole = Math.round(ms / 1000);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
