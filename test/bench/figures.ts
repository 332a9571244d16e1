/** What was measured several times, in the unit of its runs. */
export interface Measured {
  readonly median: number;
  readonly least: number;
  readonly most: number;
}

/** Several runs in three figures; no runs at all are an error. */
export function measured(runs: readonly number[], digits = 2): Measured {
  const sorted = [...runs].sort((a, b) => a - b);
  const [least] = sorted;
  const most = sorted.at(-1);
  const low = sorted[Math.floor((sorted.length - 1) / 2)];
  const high = sorted[Math.ceil((sorted.length - 1) / 2)];
  if (least === undefined || most === undefined || low === undefined || high === undefined)
    throw new Error("nothing was measured");
  const round = (value: number) => Number(value.toFixed(digits));
  return { median: round((low + high) / 2), least: round(least), most: round(most) };
}

/** How many times longer the other took, run by run, so that a machine that slows down slows both. */
export function ratio(own: readonly number[], other: readonly number[]): Measured {
  return measured(own.flatMap((time, run) => (other[run] === undefined ? [] : [other[run] / time])));
}
