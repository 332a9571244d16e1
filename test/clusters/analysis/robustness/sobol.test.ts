import { describe, expect, it } from "vitest";
import { type Factor, sobolIndices } from "../../../../lib/clusters/analysis/robustness/index.js";

const uniform = (name: string, low: number, high: number): Factor<number> => ({
  name,
  draw: (random) => low + (high - low) * random(),
});

describe("Sobol' indices", () => {
  it("are those of the Ishigami function", () => {
    const factors = ["a", "b", "c"].map((name) => uniform(name, -Math.PI, Math.PI));
    const model = ([a = 0, b = 0, c = 0]: readonly number[]): number =>
      Math.sin(a) + 7 * Math.sin(b) ** 2 + 0.1 * c ** 4 * Math.sin(a);
    const { indices, mean, variance, runs } = sobolIndices(factors, model, {
      draws: 32_768,
      seed: 2,
      resamples: 200,
    });
    const first = [0.3139, 0.4424, 0];
    const total = [0.5576, 0.4424, 0.2437];
    for (const [at, index] of indices.entries()) {
      expect(Math.abs((index.first.value ?? 9) - (first[at] ?? 0))).toBeLessThan(0.02);
      expect(Math.abs((index.total.value ?? 9) - (total[at] ?? 0))).toBeLessThan(0.02);
      expect(index.first.low).toBeLessThan(first[at] ?? 0);
      expect(index.first.high).toBeGreaterThan(first[at] ?? 0);
      expect(index.total.low).toBeLessThan(total[at] ?? 0);
      expect(index.total.high).toBeGreaterThan(total[at] ?? 0);
      expect((index.total.high ?? 9) - (index.total.low ?? 0)).toBeLessThan(0.05);
    }
    expect(mean).toBeCloseTo(3.5, 1);
    expect(variance).toBeCloseTo(0.5 + 49 / 8 + (0.1 * Math.PI ** 4) / 5 + (0.01 * Math.PI ** 8) / 18, 0);
    expect(runs).toBe(5 * 32_768);
  });

  it("are those of Sobol's g function", () => {
    const a = [0, 1, 4.5, 9];
    const parts = a.map((value) => 1 / (3 * (1 + value) ** 2));
    const variance = parts.reduce((product, part) => product * (1 + part), 1) - 1;
    const { indices } = sobolIndices(
      a.map((_, at) => uniform(`x${at}`, 0, 1)),
      (x) =>
        x.reduce(
          (product, value, at) => product * ((Math.abs(4 * value - 2) + (a[at] ?? 0)) / (1 + (a[at] ?? 0))),
          1,
        ),
      { draws: 32_768, resamples: 0 },
    );
    for (const [at, index] of indices.entries()) {
      const own = parts[at] ?? 0;
      const others = parts.reduce((product, part, k) => (k === at ? product : product * (1 + part)), 1);
      expect(Math.abs((index.first.value ?? 9) - own / variance)).toBeLessThan(0.015);
      expect(Math.abs((index.total.value ?? 9) - (own * others) / variance)).toBeLessThan(0.015);
      expect(index.first.low).toBeUndefined();
    }
  });

  it("tell a factor that acts only with others from one that does nothing", () => {
    const factors: Factor<string>[] = ["a", "b", "c"].map((name) => ({
      name,
      draw: (random) => (random() < 0.5 ? "no" : "yes"),
    }));
    const { indices } = sobolIndices(factors, ([a, b]) => (a === b ? 1 : 0), { draws: 8192 });
    const [a, b, c] = indices;
    for (const index of [a, b]) {
      expect(Math.abs(index?.first.value ?? 9)).toBeLessThan(0.05);
      expect(Math.abs((index?.total.value ?? 9) - 1)).toBeLessThan(0.05);
    }
    expect(c).toMatchObject({ first: { value: 0, low: 0, high: 0 }, total: { value: 0, low: 0, high: 0 } });
  });

  it("come again with the same seed, and do not depend on factors added behind", () => {
    const two = [uniform("a", 0, 1), uniform("b", 0, 1)];
    const of = (seed: number, factors = two) =>
      sobolIndices(factors, ([a = 0, b = 0]) => a + 2 * b, { draws: 500, seed, resamples: 50 }).indices;
    expect(of(1)).toEqual(of(1));
    expect(of(1)).not.toEqual(of(2));
    expect(of(1, [...two, uniform("c", 0, 1)])[0]?.first.value).toBe(of(1)[0]?.first.value);
    // Exact: a fifth and four fifths.
    expect(of(1)[0]?.total.value).toBeCloseTo(0.2, 1);
    expect(of(1)[1]?.total.value).toBeCloseTo(0.8, 1);
  });

  it("are missing where the output never varies", () => {
    const { indices, variance } = sobolIndices([uniform("a", 0, 1)], () => 3, { draws: 100 });
    expect(variance).toBe(0);
    expect(indices).toEqual([
      { factor: "a", first: { value: null, unit: "1" }, total: { value: null, unit: "1" } },
    ]);
  });

  it("are not hurt by a mean far from 0", () => {
    const { indices } = sobolIndices(
      [uniform("a", 0, 1), uniform("b", 0, 1)],
      ([a = 0, b = 0]) => 1e6 + a + b,
      {
        draws: 8192,
        resamples: 0,
      },
    );
    expect(indices[0]?.first.value).toBeCloseTo(0.5, 1);
  });

  it("refuse no factor, one draw, and a model that fails", () => {
    expect(() => sobolIndices([], () => 1)).toThrow("0 factors");
    expect(() => sobolIndices([uniform("a", 0, 1)], () => 1, { draws: 1 })).toThrow("1 draws");
    expect(() => sobolIndices([uniform("a", 0, 1)], () => Number.NaN)).toThrow("NaN");
  });
});
