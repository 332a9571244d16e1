"use strict";
// One cell after the other. After one that fails, what had been asked for by then is aborted, as Jupyter's rule is; what
// is asked for once the failure can be seen runs. tslab aborts all that comes within 200 ms, and people are faster.

const turn = () => new Promise((resolve) => setImmediate(resolve));
/** Requests that arrived while a cell kept the thread wait in the socket; reading them takes some turns. */
const TURNS = 8;
/** How long a request may be on its way. Later ones are not judged by their dates: clocks differ. */
const ON_ITS_WAY_MS = 400;

/** Requests to execute that have not been answered, in their order. */
const waiting = [];
let last = Promise.resolve();
let failures = 0;
/** The time of the latest failure, on the clock and since the start of the process. */
let failed = { date: 0, at: Number.NEGATIVE_INFINITY };

/** Whether a request that has come after a failure was made before it: the next of many that were sent at once. */
function wasUnderWay({ header }) {
  return performance.now() - failed.at < ON_ITS_WAY_MS && Date.parse(header.date) < failed.date;
}

/** Runs `task` when all before it have ended, and tells whether it has. `task` gives true to abort what waits. */
function inTurn(message, task) {
  const seen = wasUnderWay(message) ? -1 : failures;
  waiting.push(message);
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
}

/** To be called when its reply goes out. */
function done(message) {
  waiting.splice(waiting.indexOf(message), 1);
}

/** The request that keeps the kernel busy; `undefined` where none does. */
const current = () => waiting[0];

module.exports = { current, done, inTurn, turn };
