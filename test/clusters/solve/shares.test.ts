import { describe, expect, it } from "vitest";
import { shares, solved } from "../../../lib/clusters/solve/index.js";
import { cluster, EDITION_2025, exact } from "./records.js";

describe("shares", () => {
  it("gives what was printed beside what follows unrounded", () => {
    const [shenzhen] = shares(EDITION_2025).clusters;
    expect(shenzhen?.metrics.pct.published?.value).toBe(9);
    expect(shenzhen?.metrics.pct.share.value).toBeCloseTo(8.976, 3);
    expect(shenzhen?.metrics.pct.share.low).toBe(8.95);
  });

  it("fills in counts from shares, and shares from counts, with their units", () => {
    const found = shares(EDITION_2025);
    const seoul = found.clusters.find((entry) => entry.id === "seoul");
    expect(seoul?.metrics.pct.count).toMatchObject({ unit: "applications" });
    expect(seoul?.metrics.pct.count.value).toBeCloseTo(70_700, -3);
    expect(seoul?.metrics.ventureDeals.count.unit).toBe("deals");
    expect(seoul?.population.unit).toBe("persons");
    expect(found.worldTotals.publications.value).toBeCloseTo(8_148_000, -4);
  });

  it("keeps missing what does not follow, in the order of the input", () => {
    const found = shares(EDITION_2025);
    expect(found.clusters.map((entry) => entry.id)).toEqual(EDITION_2025.map((record) => record.id));
    expect(found.clusters.at(-1)?.metrics.pct.share.value).toBeNull();
    expect(found.clusters.at(-1)?.metrics.pct).not.toHaveProperty("published");
  });

  it("needs a world total where nobody has both a count and a share, and takes a given one", () => {
    const alone = [cluster("a", { pct: { count: "50" } })];
    expect(shares(alone).clusters[0]?.metrics.pct.share.value).toBeNull();
    const given = shares(alone, { totals: { pct: exact(1000, "applications") } });
    expect(given.clusters[0]?.metrics.pct.share.value).toBeCloseTo(5);
  });

  it("has nothing to say of no clusters, and does not solve a solution again", () => {
    expect(shares([]).clusters).toEqual([]);
    const joint = solved(EDITION_2025);
    expect(solved(joint)).toBe(joint);
  });
});
