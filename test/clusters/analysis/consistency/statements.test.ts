import { describe, expect, it } from "vitest";
import { distinctStatements, wrongStatements } from "../../../../lib/clusters/analysis/consistency/index.js";
import type { Claim } from "../../../../lib/clusters/data/facts.js";
import { readData } from "../../../../lib/clusters/data/index.js";
import { DATA } from "../../data/folder.js";

const claim = (conflict: string, source: string, words: string, more: Partial<Claim> = {}): Claim => ({
  conflict,
  number: 1,
  claim: words,
  source,
  judgement: "wrong",
  ...more,
});

describe("distinct statements", () => {
  it("are one where a source answers two questions with the same words", () => {
    expect(distinctStatements([claim("a", "paper", "18th"), claim("b", "paper", "18th")])).toEqual([
      { source: "paper", claim: "18th", judgement: "wrong", conflicts: ["a", "b"] },
    ]);
  });

  it("name a conflict once in which the same words stand twice", () => {
    const [only] = distinctStatements([claim("a", "paper", "18th"), claim("a", "paper", "18th")]);
    expect(only?.conflicts).toEqual(["a"]);
  });

  it("are two where the source, the words, the value, the unit or the judgement is another", () => {
    const first = claim("a", "paper", "18th", { value: 18, unit: "rank" });
    for (const other of [
      { source: "agency" },
      { claim: "13th" },
      { value: 13 },
      { value: undefined },
      { unit: "places" },
      { judgement: "open" as const },
    ]) {
      expect(
        distinctStatements([first, { ...first, conflict: "b", ...other }]),
        JSON.stringify(other),
      ).toHaveLength(2);
    }
  });

  it("stand in the order in which their claims first appear", () => {
    const list = distinctStatements([
      claim("a", "paper", "z"),
      claim("a", "agency", "y"),
      claim("b", "paper", "z"),
      claim("b", "paper", "x"),
    ]);
    expect(list.map((statement) => statement.claim)).toEqual(["z", "y", "x"]);
  });

  it("are none without claims", () => {
    expect(distinctStatements([])).toEqual([]);
    expect(wrongStatements([])).toEqual([]);
  });
});

describe("wrong statements", () => {
  it("leave out what is right, revised or undecided", () => {
    const judgements = ["right", "superseded", "open", "wrong"] as const;
    const all = judgements.map((judgement) => claim("a", "paper", judgement, { judgement }));
    expect(wrongStatements(all).map((statement) => statement.claim)).toEqual(["wrong"]);
  });

  it("of the data cover every wrong claim, and count Hangzhou at rank 18 once for two questions", () => {
    const { claims, conflicts } = readData(DATA);
    const found = wrongStatements(claims);
    const pairs = found.flatMap(({ source, conflicts: ids }) => ids.map((id) => `${source} ${id}`));
    const wrong = claims.filter((each) => each.judgement === "wrong");
    expect(new Set(pairs)).toEqual(new Set(wrong.map((each) => `${each.source} ${each.conflict}`)));
    expect(found.filter((statement) => statement.claim === "Hangzhou is 18th")).toEqual([
      {
        source: "businessupturn-2025",
        claim: "Hangzhou is 18th",
        judgement: "wrong",
        conflicts: ["hangzhou-rank-2025", "rank-18-2025"],
      },
    ]);
    expect(found).toHaveLength(wrong.length - 1);
    const verdicts = conflicts.filter(({ id }) =>
      found.some((statement) => statement.conflicts.includes(id)),
    );
    expect(new Set(verdicts.map(({ verdict }) => verdict))).toEqual(
      new Set(["settled", "open", "wrong in the press"]),
    );
  });
});
