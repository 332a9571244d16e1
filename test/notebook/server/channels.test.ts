import { setTimeout as sleep } from "node:timers/promises";
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
const done = (socket: TestSocket, request: string) =>
  expect.poll(() => isDone(socket, request), { timeout: 20_000 }).toBe(true);
const statuses = ({ seen }: TestSocket) =>
  seen.filter(({ type }) => type === "status").map(({ content }) => content.execution_state);

beforeAll(async () => {
  server = await startKernelServer();
  id = (await server.ask("POST", "/api/kernels", {})).json.id;
});

beforeEach(async () => {
  tab = await open(crypto.randomUUID());
  return () => tab.socket.close();
});

afterAll(() => server.close());

describe("a socket to a kernel", () => {
  test("says at once how the kernel is", async () => {
    await expect.poll(() => statuses(tab)).toEqual(["idle"]);
  });

  test("to one that is not there says that it is dead, and is closed", async () => {
    for (const kernel of ["nobody", "__proto__", "%2e%2e%2fother"]) {
      const socket = await open("s", [V1], kernel).catch(() => undefined);
      // Paths that climb do not get as far.
      if (socket === undefined) expect(kernel).toMatch(/%2e/);
      else {
        expect(await socket.closed).toMatchObject({ code: 1000 });
        expect(statuses(socket)).toEqual(["dead"]);
      }
    }
  });

  test("serves a front end of the old kind, which names no protocol", async () => {
    const old = await open("old", []);
    expect(old.socket.protocol).toBe("");
    const request = old.send("execute_request", cell("'old'"));
    await done(old, request);
    expect(textFor(old, request)).toBe("old\n");
    old.socket.close();
  });

  test("brings replies to who has asked, whatever session the request names, and output to all", async () => {
    const other = await open("other");
    const request = tab.send("execute_request", cell("'for all'"), { session: "other" });
    await done(tab, request);
    expect(textFor(tab, request)).toBe("for all\n");
    await expect.poll(() => textFor(other, request)).toBe("for all\n");
    expect(other.seen.filter(({ channel }) => channel !== "iopub")).toEqual([]);
    other.socket.close();
  });

  test("has an answer to every request, known or not", async () => {
    for (const type of [
      "debug_request",
      "constructor_request",
      "create_subshell_request",
      "__proto___request",
    ]) {
      const request = tab.send(
        type,
        {},
        { channel: type === "debug_request" ? "control" : "shell", id: `__proto__${type}` },
      );
      await done(tab, request);
      const reply = tab.seen.find(({ parent, channel }) => parent === request && channel !== "iopub");
      expect(reply).toMatchObject({ type: type.replace(/request$/, "reply"), content: { status: "error" } });
    }
  });

  test("answers requests whose content makes no sense, and goes on", async () => {
    for (const [type, content] of [
      ["execute_request", {}],
      ["execute_request", { code: { deep: 1 } }],
      ["complete_request", { code: 7, cursor_pos: "x" }],
      ["inspect_request", { cursor_pos: 1e9 }],
      ["is_complete_request", {}],
    ] as const) {
      const request = tab.send(type, content);
      await done(tab, request);
    }
    const request = tab.send("execute_request", cell("'on'"));
    await done(tab, request);
    expect(textFor(tab, request)).toBe("on\n");
  });

  test("closes a comm that nobody here knows", async () => {
    const request = tab.send("comm_open", { comm_id: "c", target_name: "jupyter.widget", data: {} });
    await expect
      .poll(() => tab.seen.find(({ type, parent }) => type === "comm_close" && parent === request))
      .toMatchObject({
        content: { comm_id: "c" },
      });
  });

  test("is closed for what is no message, and nobody else is touched", async () => {
    const deep = Buffer.from(`${"[".repeat(200_000)}`);
    for (const garbage of [Buffer.alloc(0), Buffer.alloc(64, 255), Buffer.from("{}"), deep, "not binary"]) {
      const bad = await open("bad");
      bad.socket.send(garbage);
      expect(await bad.closed).toMatchObject({
        code: 1007,
        reason: expect.stringMatching(/^A frame is no Jupyter message/),
      });
    }
    const request = tab.send("execute_request", cell("'still here'"));
    await done(tab, request);
    expect(textFor(tab, request)).toBe("still here\n");
  });

  test("that is lost while a cell runs brings the rest of its output when the page is back", async () => {
    const first = await open("reloads");
    const code =
      "for (let i = 0; i < 5; i++) { console.log(i); await new Promise((r) => setTimeout(r, 60)) }";
    const request = first.send("execute_request", cell(code));
    await expect.poll(() => textFor(first, request)).not.toBe("");
    first.socket.terminate();
    await first.closed;
    await sleep(400);
    const again = await open("reloads");
    await done(again, request);
    expect(textFor(first, request) + textFor(again, request)).toBe("0\n1\n2\n3\n4\n");
  });

  test("shows what the processes that a cell starts print", async () => {
    const code =
      "import { spawnSync } from 'child_process'; spawnSync('echo', ['from a child'], { stdio: 'inherit' }); undefined";
    const request = tab.send("execute_request", cell(code));
    await done(tab, request);
    await expect.poll(() => textFor(tab, request)).toBe("from a child\n");
  });
});

describe("a cell that prints without end", () => {
  test("is shown up to a limit, is told so, and can be interrupted", async () => {
    const own = await startKernelServer({ env: { TSLAB_NOTEBOOK_MAX_OUTPUT: String(2 << 20) } });
    const kernel = await own.ask("POST", "/api/kernels", {});
    const page = await own.socket(`/api/kernels/${kernel.json.id}/channels`);
    const request = page.send("execute_request", cell("for (;;) console.log('x'.repeat(99))"));
    const said = () =>
      page.seen.filter(({ content }) => content.name === "stderr").map(({ content }) => content.text);
    await expect
      .poll(said, { timeout: 20_000 })
      .toEqual(["\nThe output of this cell beyond 2 MB is left out.\n"]);
    await own.ask("POST", `/api/kernels/${kernel.json.id}/interrupt`);
    await done(page, request);
    expect(textFor(page, request).replace(/\nThe output.*\n$/, "")).toHaveLength(2 << 20);
    await own.close();
  });
});

describe("the end", () => {
  test("of a kernel that a page asks for over the socket is told to all, and the kernel is gone", async () => {
    const { json } = await server.ask("POST", "/api/kernels", {});
    const [one, other] = [await open("one", [V1], json.id), await open("other", [V1], json.id)];
    const request = one.send("shutdown_request", { restart: false }, { channel: "control" });
    expect(await one.closed).toMatchObject({ code: 1000 });
    expect(await other.closed).toMatchObject({ code: 1000 });
    expect(one.seen.some(({ type, parent }) => type === "shutdown_reply" && parent === request)).toBe(true);
    expect(statuses(other).at(-1)).toBe("dead");
    await expect.poll(async () => (await server.ask("GET", `/api/kernels/${json.id}`)).status).toBe(404);
  });

  test("nobody is told of events, of which there are none", async () => {
    const socket = await server.socket("/api/events/subscribe", []);
    socket.socket.send("garbage");
    await sleep(100);
    expect(socket.socket.readyState).toBe(socket.socket.OPEN);
    socket.socket.close();
    await socket.closed;
  });
});
