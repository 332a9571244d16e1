import { describe, expect, test } from "vitest";
import { conflictsAbout, readData } from "../../../lib/clusters/data/index.js";
import { DATA } from "./folder.js";

const data = readData(DATA);
const ids = (cluster: string, from = data) =>
  conflictsAbout(from, cluster).map(({ conflict }) => conflict.id);

describe("conflictsAbout", () => {
  test("finds a cluster in questions, answers and claims, by any of its names", () => {
    expect(ids("madrid")).toEqual(["madrid-rank-2024", "madrid-rank-2025", "spain-intensity-ranks"]);
    expect(ids("moscow")).toEqual(["madrid-rank-2025"]);
    expect(ids("san-jose-san-francisco")).toContain("silicon-valley-dominated");
    expect(ids("oslo")).toEqual(["entrants-2025"]);
  });

  test("gives every claim of the conflict, with its source", () => {
    const [found] = conflictsAbout(data, "moscow");
    expect(found?.claims.map(({ claim }) => claim)).toEqual(
      data.claims.filter(({ conflict }) => conflict === "madrid-rank-2025").map(({ claim }) => claim),
    );
  });

  test("does not take a longer name for the shorter one in it", () => {
    const only = (question: string) => ({
      ...data,
      claims: [],
      conflicts: [
        { id: "q", topic: "ranks", question, verdict: "open" as const, why: "Oxford is not asked about." },
      ],
    });
    expect(ids("cambridge", only("Is Boston–Cambridge 9th?"))).toEqual([]);
    expect(ids("boston-cambridge", only("Is Boston–Cambridge 9th?"))).toEqual(["q"]);
    expect(ids("cambridge", only("Is Cambridge, or Boston–Cambridge, 9th?"))).toEqual(["q"]);
    expect(ids("oxford", only("Is Oxfordshire 5th?"))).toEqual([]);
    expect(ids("xian", only("Is Xi’an 19th?"))).toEqual(["q"]);
  });

  test("a cluster that nobody disputes, or nobody knows, has none", () => {
    expect(ids("vienna")).toEqual([]);
    expect(ids("atlantis")).toEqual([]);
  });
});
