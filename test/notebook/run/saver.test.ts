import { describe, expect, test } from "vitest";
import { createSaver } from "../../../lib/notebook/run/saver.js";

/** A saver on a clock of its own, where each save takes `cost` milliseconds. */
function saver(cost: number) {
  let time = 0;
  const saved: number[] = [];
  const one = createSaver<number>(
    (content) => {
      saved.push(content);
      time += cost;
    },
    () => time,
  );
  const pass = (ms: number): void => {
    time += ms;
  };
  return { ...one, saved, pass };
}

describe("a saver", () => {
  test("saves after each change while that takes less than a tenth of the time", () => {
    const { change, pass, saved } = saver(5);
    for (const content of [1, 2, 3]) {
      pass(100);
      change(content);
    }
    expect(saved).toEqual([1, 2, 3]);
  });

  test("leaves saves out where they take more, and goes on when the time has passed", () => {
    const { change, pass, saved } = saver(50);
    change(1);
    pass(100);
    change(2);
    pass(400);
    change(3);
    expect(saved).toEqual([1, 3]);
  });

  test("saves at the end what it has left out, and nothing twice", () => {
    const { change, flush, saved } = saver(50);
    change(1);
    flush(1);
    change(2);
    flush(2);
    flush(2);
    expect(saved).toEqual([1, 2]);
  });

  test("passes on what saving throws", () => {
    const { change } = createSaver(() => {
      throw new Error("full");
    });
    expect(() => change(1)).toThrow("full");
  });
});
