import type { Claim } from "../../data/index.js";

/** What one source says, once, with every question that it answers. */
export interface Statement {
  /** Id of the source. */
  readonly source: string;
  readonly claim: string;
  readonly judgement: Claim["judgement"];
  /** Ids of the conflicts that it stands in, each once, in the order of the claims. */
  readonly conflicts: readonly string[];
}

/**
 * Claims as statements: claims of one source with the same words, value, unit and judgement are one statement, whichever
 * conflicts they stand in. The same words of two sources are two statements, and so are claims of one source with other
 * words. In the order in which the claims first appear; no claims give no statements. Claims without a value are compared
 * by their words.
 */
export function distinctStatements(claims: readonly Claim[]): Statement[] {
  const found = new Map<string, { first: Claim; conflicts: Set<string> }>();
  for (const claim of claims) {
    const key = JSON.stringify([claim.source, claim.claim, claim.value, claim.unit, claim.judgement]);
    const entry = found.get(key) ?? { first: claim, conflicts: new Set() };
    entry.conflicts.add(claim.conflict);
    found.set(key, entry);
  }
  return [...found.values()].map(({ first: { source, claim, judgement }, conflicts }) => ({
    source,
    claim,
    judgement,
    conflicts: [...conflicts],
  }));
}

/**
 * The statements that are wrong as they were printed, each once: how many there are, and by which sources. They are
 * not the questions whose verdict is "wrong in the press": a settled or an open question can hold a wrong statement, too.
 * Statements that were right until they were revised, and those that cannot be decided, are not among them.
 */
export function wrongStatements(claims: readonly Claim[]): Statement[] {
  return distinctStatements(claims.filter((claim) => claim.judgement === "wrong"));
}
