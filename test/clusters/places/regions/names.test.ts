import { describe, expect, it } from "vitest";
import { boundary } from "../../../../lib/clusters/places/regions/boundary.js";
import { cellSet } from "../../../../lib/clusters/places/regions/members.js";
import { type NameOptions, names, position } from "../../../../lib/clusters/places/regions/names.js";
import type { Places } from "../../../../lib/clusters/places/regions/types.js";
import { block, cellsOf } from "./support.js";

/** Clusters of a tenth of a degree, one degree apart, the first at 0, 0. */
const clusters = (count: number) =>
  Array.from({ length: count }, (_, at) => {
    const cells = cellSet(cellsOf(block(0, 100 * at, 9, 100 * at + 9)));
    return { cells, latitude: 0.05, longitude: at + 0.05, ...boundary(cells, 15) };
  });

/** Places (name, size, cluster in which they lie). */
const placesOf = (list: readonly (readonly [string, number, number])[]): Places => ({
  name: list.map(([name]) => name),
  size: list.map(([, size]) => size),
  latitude: list.map(() => 0.04),
  longitude: list.map(([, , at]) => at + 0.04),
});

const named = (list: readonly (readonly [string, number, number])[], count = 1, options?: NameOptions) =>
  names(clusters(count), placesOf(list), options).map(({ name }) => name);

describe("names", () => {
  it("are the largest places inside, at most three, the largest first", () => {
    expect(
      named([
        ["Yokohama", 3.7, 0],
        ["Tokyo", 9.7, 0],
        ["Chiba", 2.8, 0],
        ["Saitama", 2.7, 0],
      ]),
    ).toEqual(["Tokyo–Yokohama–Chiba"]);
    expect(
      named(
        [
          ["A", 3, 0],
          ["B", 2, 0],
          ["C", 1, 0],
        ],
        1,
        { most: 2 },
      ),
    ).toEqual(["A–B"]);
  });

  it("are on one line, whatever stands in the table", () => {
    expect(
      named([
        [" New\n York\t", 2, 0],
        ["New York", 1, 0],
        ["\u0007 ", 9, 0],
      ]),
    ).toEqual(["New York"]);
  });

  it("leave out places with less than a share of the largest", () => {
    expect(
      named([
        ["A", 100, 0],
        ["B", 25, 0],
        ["C", 24, 0],
      ]),
    ).toEqual(["A–B"]);
    expect(
      named(
        [
          ["A", 100, 0],
          ["B", 25, 0],
        ],
        1,
        { share: 0.5 },
      ),
    ).toEqual(["A"]);
    expect(
      named(
        [
          ["A", 100, 0],
          ["B", 0, 0],
        ],
        1,
        { share: 0 },
      ),
    ).toEqual(["A–B"]);
  });

  it("put places of one size in the order of their names, whatever the order of the table", () => {
    expect(
      named([
        ["B", 5, 0],
        ["A", 5, 0],
      ]),
    ).toEqual(["A–B"]);
    expect(
      named([
        ["A", 5, 0],
        ["B", 5, 0],
      ]),
    ).toEqual(["A–B"]);
  });

  it("count places of one name in one cluster once, with their sizes added", () => {
    expect(
      named([
        ["A", 5, 0],
        ["B", 3, 0],
        ["B", 3, 0],
      ]),
    ).toEqual(["B–A"]);
  });

  it("do not count places outside or without a name", () => {
    expect(
      named([
        ["Elsewhere", 9, 7],
        [" ", 8, 0],
        ["A", 1, 0],
      ]),
    ).toEqual(["A"]);
  });

  it("are the position of the centre where no place is inside", () => {
    expect(named([])).toEqual(["0.05° N, 0.05° E"]);
    expect(names(clusters(1), undefined)[0]).toEqual({
      name: "0.05° N, 0.05° E",
      id: "0-05-n-0-05-e",
      places: [],
    });
  });

  it("get a number where another has the name already, or one that differs in punctuation only", () => {
    const found = names(
      clusters(4),
      placesOf([
        ["Springfield", 5, 0],
        ["Springfield", 4, 1],
        ["São Paulo", 3, 2],
        ["Sao-Paulo", 2, 3],
      ]),
    );
    expect(found.map(({ name }) => name)).toEqual([
      "Springfield",
      "Springfield (2)",
      "São Paulo",
      "Sao-Paulo (2)",
    ]);
    expect(found.map(({ id }) => id)).toEqual(["springfield", "springfield-2", "sao-paulo", "sao-paulo-2"]);
  });

  it("keep letters of other scripts in ids, and have an id without any letter", () => {
    expect(
      names(
        clusters(2),
        placesOf([
          ["深圳", 2, 0],
          ["…", 1, 1],
        ]),
      ).map(({ id }) => id),
    ).toEqual(["深圳", "unnamed"]);
  });

  it("refuse columns of different lengths, sizes, places and options that cannot be", () => {
    expect(() => names([], { ...placesOf([]), name: ["A"] })).toThrow(
      "1 names of places and 0 values of latitude",
    );
    expect(() => named([["A", Number.NaN, 0]])).toThrow('Found the size NaN of the place "A" (position 0)');
    expect(() => named([["A", -1, 0]])).toThrow(RangeError);
    expect(() => named([["A", 1, 400]])).toThrow("coordinates");
    expect(() => named([], 1, { most: 0 })).toThrow("at most 0 places");
    expect(() => named([], 1, { share: 1.1 })).toThrow("share of 1.1");
  });
});

describe("position", () => {
  it("prints hemispheres, and no minus", () => {
    expect(position(-33.8688, -70.6693)).toBe("33.87° S, 70.67° W");
    expect(position(-0.001, -0.001)).toBe("0.00° N, 0.00° E");
  });
});
