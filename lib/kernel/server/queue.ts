/**
 * One cell after the other. After one that fails, what had been asked for by then is aborted, as Jupyter's rule is; what is
 * asked for once the failure can be seen runs.
 */
export interface Queue<Request> {
  /** Runs `task` when all before it have ended, and tells whether it has. `task` gives true to abort what waits. */
  inTurn(request: Request, date: string, task: () => Promise<boolean>): Promise<boolean>;
  /** To be called when its reply goes out. */
  done(request: Request): void;
  /** Those that are not done, in their order; the first keeps the kernel busy. */
  readonly waiting: readonly Request[];
}

/** How long a request may be on its way. Later ones are not judged by their dates: clocks differ. */
const ON_ITS_WAY_MS = 400;
/** Requests that have arrived may still lie in the sockets; reading them takes some turns. */
const TURNS = 8;

const turn = () => new Promise((resolve) => setImmediate(resolve));

/** An empty queue. */
export function createQueue<Request>(): Queue<Request> {
  const waiting: Request[] = [];
  let last: Promise<unknown> = Promise.resolve();
  let failures = 0;
  /** The time of the latest failure, on the clock and since the start of the process. */
  let failed = { date: 0, at: Number.NEGATIVE_INFINITY };

  /** Whether a request that has come after a failure was made before it: the next of many that were sent at once. */
  const wasUnderWay = (date: string) =>
    performance.now() - failed.at < ON_ITS_WAY_MS && Date.parse(date) < failed.date;

  return {
    waiting,
    inTurn(request, date, task) {
      const seen = wasUnderWay(date) ? -1 : failures;
      waiting.push(request);
      const ended = last.then(async () => {
        if (seen !== failures) return false;
        if (await task()) {
          failed = { date: Date.now(), at: performance.now() };
          for (let count = 0; count < TURNS; count++) await turn();
          failures++;
        }
        return true;
      });
      last = ended.catch(() => undefined);
      return ended;
    },
    done(request) {
      waiting.splice(waiting.indexOf(request), 1);
    },
  };
}
