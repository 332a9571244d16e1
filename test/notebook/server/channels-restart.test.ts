import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { V1 } from "../../../lib/notebook/server/kernels/protocol.js";
import {
  cell,
  isDone,
  type KernelServer,
  startKernelServer,
  type TestSocket,
  textFor,
} from "./kernels-support.js";

let server: KernelServer;
let id: string;
let tab: TestSocket;

const open = (session: string, protocols: readonly string[] = [V1], kernel = id) =>
  server.socket(`/api/kernels/${kernel}/channels?session_id=${session}`, protocols);
const restart = () => server.ask("POST", `/api/kernels/${id}/restart`);
const state = async () => (await server.ask("GET", `/api/kernels/${id}`)).json.execution_state;
const done = (socket: TestSocket, request: string) =>
  expect.poll(() => isDone(socket, request), { timeout: 20_000 }).toBe(true);
const statuses = ({ seen }: TestSocket) =>
  seen.filter(({ type }) => type === "status").map(({ content }) => content.execution_state);
const input = ({ seen }: TestSocket, request: string) =>
  expect
    .poll(() => seen.some(({ type, parent }) => type === "execute_input" && parent === request))
    .toBe(true);

beforeAll(async () => {
  server = await startKernelServer();
  id = (await server.ask("POST", "/api/kernels", {})).json.id;
});

beforeEach(async () => {
  tab = await open(crypto.randomUUID());
  return () => tab.socket.close();
});

afterAll(() => server.close());

describe("a restart", () => {
  test("aborts what other pages wait for, and serves who comes meanwhile once the kernel answers", async () => {
    const request = tab.send("execute_request", cell("await new Promise(() => {})"));
    const next = tab.send("execute_request", cell("'never'"));
    await input(tab, request);
    const restarted = restart();
    await expect.poll(state).toBe("restarting");
    const late = await open("late");
    const early = late.send("execute_request", cell("'as soon as possible'"));
    const gone = await open("gone");
    gone.socket.terminate();
    expect(await restarted).toMatchObject({ status: 200, json: { id, execution_state: expect.any(String) } });
    await done(late, early);
    expect(textFor(late, early)).toBe("as soon as possible\n");
    for (const aborted of [request, next]) {
      await done(tab, aborted);
      expect(
        tab.seen.find(({ type, parent }) => type === "execute_reply" && parent === aborted)?.content.status,
      ).toBe("aborted");
    }
    await expect.poll(state).toBe("idle");
    late.socket.close();
  });

  test("that two pages ask for at once is one", async () => {
    await done(tab, tab.send("execute_request", cell("1")));
    const both = await Promise.all([restart(), restart()]);
    expect(both.map(({ status }) => status)).toEqual([200, 200]);
    const request = tab.send("execute_request", cell("'up'"));
    await done(tab, request);
    expect(
      tab.seen.find(({ type, parent }) => type === "execute_reply" && parent === request)?.content,
    ).toMatchObject({
      status: "ok",
      execution_count: 1,
    });
  });

  test("may be asked for over the socket", async () => {
    await done(tab, tab.send("execute_request", cell("let before = 1")));
    const request = tab.send("shutdown_request", { restart: true }, { channel: "control" });
    await expect
      .poll(
        () => tab.seen.find(({ type, parent }) => type === "shutdown_reply" && parent === request)?.content,
        {
          timeout: 20_000,
        },
      )
      .toEqual({ status: "ok", restart: true });
    const after = tab.send("execute_request", cell("before"));
    await done(tab, after);
    expect(tab.seen.find(({ type, parent }) => type === "error" && parent === after)?.content.evalue).toMatch(
      /Cannot find name 'before'/,
    );
  });

  test("comes by itself after a crash; the fifth within a minute is the last", async () => {
    for (let crash = 1; crash <= 5; crash++) {
      const request = tab.send("execute_request", cell("process.kill(process.pid, 'SIGKILL')"));
      await expect
        .poll(
          () => tab.seen.find(({ type, parent }) => type === "error" && parent === request)?.content.evalue,
          {
            timeout: 20_000,
          },
        )
        .toBe("The kernel ended by SIGKILL while this cell ran.");
      await expect.poll(state, { timeout: 20_000 }).toBe(crash < 5 ? "idle" : "dead");
    }
    expect(statuses(tab).filter((one) => one === "restarting")).toHaveLength(4);
    expect(statuses(tab).at(-1)).toBe("dead");
    const late = await open("after the crashes");
    await expect.poll(() => statuses(late)).toEqual(["dead"]);
    expect(await restart()).toMatchObject({ status: 200, json: { execution_state: "idle" } });
    const request = late.send("execute_request", cell("'back'"));
    await done(late, request);
    expect(textFor(late, request)).toBe("back\n");
    late.socket.close();
  });
});
