import { once } from "node:events";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { WebSocket, WebSocketServer } from "ws";
import { ownMessage, streamMessage } from "../../../lib/notebook/server/kernels/messages.js";
import type { Packet } from "../../../lib/notebook/server/kernels/packet.js";
import { protocolOf, V1 } from "../../../lib/notebook/server/kernels/protocol.js";
import { createRelay, type Relay } from "../../../lib/notebook/server/kernels/relay.js";

let sockets: WebSocketServer;
let relay: Relay;
let requests: string[];

const text = (value: string): Packet => streamMessage("stdout", value);
const KEEPING = { ms: 60_000, bytes: 10_000, sessions: 2 };

beforeEach(async () => {
  requests = [];
  relay = createRelay((session, _, { type }) => void requests.push(`${session} ${type}`), KEEPING);
  sockets = new WebSocketServer({ host: "127.0.0.1", port: 0 });
  sockets.on("connection", (socket, request) => relay.connect(request.url?.slice(1) ?? "", socket));
  await once(sockets, "listening");
});

afterEach(() => {
  relay.close(1000, "done");
  for (const socket of sockets.clients) socket.terminate();
  sockets.close();
});

/** A front end, and the texts that have come to it. */
async function join(
  session: string,
): Promise<{ socket: WebSocket; texts: string[]; closed: Promise<number> }> {
  const address = sockets.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const before = relay.size;
  const socket = new WebSocket(`ws://127.0.0.1:${port}/${session}`, [V1]);
  const texts: string[] = [];
  socket.on("message", (data: Buffer) => {
    const content = protocolOf(V1).decode(data, true).parts[3];
    texts.push(JSON.parse(content?.toString() ?? "{}").text);
  });
  const closed = new Promise<number>((resolve) => socket.on("close", resolve));
  await once(socket, "open");
  await expect.poll(() => relay.size).toBeGreaterThanOrEqual(Math.max(1, before));
  return { socket, texts, closed };
}

/** Leaves, and waits until the server knows. */
async function leave({ socket }: { socket: WebSocket }): Promise<void> {
  const left = relay.size - 1;
  socket.close();
  await expect.poll(() => relay.size).toBe(left);
}

describe("a relay", () => {
  test("publishes to all, and replies to one", async () => {
    const [a, b] = [await join("a"), await join("b")];
    relay.publish(text("for all"));
    relay.reply("b", text("for b"));
    relay.reply("nobody", text("lost"));
    await expect.poll(() => b.texts).toEqual(["for all", "for b"]);
    expect(a.texts).toEqual(["for all"]);
  });

  test("tells whose request has come", async () => {
    const { socket } = await join("a");
    socket.send(protocolOf(V1).encode(ownMessage("shell", "execute_request", {})));
    await expect.poll(() => requests).toEqual(["a execute_request"]);
  });

  test("keeps what comes while a page is away, for that page alone", async () => {
    const first = await join("a");
    await leave(first);
    relay.publish(text("1"));
    relay.reply("a", text("2"));
    const [stranger, again] = [await join("b"), await join("a")];
    relay.publish(text("3"));
    await expect.poll(() => again.texts).toEqual(["1", "2", "3"]);
    expect(stranger.texts).toEqual(["3"]);
  });

  test("keeps no more than its limit, and says at the end of it that something is lost", async () => {
    await leave(await join("a"));
    relay.publish(text("kept"));
    for (let count = 0; count < 20; count++) relay.publish(text("x".repeat(1_000)));
    const again = await join("a");
    await expect.poll(() => again.texts.at(-1)).toMatch(/output is lost/);
    expect(again.texts[0]).toBe("kept");
    expect(again.texts.join("").length).toBeLessThan(10_200);
    relay.publish(text("goes on"));
    await expect.poll(() => again.texts.at(-1)).toBe("goes on");
  });

  test("keeps for as many pages as its limit says: the one that left first is forgotten", async () => {
    for (const name of ["a", "b", "c"]) await leave(await join(name));
    relay.publish(text("meanwhile"));
    const [a, c] = [await join("a"), await join("c")];
    await expect.poll(() => c.texts).toEqual(["meanwhile"]);
    relay.publish(text("now"));
    await expect.poll(() => a.texts).toEqual(["now"]);
  });

  test("closes the old socket of a session that connects anew, and goes on with the new one", async () => {
    const old = await join("a");
    const next = await join("a");
    expect(await old.closed).toBe(1000);
    relay.publish(text("for the new one"));
    await expect.poll(() => next.texts).toEqual(["for the new one"]);
    expect(relay.size).toBe(1);
  });

  test("cuts off a page that does not read, before what waits for it fills the memory", async () => {
    const slow = await join("slow");
    const quick = await join("quick");
    slow.socket.pause();
    // One text, many times: it lies in memory once.
    const large = text("x".repeat(8 << 20));
    for (let count = 1; count <= 24; count++) {
      relay.publish(large);
      await expect.poll(() => quick.texts.length, { interval: 5, timeout: 20_000 }).toBe(count);
    }
    expect(relay.size).toBe(1);
    slow.socket.resume();
    expect(await slow.closed).not.toBe(1000);
  });
});
