import { expect, test } from "vitest";
import { withCompiler } from "../../../lib/notebook/cli/compiler.js";

/** A compiler that tells what becomes of it. */
function fake() {
  const events: string[] = [];
  return {
    events,
    async start() {
      events.push("started");
      return { address: "/a/socket", close: async () => void events.push("closed") };
    },
  };
}

test("a command has one compiler, started when it is needed and ended with the command, also where that fails", async () => {
  const { events, start } = fake();
  const work = withCompiler(async (compiler) => {
    expect(events).toEqual([]);
    const both = await Promise.all([compiler.get(), compiler.get()]);
    expect(both.map((one) => one?.address)).toEqual(["/a/socket", "/a/socket"]);
    expect(events).toEqual(["started"]);
    throw new Error("stopped");
  }, start);
  await expect(work).rejects.toThrow("stopped");
  expect(events).toEqual(["started", "closed"]);
});

test("a command that runs nothing starts none", async () => {
  const { events, start } = fake();
  expect(await withCompiler(async () => 7, start)).toBe(7);
  expect(events).toEqual([]);
});

test("a compiler that does not start fails what needs it, once", async () => {
  const work = withCompiler(
    (compiler) => compiler.get(),
    () => Promise.reject(new Error("no room")),
  );
  await expect(work).rejects.toThrow("no room");
});
