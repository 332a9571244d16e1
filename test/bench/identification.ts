import { type IdentifySpeed, identifySpeed } from "./identify.js";
import { type RecordsToRanking, recordsToRanking } from "./records.js";

/** Identification alone, by cells, and the whole way from records to a ranking. */
export interface Identification extends IdentifySpeed {
  readonly ranking: RecordsToRanking;
}

/** Measures both. */
export async function identification(rounds: number): Promise<Identification> {
  return { ...(await identifySpeed(rounds)), ranking: await recordsToRanking(rounds) };
}
