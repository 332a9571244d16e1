import { describe, expect, it } from "vitest";
import { GENERATED_CENTRES, generatedWorld } from "../../../../lib/clusters/places/generated/index.js";

const world = generatedWorld({ seed: 7, scale: 0.05 });

describe("a generated world", () => {
  it("is the same for the same seed, and another for another", () => {
    expect(generatedWorld({ seed: 7, scale: 0.05 })).toEqual(world);
    expect(generatedWorld({ seed: 8, scale: 0.05 }).records).not.toEqual(world.records);
  });

  it("draws about as many documents around each centre as the table of centres says", () => {
    const { records, origin, centres } = generatedWorld({ seed: 3 });
    expect(centres).toBe(GENERATED_CENTRES);
    expect(origin).toHaveLength(records.length);
    centres.forEach(({ name, documents }, at) => {
      const here = new Set<string | number>();
      for (const [i, { document, metric }] of records.entries()) {
        // A deal has one place, so that each is a document of the centre alone; no record of it is in another.
        if (origin[i] === at && metric === "ventureDeals" && document !== null) here.add(document);
      }
      const spread = Math.sqrt(documents.ventureDeals);
      expect(Math.abs(here.size - documents.ventureDeals), name).toBeLessThan(5 * spread);
    });
  });

  it("has one to six places in a document, and one in a deal", () => {
    const places = new Map<string | number, number>();
    for (const { document } of world.records) {
      if (document !== null) places.set(document, (places.get(document) ?? 0) + 1);
    }
    const counts = [...places].map(([document, count]) => [String(document).split("-")[0], count] as const);
    expect(Math.max(...counts.map(([, count]) => count))).toBe(6);
    expect(new Set(counts.flatMap(([metric, count]) => (metric === "ventureDeals" ? [count] : [])))).toEqual(
      new Set([1]),
    );
  });

  it("keeps the addresses of a centre within some spreads of it, across the antimeridian too", () => {
    const at = GENERATED_CENTRES.findIndex(({ group }) => group === "antimeridian");
    const sides = new Set<number>();
    world.records.forEach(({ latitude, longitude }, i) => {
      const fine = latitude !== null && longitude !== null && Math.abs(longitude) <= 180 && latitude < -30;
      if (world.origin[i] !== at || !fine) return;
      sides.add(Math.sign(longitude));
      expect(180 - Math.abs(longitude)).toBeLessThan(1);
    });
    expect(sides).toEqual(new Set([-1, 1]));
  });

  it("spoils coordinates in every way, and counts how", () => {
    const { spoilt, hiddenSwaps, records } = generatedWorld({ seed: 1, scale: 0.2 });
    for (const count of Object.values(spoilt)) expect(count).toBeGreaterThan(10);
    expect(hiddenSwaps).toBeLessThan(spoilt.swapped);
    expect(records.filter(({ latitude }) => latitude === null)).toHaveLength(spoilt.missing);
    expect(records.filter(({ document }) => document === null)).toHaveLength(spoilt["no document"]);
    const beyond = records.filter(({ latitude }) => Math.abs(latitude ?? 0) > 90);
    expect(beyond).toHaveLength(spoilt.swapped - hiddenSwaps);
    expect(records.filter(({ longitude }) => (longitude ?? 0) > 180)).toHaveLength(spoilt["out of range"]);
  });

  it("names places with their inhabitants, as columns of one length", () => {
    const { name, latitude, longitude, size } = world.places;
    expect([latitude.length, longitude.length, size.length]).toEqual([name.length, name.length, name.length]);
    expect(name).toEqual(expect.arrayContaining(GENERATED_CENTRES.map((centre) => centre.name)));
    expect(new Set(name).size).toBe(name.length);
    expect(Math.min(...size)).toBeGreaterThan(0);
    const inside = name.flatMap((each, i) => (each.startsWith("Quillmar") ? [size[i] ?? 0] : []));
    const people = GENERATED_CENTRES.find((centre) => centre.name === "Quillmar")?.population;
    expect(inside.reduce((sum, each) => sum + each, 0)).toBe(people);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])("refuses a scale of %s", (scale) => {
    expect(() => generatedWorld({ seed: 1, scale })).toThrow(
      `Found a scale of ${scale}, expected a number above 0.`,
    );
  });

  it("refuses a seed that is not a whole number", () => {
    expect(() => generatedWorld({ seed: 0.5 })).toThrow(RangeError);
  });
});
