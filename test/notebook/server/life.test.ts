import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { KernelsOptions } from "../../../lib/notebook/server/kernels/index.js";
import { type Script, scripted } from "../../kernel/scripted.js";
import { isAlive } from "../faults/support.js";
import { cell, isDone, type KernelServer, startKernelServer, textFor } from "./kernels-support.js";

/** When kernels end that nobody uses. */

const notes = mkdtempSync(join(tmpdir(), "tsnb-test-"));
afterAll(() => rmSync(notes, { recursive: true }));

const servers: KernelServer[] = [];
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

/** A server of scripted kernels, each of which leaves its process id in a folder of notes. */
async function serve(options: Partial<KernelsOptions> = {}, script: Script = {}, pulseMs?: number) {
  const folder = mkdtempSync(join(notes, "pids-"));
  const { program, env } = scripted(script);
  const noted: KernelsOptions["program"] = (file) => {
    const [command, ...args] = program?.(file) ?? ["false"];
    return ["sh", "-c", 'echo $$ > "$0/$$"; exec "$@"', folder, command, ...args];
  };
  const settings = pulseMs === undefined ? {} : { pulseMs };
  const server = await startKernelServer({ env, program: noted, ...options }, () => [], settings);
  servers.push(server);
  const pids = () => readdirSync(folder).map((name) => Number(readFileSync(join(folder, name), "utf8")));
  return { ...server, pids, running: () => pids().filter(isAlive) };
}

/** Asks as a page that may go before it is answered. */
function post({ server }: KernelServer, path: string, body: object) {
  const headers = { authorization: `token ${server.token}`, "content-type": "application/json" };
  const asked = request({ host: "127.0.0.1", port: server.port, method: "POST", path, headers });
  asked.on("error", () => undefined);
  asked.end(JSON.stringify(body));
  return asked;
}

const started = (server: { pids(): readonly number[] }, count = 1) =>
  expect.poll(() => server.pids().length, { timeout: 10_000 }).toBe(count);
const count = (server: { running(): readonly number[] }) =>
  expect.poll(() => server.running().length, { timeout: 10_000 });
const document = { path: "notebooks/n.ipynb", type: "notebook", name: "n.ipynb", kernel: {} };

describe("a kernel whose tab is closed while it starts", () => {
  test.each([
    ["/api/sessions", document],
    ["/api/kernels", {}],
  ])("ends, and is not listed (%s)", async (path, body) => {
    const server = await serve({}, { busyMs: 60_000 });
    const page = post(server, path, body);
    await started(server);
    expect(server.running()).toHaveLength(1);
    page.destroy();
    await count(server).toBe(0);
    await expect.poll(async () => (await server.ask("GET", "/api/kernels")).text).toBe("[]");
    await expect.poll(async () => (await server.ask("GET", "/api/sessions")).text).toBe("[]");
  });

  test("goes on for another tab that waits for it, too", async () => {
    const server = await serve({}, { busyMs: 1_500 });
    const page = post(server, "/api/sessions", document);
    await started(server);
    const other = server.ask("POST", "/api/sessions", document);
    await sleep(200);
    page.destroy();
    expect((await other).status).toBe(201);
    expect(server.pids()).toHaveLength(1);
    expect(server.running()).toHaveLength(1);
  });

  test("makes way for that of the page which is loaded anew", async () => {
    const server = await serve({}, { busyMs: 1_000 });
    const page = post(server, "/api/sessions", document);
    await started(server);
    page.destroy();
    await sleep(50);
    expect((await server.ask("POST", "/api/sessions", document)).status).toBe(201);
    await count(server).toBe(1);
  });

  test("and whose page never comes ends after a while", async () => {
    const server = await serve({ unvisitedMs: 300 });
    expect((await server.ask("POST", "/api/sessions", document)).status).toBe(201);
    expect(server.running()).toHaveLength(1);
    await count(server).toBe(0);
    await expect.poll(async () => (await server.ask("GET", "/api/sessions")).text).toBe("[]");
  });
});

describe("a kernel that nobody uses", () => {
  const visit = async (server: KernelServer, session = "page") => {
    const { json } = await server.ask("POST", "/api/kernels", {});
    return server.socket(`/api/kernels/${json.id}/channels?session_id=${session}`);
  };

  test("ends after its time, and not while a page is connected", async () => {
    const server = await serve({ cullAfterMs: 400 });
    const page = await visit(server);
    await sleep(1_000);
    expect(server.running()).toHaveLength(1);
    page.socket.close();
    await count(server).toBe(0);
    await expect.poll(async () => (await server.ask("GET", "/api/kernels")).text).toBe("[]");
  });

  test("stays while it is busy", async () => {
    const server = await serve({ cullAfterMs: 200 });
    const page = await visit(server);
    page.send("execute_request", cell("await pause(1500)"));
    await expect.poll(() => page.seen.some(({ type }) => type === "execute_input")).toBe(true);
    page.socket.close();
    await sleep(800);
    expect(server.running()).toHaveLength(1);
    await count(server).toBe(0);
  });

  test("stays for ever where the time is 0", async () => {
    const server = await serve({ cullAfterMs: 0, unvisitedMs: 200 });
    const page = await visit(server);
    page.socket.close();
    await sleep(800);
    expect(server.running()).toHaveLength(1);
  });

  test("ends after its time also where its page has gone without a word, as a closed laptop does", async () => {
    const server = await serve({ cullAfterMs: 300 }, {}, 150);
    const { json } = await server.ask("POST", "/api/kernels", {});
    // It takes part in the handshake, and then answers nothing: no ping, and no farewell.
    const silent = connect(server.server.port, "127.0.0.1");
    silent.on("error", () => undefined);
    silent.write(
      [
        `GET /api/kernels/${json.id}/channels?session_id=silent HTTP/1.1`,
        `Host: 127.0.0.1:${server.server.port}`,
        `Authorization: token ${server.server.token}`,
        "Connection: Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Version: 13",
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
        "\r\n",
      ].join("\r\n"),
    );
    await once(silent, "data");
    const answering = await server.socket(`/api/kernels/${json.id}/channels?session_id=answers`);
    await expect
      .poll(async () => (await server.ask("GET", `/api/kernels/${json.id}`)).json.connections, {
        timeout: 5_000,
      })
      .toBe(1);
    expect(server.running()).toHaveLength(1);
    answering.socket.close();
    await count(server).toBe(0);
    silent.destroy();
  });
});

describe("a kernel that waits for the next notebook", () => {
  const listed = async (server: KernelServer) => JSON.parse((await server.ask("GET", "/api/kernels")).text);

  test("is given to it, in its folder, is listed from then on, and another takes its place", async () => {
    const server = await serve({ spare: true, sparePauseMs: 50 });
    await started(server);
    await sleep(1_000);
    expect(await listed(server)).toEqual([]);
    expect((await server.ask("GET", "/api/status")).json.kernels).toBe(0);
    const [spare] = server.pids();
    const { json } = await server.ask("POST", "/api/sessions", document);
    const { id } = json.kernel as { id: string };
    const page = await server.socket(`/api/kernels/${id}/channels`);
    const where = page.send("execute_request", cell("print(process.pid + ' ' + process.cwd())"));
    await expect.poll(() => isDone(page, where)).toBe(true);
    expect(textFor(page, where).trim()).toBe(`${spare} ${join(server.root, "notebooks")}`);
    // It has been given time to load what a cell needs, and has executed nothing.
    const before = page.send("execute_request", cell("print(requests.filter((type) => !/info/.test(type)))"));
    await expect.poll(() => isDone(page, before)).toBe(true);
    expect(textFor(page, before).trim()).toBe(
      "complete_request,tslab_notebook_adopt_request,execute_request,execute_request",
    );
    await started(server, 2);
    expect(await listed(server)).toHaveLength(1);
    // It restarts as any other, where its notebook is.
    await server.ask("POST", `/api/kernels/${id}/restart`);
    const again = page.send("execute_request", cell("print(process.cwd())"));
    await expect.poll(() => textFor(page, again).trim()).toBe(join(server.root, "notebooks"));
  });

  test("ends with the server, as does one that is being started", async () => {
    for (const busyMs of [0, 60_000]) {
      const server = await serve({ spare: true }, { busyMs });
      await started(server);
      await servers.pop()?.close();
      expect(server.running()).toEqual([]);
    }
  });

  test("is not missed: where it cannot be given away, or has died, the notebook has a kernel of its own", async () => {
    const server = await serve({ spare: true, sparePauseMs: 50 }, { adopts: false });
    for (let count = 1; count <= 3; count++) {
      expect((await server.ask("POST", "/api/kernels", { name: "tslab-notebook" })).status).toBe(201);
      await sleep(600);
    }
    // Two that were of no use are enough: no third one is started for nothing.
    expect(server.pids()).toHaveLength(5);
    expect(server.running()).toHaveLength(3);

    const other = await serve({ spare: true });
    await started(other);
    await sleep(500);
    for (const pid of other.pids()) process.kill(pid, "SIGKILL");
    await count(other).toBe(0);
    expect((await other.ask("POST", "/api/kernels", {})).status).toBe(201);
  });

  test("takes no place from notebooks, and is not started where there is none for it", async () => {
    const server = await serve({ spare: true, sparePauseMs: 50, mostKernels: 1 });
    await started(server);
    expect((await server.ask("POST", "/api/kernels", {})).status).toBe(201);
    await sleep(600);
    expect(server.pids()).toHaveLength(1);
    expect((await server.ask("POST", "/api/kernels", {})).status).toBe(503);
  });

  test("waits for another notebook where the page that was to have it has gone", async () => {
    const server = await serve({ spare: true, sparePauseMs: 60_000 }, { busyMs: 700 });
    await started(server);
    const page = post(server, "/api/sessions", document);
    await sleep(200);
    page.destroy();
    await sleep(1_200);
    expect(await listed(server)).toEqual([]);
    expect((await server.ask("POST", "/api/sessions", document)).status).toBe(201);
    expect(server.pids()).toHaveLength(1);
  });
});
