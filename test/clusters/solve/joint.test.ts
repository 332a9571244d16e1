import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClusterRecord, METRICS } from "../../../lib/clusters/data/record.js";
import type { Quantity } from "../../../lib/clusters/figures/quantity.js";
import {
  Contradiction,
  count,
  perMillion,
  population,
  score,
  share,
  solveJoint,
  worldTotal,
} from "../../../lib/clusters/solve/index.js";
import { cluster, EDITION_2025, exact, print } from "./records.js";
import { slowWorldTotal } from "./slow.js";
import { worlds } from "./worlds.js";

function caught(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error("Nothing was thrown.");
}

describe("the joint solution", () => {
  it("intersects what every cluster says of the world total", () => {
    const total = worldTotal(solveJoint(EDITION_2025), "pct");
    // Tokyo's 135,129 are at most 10.35 percent, Shenzhen's 117,542 at least 8.95 percent.
    expect(total.low).toBeCloseTo(135128.5 / 0.1035, 3);
    expect(total.high).toBeCloseTo(117542.5 / 0.0895, 3);
    expect(total.sources).toEqual([
      "shenzhen pct count",
      "shenzhen pct share",
      "tokyo pct count",
      "tokyo pct share",
    ]);
  });

  it("finds a share that nobody printed, because the population cancels", () => {
    const joint = solveJoint(EDITION_2025);
    const derived = share(joint, "san-jose", "publications");
    // 9,044 per million against 8,132 per million of 50,813 applications.
    expect(count(joint, "san-jose", "publications").value).toBeCloseTo((50813 * 9044) / 8132, 0);
    expect(derived.value).toBeCloseTo(0.69, 2);
    expect(derived.low).toBeGreaterThan(0.68);
    expect(derived.high).toBeLessThan(0.71);
  });

  it("lets one metric tighten the world total of another through a shared population", () => {
    const joint = solveJoint(EDITION_2025);
    const alone = solveJoint(EDITION_2025.filter((record) => record.id !== "beijing"));
    expect(worldTotal(joint, "publications").low).toBeGreaterThan(worldTotal(alone, "publications").low ?? 0);
    expect(worldTotal(joint, "publications").sources).toContain("beijing pct share");
  });

  it("gives populations as WIPO must have used them", () => {
    const persons = population(solveJoint(EDITION_2025), "san-jose");
    expect(persons.unit).toBe("persons");
    expect(persons.low).toBeCloseTo((16295.5 / 2608.5) * 1e6, -4);
    expect(persons.value).toBeCloseTo((50813 / 8132) * 1e6, -3);
  });

  it("keeps the printed ends where nothing tightens them, and the value unrounded where the count is known", () => {
    const joint = solveJoint(EDITION_2025);
    expect(share(joint, "seoul", "pct")).toMatchObject({ value: 5.4, sources: ["seoul pct share"] });
    expect(share(joint, "shenzhen", "pct").value).toBeCloseTo(8.976, 3);
  });

  it("does not make a number up: what does not follow is missing and unbounded", () => {
    const joint = solveJoint(EDITION_2025);
    expect(population(joint, "london")).toEqual({ value: null, unit: "persons" });
    expect(share(joint, "london", "pct")).toEqual({ value: null, unit: "percent" });
    expect(worldTotal(solveJoint([]), "pct")).toEqual({ value: null, unit: "applications" });
  });

  it("leaves a side open that a one-sided figure leaves open", () => {
    const record: ClusterRecord = {
      ...cluster("a", {}),
      figures: { pct: { count: { value: 900, low: 900, unit: "applications" } } },
    };
    expect(count(solveJoint([record]), "a", "pct")).toEqual({ value: 900, low: 900, unit: "applications" });
  });

  it("takes null and NaN as missing", () => {
    const broken: Quantity = { value: Number.NaN, low: Number.NaN, high: Number.NaN, unit: "percent" };
    const record: ClusterRecord = {
      ...cluster("a", {}),
      figures: { pct: { share: broken, count: { value: null, unit: "applications" } } },
    };
    expect(share(solveJoint([record]), "a", "pct")).toEqual({ value: null, unit: "percent" });
  });

  it("knows that a cluster with nothing has nothing: count, share and per-million figure are 0", () => {
    const none: ClusterRecord = {
      ...cluster("none", { publications: { count: "10" } }),
      figures: { ventureDeals: { count: exact(0, "deals", "s") } },
    };
    const joint = solveJoint([none]);
    expect(share(joint, "none", "ventureDeals")).toEqual({
      value: 0,
      low: 0,
      high: 0,
      unit: "percent",
      sources: ["s"],
    });
    expect(perMillion(joint, "none", "ventureDeals").value).toBe(0);
  });

  it("lets nobody have less than nothing: a share printed as 0.0 alone is from 0", () => {
    const joint = solveJoint([cluster("a", { pct: { share: "3.0" }, publications: { share: "0.0" } })]);
    expect(share(joint, "a", "publications")).toMatchObject({ value: 0, low: 0, high: 0.05 });
    const { low, high } = score(joint, "a", "size", { pct: 1, publications: 1 });
    expect([low, high]).toEqual([2.95, expect.closeTo(3.1, 12)]);
    // A figure that is only bounded above has no value, so no interval of one is made up.
    const under = { value: null, high: 3, unit: "percent" };
    const open = solveJoint([{ ...cluster("b", {}), figures: { pct: { share: under } } }]);
    expect(share(open, "b", "pct")).toEqual(under);
  });

  it("lets a share printed as 0.0 be anything up to 0.05", () => {
    const joint = solveJoint([cluster("tehran", { pct: { count: "249", share: "0.0" } })]);
    const total = worldTotal(joint, "pct");
    expect(total.low).toBeCloseTo(248.5 / 0.0005, 3);
    expect(total.high).toBeUndefined();
    expect(total.value).toBeNull();
  });

  it("uses a world total that is given", () => {
    const joint = solveJoint([cluster("a", { pct: { count: "50" } })], {
      pct: exact(1000, "applications", "world"),
    });
    const found = share(joint, "a", "pct");
    expect(found.value).toBeCloseTo(5);
    expect(found.low).toBeCloseTo(4.95);
    expect(found.sources).toEqual(["a pct count", "world"]);
  });

  it("marks what rests on a projection as projected", () => {
    const projected: Quantity = { ...print("1000", "applications"), projected: true };
    const joint = solveJoint([cluster("a", { pct: { count: "50" } })], { pct: projected });
    expect(share(joint, "a", "pct").projected).toBe(true);
    expect(count(joint, "a", "pct").projected).toBeUndefined();
  });

  it("catches a copied figure, and names the figures that contradict each other with their sources", () => {
    const copied = cluster("san-jose", {
      pct: { count: "50813", perMillion: "8132" },
      publications: { count: "115773", perMillion: "9044" },
    });
    const error = caught(() => solveJoint([...EDITION_2025.slice(0, 2), copied]));
    expect(error).toBeInstanceOf(Contradiction);
    expect(String(error)).toContain("san-jose, count of publications 115773");
    expect(
      error instanceof Contradiction && error.figures.map((figure) => figure.quantity.sources?.[0]).sort(),
    ).toEqual([
      "san-jose pct count",
      "san-jose pct perMillion",
      "san-jose publications count",
      "san-jose publications perMillion",
    ]);
  });

  it("catches a contradiction between two clusters", () => {
    const a = cluster("a", { pct: { count: "1000", share: "10.0" } });
    const b = cluster("b", { pct: { count: "1000", share: "20.0" } });
    const error = caught(() => solveJoint([a, b]));
    expect(error instanceof Contradiction && error.figures.map((figure) => figure.cluster).sort()).toEqual([
      "a",
      "a",
      "b",
      "b",
    ]);
  });

  it("catches a zero beside a figure that is above zero", () => {
    const a: ClusterRecord = {
      ...cluster("a", {}),
      figures: { pct: { count: exact(0, "applications"), share: exact(1) } },
    };
    expect(() => solveJoint([a])).toThrow(Contradiction);
  });

  it("refuses an id that occurs twice or is not there", () => {
    const a = cluster("a", {});
    expect(() => solveJoint([a, a])).toThrow('"a" occurs twice');
    expect(() => share(solveJoint([a]), "b", "pct")).toThrow('No cluster has the id "b"');
  });

  it("gives the same bounds in any order of the clusters", () => {
    const forward = solveJoint(EDITION_2025);
    const backward = solveJoint([...EDITION_2025].reverse());
    for (const metric of METRICS) {
      expect(worldTotal(backward, metric).low).toBeCloseTo(worldTotal(forward, metric).low ?? Number.NaN, 6);
      expect(worldTotal(backward, metric).high).toBeCloseTo(
        worldTotal(forward, metric).high ?? Number.NaN,
        6,
      );
    }
  });

  it("never excludes the truth: whatever world the figures were rounded from lies within the bounds", () => {
    fc.assert(
      fc.property(worlds, ({ totals, truth, records }) => {
        const joint = solveJoint(records);
        const holds = (found: Quantity, value: number): void => {
          expect(found.low ?? -Infinity).toBeLessThanOrEqual(value * (1 + 1e-9));
          expect(found.high ?? Infinity).toBeGreaterThanOrEqual(value * (1 - 1e-9));
        };
        for (const metric of METRICS) holds(worldTotal(joint, metric), totals[metric]);
        for (const [at, { counts, population: persons }] of truth.entries()) {
          holds(population(joint, `c${at}`), persons);
          for (const metric of METRICS) {
            holds(count(joint, `c${at}`, metric), counts[metric]);
            holds(share(joint, `c${at}`, metric), (100 * counts[metric]) / totals[metric]);
            holds(perMillion(joint, `c${at}`, metric), (1e6 * counts[metric]) / persons);
          }
        }
      }),
      { numRuns: 150, seed: 2025 },
    );
  });

  it("agrees with a slow shortest-path search over all unknowns at once", () => {
    fc.assert(
      fc.property(worlds, ({ records }) => {
        const joint = solveJoint(records);
        for (const metric of METRICS) {
          const slow = slowWorldTotal(records, metric);
          const fast = worldTotal(joint, metric);
          for (const end of ["low", "high"] as const) {
            if (slow[end] === undefined) expect(fast[end]).toBeUndefined();
            else expect(fast[end]).toBeCloseTo(slow[end], 3);
          }
        }
      }),
      { numRuns: 60, seed: 2024 },
    );
  });
});
