import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { createQueue } from "../../lib/kernel/server/queue.js";

interface Message {
  readonly header: { readonly date: string };
}

const queue = createQueue<Message>();

const made = (date: string): Message => ({ header: { date } });
const now = (): Message => made(new Date().toISOString());
const [fails, succeeds] = [async () => true, async () => false];

/** Puts a request into the queue, and tells whether it has run. */
async function ask(message: Message, task: () => Promise<boolean> = succeeds): Promise<boolean> {
  return queue.inTurn(message, message.header.date, task).finally(() => queue.done(message));
}

test("requests run one after the other, and the first that is not done keeps the kernel busy", async () => {
  const order: string[] = [];
  const [a, b] = [now(), now()];
  const step = (name: string, ms: number) => async () => {
    await sleep(ms);
    order.push(name);
    return false;
  };
  const both = Promise.all([ask(a, step("a", 20)), ask(b, step("b", 0))]);
  expect(queue.waiting[0]).toBe(a);
  expect(await both).toEqual([true, true]);
  expect(order).toEqual(["a", "b"]);
  expect(queue.waiting[0]).toBeUndefined();
});

test("after a failure what waits is aborted, and what comes next runs", async () => {
  expect(await Promise.all([ask(now(), fails), ask(now()), ask(now())])).toEqual([true, false, false]);
  expect(await ask(now())).toBe(true);
});

test("what arrives after a failure, but was made before it, is aborted for as long as it may have been on its way", async () => {
  const early = made(new Date(Date.now() - 1_000).toISOString());
  await ask(now(), fails);
  expect(await ask(early)).toBe(false);
  expect(await ask(made(new Date(Date.now() + 1_000).toISOString()))).toBe(true);
  await sleep(450);
  expect(await ask(early)).toBe(true);
});

test("a date that cannot be read, or none, aborts nothing", async () => {
  await ask(now(), fails);
  expect(await ask(made("yesterday"))).toBe(true);
  expect(await ask({ header: {} } as unknown as Message)).toBe(true);
});

test("a task that throws holds up nobody", async () => {
  await expect(
    ask(now(), async () => {
      throw new Error("a fault");
    }),
  ).rejects.toThrow("a fault");
  expect(await ask(now())).toBe(true);
});
