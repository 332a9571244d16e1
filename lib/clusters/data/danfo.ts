import { type Cells, columnsOf, type Value } from "./arquero.js";

/** What this package needs of the danfojs module: a constructor that takes columns. */
export interface DanfoModule<Frame> {
  readonly DataFrame: new (columns: { [column: string]: Value[] }) => Frame;
}

/**
 * Records → a danfojs DataFrame with the columns of `columnsOf`. danfojs weighs hundreds of megabytes, so that it is
 * not a dependency: import it where it is needed and hand it in, `toDataFrame(dfd, records)`.
 * Throws for an empty list: danfojs cannot hold a table without rows.
 */
export function toDataFrame<Frame>(danfo: DanfoModule<Frame>, records: readonly Cells[]): Frame {
  if (records.length === 0)
    throw new Error("Found no records, expected at least one: danfojs holds no empty table.");
  const columns = Object.entries(columnsOf(records)).map(([name, values]): [string, Value[]] => [
    name,
    [...values],
  ]);
  return new danfo.DataFrame(Object.fromEntries(columns));
}
