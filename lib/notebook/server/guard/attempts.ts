/** Counts wrong tokens. */
export interface Attempts {
  /** Whether one more may be tried now. */
  allowed(): boolean;
  wrong(): void;
}

const MOST = 20;
const WINDOW = 60_000;

/** At most twenty wrong tokens a minute. */
export function createAttempts(now: () => number = Date.now): Attempts {
  let times: number[] = [];
  return {
    allowed: () => {
      times = times.filter((time) => now() - time < WINDOW);
      return times.length < MOST;
    },
    wrong: () => {
      times.push(now());
    },
  };
}
