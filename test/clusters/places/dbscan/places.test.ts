import { describe, expect, it } from "vitest";
import { identify, type Points } from "../../../../lib/clusters/places/dbscan/index.js";

const RULE = { radius: 15, threshold: 1 };
const error = (points: Points, rule = RULE): (() => unknown) => {
  return () => identify(points, rule);
};
const three = (change: Partial<Points>): Points => ({
  ...{ latitude: [0, 1, 2], longitude: [0, 1, 2], weight: [1, 1, 1] },
  ...change,
});

describe("points that cannot be clustered are refused with their position:", () => {
  it.each([[Number.NaN], [90.0001], [-91], [Number.POSITIVE_INFINITY]])("a latitude of %s", (latitude) => {
    const points = three({ latitude: [0, latitude, 2] });
    expect(error(points)).toThrow(RangeError);
    expect(error(points)).toThrow(
      `Found the latitude ${latitude} at position 1, expected degrees from −90 to 90.`,
    );
    expect(error(points)).toThrow("`toCells`");
  });

  it.each([[Number.NaN], [180.5], [-360], [Number.NEGATIVE_INFINITY]])("a longitude of %s", (longitude) => {
    expect(error(three({ longitude: [0, 1, longitude] }))).toThrow(
      `Found the longitude ${longitude} at position 2, expected degrees from −180 to 180.`,
    );
  });

  it.each([[Number.NaN], [-1], [-1e-300], [1e-300], [1e300], [Number.POSITIVE_INFINITY]])(
    "a weight of %s",
    (weight) => {
      expect(error(three({ weight: [weight, 1, 1] }))).toThrow(
        `Found the weight ${weight} at position 0, expected 0 or 1e-150 to 1e+150.`,
      );
    },
  );

  it("columns of different lengths", () => {
    expect(error(three({ longitude: [1] }))).toThrow(
      "Found 3 latitudes and 1 longitudes, expected as many of each.",
    );
    expect(error(three({ weight: [] }))).toThrow(
      "Found 3 latitudes and 0 weights, expected as many of each.",
    );
  });
});

describe("a rule that makes no sense is refused:", () => {
  it.each([[0], [-15], [Number.NaN], [0.0009], [Number.POSITIVE_INFINITY]])("a radius of %s", (radius) => {
    expect(error(three({}), { radius, threshold: 1 })).toThrow(RangeError);
    expect(error(three({}), { radius, threshold: 1 })).toThrow(
      `Found a radius of ${radius} km, expected 0.001 km or more.`,
    );
  });

  it.each([[0], [-1], [Number.NaN], [Number.POSITIVE_INFINITY]])("a threshold of %s", (threshold) => {
    expect(error(three({}), { radius: 1, threshold })).toThrow(
      `Found a threshold of ${threshold}, expected a weight above 0.`,
    );
  });

  it.each([[-5], [Number.NaN], [0.0001], [Number.POSITIVE_INFINITY]])("a merging distance of %s", (merge) => {
    expect(() => identify(three({}), { ...RULE, merge })).toThrow(
      `Found a merging distance of ${merge} km, expected 0 or 0.001 km or more.`,
    );
  });

  it("also where there are no points", () => {
    expect(error({ latitude: [], longitude: [] }, { radius: 0, threshold: 1 })).toThrow(RangeError);
  });
});
