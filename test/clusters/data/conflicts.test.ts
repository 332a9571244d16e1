import { expect, test } from "vitest";
import { readData } from "../../../lib/clusters/data/index.js";
import { DATA } from "./folder.js";

const data = readData(DATA);

test("what the press gets wrong is marked, and never computed with", () => {
  const marked = (source: string, value: number) =>
    data.figures.find((row) => row.source === source && row.quantity.value === value)?.standing;
  expect(marked("businessupturn-2025", 18)).toBe("contradicted");
  expect(marked("businessupturn-2025", 29)).toBe("low confidence");
  expect(marked("wipo-blog-2025", 48)).toBe("contradicted");
  expect(marked("oepm-2024", 44)).toBe("contradicted");
  const copied = data.figures.filter((row) => row.source === "faz-2025-11" && row.quantity.value === 115773);
  expect(copied.map((row) => [row.cluster, row.standing])).toEqual([
    ["san-jose-san-francisco", "contradicted"],
    ["tokyo-yokohama", "accepted"],
  ]);
});

test("every conflict has a claim, and every settled one an answer", () => {
  const disputed = new Set(data.claims.map((claim) => claim.conflict));
  for (const { id, verdict, answer } of data.conflicts) {
    expect(disputed).toContain(id);
    if (verdict === "settled") expect(answer, id).toBeTruthy();
  }
});

test("the known conflicts are all there", () => {
  expect(data.conflicts.length).toBeGreaterThanOrEqual(40);
  expect(data.conflicts.map(({ id }) => id)).toEqual(
    expect.arrayContaining([
      "hangzhou-rank-2025",
      "publication-source",
      "madrid-rank-2025",
      "spain-intensity-ranks",
      "san-jose-publications",
      "unlabelled-per-million",
      "years-china-leads",
      "restated-ranks",
      "global-rd-2019",
      "global-rd-2023",
      "corporate-rd-2020",
      "corporate-rd-2021",
      "decade-average",
      "lowest-since",
      "venture-decline",
      "corporate-rd-2024",
      "sao-paulo-window",
      "top-ten-leavers-2025",
      "years-second",
    ]),
  );
});

test("no claim is held to be wrong that says what another is right to say in the same conflict", () => {
  for (const { id } of data.conflicts) {
    const said = (judgement: string) =>
      data.claims
        .filter((claim) => claim.conflict === id && claim.judgement === judgement)
        .map((claim) => claim.claim);
    expect(
      said("wrong").filter((claim) => said("right").includes(claim)),
      id,
    ).toEqual([]);
  }
});

test("the judgement of claims fits the verdict: a wrong claim where the press is wrong, an open one where the question is open, none where it is settled", () => {
  for (const { id, verdict } of data.conflicts) {
    const judgements = data.claims.filter((claim) => claim.conflict === id).map((claim) => claim.judgement);
    if (verdict === "wrong in the press") expect(judgements, id).toContain("wrong");
    if (verdict === "open") expect(judgements, id).toContain("open");
    if (verdict === "settled") expect(judgements, id).not.toContain("open");
  }
});

test("a reading is open, and not wrong, whose opposite is itself kept with low confidence", () => {
  const doubtful = data.figures.filter(
    (row) => row.source === "murray-hunter-2025" && row.metric.endsWith("_per_million"),
  );
  expect(doubtful.map((row) => [row.cluster, row.standing])).toEqual([
    ["kuala-lumpur", "low confidence"],
    ["singapore", "low confidence"],
  ]);
  expect(data.conflicts.find(({ id }) => id === "per-million-as-counts")?.verdict).toBe("open");
  const judged = data.claims.filter((claim) => claim.conflict === "per-million-as-counts");
  expect(judged.map((claim) => claim.judgement)).toEqual(["open"]);
});
