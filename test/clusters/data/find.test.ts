import { describe, expect, test } from "vitest";
import { type ClusterRecord, readData, recordByName } from "../../../lib/clusters/data/index.js";
import { DATA } from "./folder.js";

const data = readData(DATA);
const record = (id: string, name = id): ClusterRecord => ({ id, name, economies: [], figures: {} });
const records = [
  record("a b"),
  record("A-B"),
  record('A/B "C" – Ü'),
  record("sao-paulo", "Sao Paulo"),
  record("–"),
];

describe("recordByName", () => {
  test.each([
    ["A-B", "A-B"],
    ["a b", "a b"],
    ["A B", "a b"],
    ['a/b "c" - u', 'A/B "C" – Ü'],
    ["São Paulo", "sao-paulo"],
    ["–", "–"],
  ])("%j is %j: the exact spelling first, then another one", (name, id) => {
    expect(recordByName(records, name).id).toBe(id);
  });

  test("takes the names that the project's data knows, where it is given", () => {
    const silicon = [record("san-jose-san-francisco", "San Jose-San Francisco")];
    expect(recordByName(silicon, "Silicon Valley", data).id).toBe("san-jose-san-francisco");
    expect(() => recordByName(silicon, "Silicon Valley")).toThrow('Found "Silicon Valley"');
  });

  test("an unknown name is an error with the nearest ones, and a known cluster that is not given, too", () => {
    expect(() => recordByName(records, "Sao Paolo", data)).toThrow(
      'Found "Sao Paolo", expected the name of one of the 5 clusters given. Did you mean "Sao Paulo"?',
    );
    expect(() => recordByName(records, "Beijing", data)).toThrow(/one of the 5 clusters given\.$/);
    expect(() => recordByName(records, "")).toThrow('Found ""');
    expect(() => recordByName(records, "?!")).toThrow('Found "?!"');
    expect(() => recordByName([], "A")).toThrow("one of the 0 clusters");
  });
});
