import { describe, expect, it } from "vitest";
import { joined, listed, part } from "../../../lib/notebook/display/index.js";

describe("listed", () => {
  it.each([
    [[], ""],
    [["a"], "a"],
    [["a", "b"], "a and b"],
    [["a", "b", "c"], "a, b and c"],
  ])("writes %j as “%s”", (words, text) => {
    expect(listed(words)).toBe(text);
  });
  it("takes “or” where it is told to", () => {
    expect(listed(["a", "b", "c"], "or")).toBe("a, b or c");
  });
});

describe("joined", () => {
  it("puts the text between pieces only, and keeps their figures", () => {
    const figure = { value: 1, unit: "rank" };
    const whole = joined([part`first ${figure}`, part`second`], "; ");
    expect(JSON.stringify(whole)).toContain('{"value":1,"unit":"rank"}');
    expect(JSON.stringify(whole).match(/; /g)).toHaveLength(1);
    expect(joined([], "; ")).toEqual(part``);
    expect(joined([part`alone`], "; ")).toEqual(part`alone`);
  });
});
