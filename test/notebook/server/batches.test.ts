import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type Batches, createBatches } from "../../../lib/notebook/server/kernels/batches.js";
import { statusMessage, streamMessage } from "../../../lib/notebook/server/kernels/messages.js";
import type { Packet } from "../../../lib/notebook/server/kernels/packet.js";

let sent: Packet[];
let batches: Batches;

beforeEach(() => {
  vi.useFakeTimers();
  sent = [];
  batches = createBatches((packet) => void sent.push(packet));
});
afterEach(() => vi.useRealTimers());

const print = (text: string, name: "stdout" | "stderr" = "stdout", parent = "a") => {
  const packet = streamMessage(name, text);
  batches.stream(parent, name, text, packet);
  return packet;
};
const texts = () =>
  sent.map(({ parts }) => JSON.parse(parts[3]?.toString() ?? "").text as string | undefined);

describe("what a cell prints", () => {
  test("goes to the pages as it comes, byte for byte, as long as it is little", () => {
    const packets = [print("one "), print("two "), print("three", "stderr")];
    expect(sent).toEqual(packets);
    expect(sent[0]).toBe(packets[0]);
  });

  test("is joined when it is much, without a loss, and waits the longer the more there is", () => {
    const line = `${"x".repeat(999)}\n`;
    for (let count = 0; count < 20_000; count++) print(line);
    vi.runAllTimers();
    expect(texts().join("")).toBe(line.repeat(20_000));
    expect(sent.length).toBeLessThan(100);
    const packet = print("one more");
    expect(texts()).not.toContain("one more");
    vi.advanceTimersByTime(5_000);
    expect(sent.at(-1)).toBe(packet);
  });

  test("comes before what the kernel says after it, and after what it said before", () => {
    print("x".repeat(70_000));
    vi.runAllTimers();
    print("late");
    print("r");
    batches.publish(statusMessage("idle"));
    expect(texts().slice(-2)).toEqual(["later", undefined]);
  });

  test("keeps to its stream and to its cell", () => {
    print("x".repeat(70_000));
    vi.runAllTimers();
    print("out");
    print("err", "stderr");
    print("next", "stdout", "b");
    batches.flush();
    expect(texts().slice(1)).toEqual(["out", "err", "next"]);
  });
});
