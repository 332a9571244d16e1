import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { progressBoard, seconds } from "../../../lib/notebook/cli/progress.js";

const CLEAR = "\r\x1b[2K";

/** A stream that keeps what is written. */
function stream(isTTY: boolean, columns?: number) {
  const written: string[] = [];
  return { isTTY, columns, written, write: (text: string) => written.push(text) };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("progress on a terminal", () => {
  test("is one line, rewritten, with notebook, cell and seconds", () => {
    const out = stream(true);
    const line = progressBoard(out).start("growth");
    expect(out.written).toEqual([`${CLEAR}growth  starting the kernel  0.0 s`]);
    line.update({ name: "growth", cellIndex: 2, cellCount: 12 });
    expect(out.written.at(-1)).toBe(`${CLEAR}growth  cell 3 of 12  0.0 s`);
    vi.advanceTimersByTime(1_000);
    expect(out.written.at(-1)).toBe(`${CLEAR}growth  cell 3 of 12  1.0 s`);
    line.done("growth: done");
    expect(out.written.at(-1)).toBe(`${CLEAR}growth: done\n`);
    expect(out.written.slice(0, -1).join("")).not.toContain("\n");
  });

  test("stops when the notebook is done", () => {
    const out = stream(true);
    progressBoard(out).start("growth").done("growth: done");
    const { length } = out.written;
    vi.advanceTimersByTime(5_000);
    expect(out.written).toHaveLength(length);
  });

  test("several notebooks share the line, and what is done stands above it", () => {
    const out = stream(true, 200);
    const board = progressBoard(out);
    const first = board.start("growth");
    const second = board.start("clusters");
    second.update({ name: "clusters", cellIndex: 0, cellCount: 3 });
    expect(out.written.at(-1)).toBe(
      `${CLEAR}growth  starting the kernel  0.0 s  ·  clusters  cell 1 of 3  0.0 s`,
    );
    first.done("growth: done");
    expect(out.written.slice(-2)).toEqual([`${CLEAR}growth: done\n`, `${CLEAR}clusters  cell 1 of 3  0.0 s`]);
    second.done("clusters: done");
    expect(out.written.at(-1)).toBe(`${CLEAR}clusters: done\n`);
  });

  test("says why a notebook is run on a line that stays", () => {
    const out = stream(true);
    progressBoard(out).start("growth", "cell 2 has changed");
    expect(out.written).toEqual([
      `${CLEAR}growth: running, because cell 2 has changed\n`,
      `${CLEAR}growth  starting the kernel  0.0 s`,
    ]);
  });

  test("never wraps: what is longer than the terminal is wide is cut", () => {
    const out = stream(true, 20);
    progressBoard(out).start("a-very-long-name-of-a-notebook").done("");
    expect(out.written[0]?.slice(CLEAR.length)).toBe("a-very-long-name-of");
  });
});

test("elsewhere progress is a plain line at the beginning and at the end", () => {
  const out = stream(false);
  const line = progressBoard(out).start("growth");
  line.update({ name: "growth", cellIndex: 2, cellCount: 12 });
  vi.advanceTimersByTime(5_000);
  line.done("growth: done");
  expect(out.written).toEqual(["growth: running\n", "growth: done\n"]);
  progressBoard(out).start("clusters", "cell 2 has changed");
  expect(out.written.at(-1)).toBe("clusters: running, because cell 2 has changed\n");
});

test.each([
  [0, "0.0 s"],
  [449, "0.4 s"],
  [59_940, "59.9 s"],
  [59_960, "1 min 0 s"],
  [60_000, "1 min 0 s"],
  [125_000, "2 min 5 s"],
])("%d ms are shown as %s", (ms, text) => {
  expect(seconds(ms)).toBe(text);
});
