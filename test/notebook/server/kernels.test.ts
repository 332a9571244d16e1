import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { isAlive } from "../faults/support.js";
import { cell, isDone, type KernelServer, startKernelServer, textFor } from "./kernels-support.js";

let server: KernelServer;

beforeAll(async () => {
  server = await startKernelServer({ mostKernels: 2 });
});

afterEach(async () => {
  const kernels: { id: string }[] = JSON.parse((await server.ask("GET", "/api/kernels")).text);
  await Promise.all(kernels.map(({ id }) => server.ask("DELETE", `/api/kernels/${id}`)));
});

afterAll(() => server.close());

const document = (path: string, kernel: object = {}) => ({ path, type: "notebook", name: "", kernel });

/** The process of a kernel. */
async function pidOf(kernels: KernelServer, id: string): Promise<number> {
  const socket = await kernels.socket(`/api/kernels/${id}/channels?session_id=pid`);
  const request = socket.send("execute_request", cell("process.pid"));
  await expect.poll(() => isDone(socket, request), { timeout: 20_000 }).toBe(true);
  socket.socket.close();
  return Number(textFor(socket, request));
}

describe("kernels", () => {
  test("begin, are listed, and end", async () => {
    const made = await server.ask("POST", "/api/kernels", { name: "tslab-notebook" });
    expect(made.status).toBe(201);
    expect(made.headers.get("location")).toBe(`/api/kernels/${made.json.id}`);
    expect(made.json).toMatchObject({ name: "tslab-notebook", execution_state: "idle", connections: 0 });
    expect(made.json.last_activity).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const pid = await pidOf(server, made.json.id);
    expect((await server.ask("GET", `/api/kernels/${made.json.id}`)).json).toMatchObject({
      id: made.json.id,
    });
    expect(JSON.parse((await server.ask("GET", "/api/kernels")).text)).toHaveLength(1);
    const tab = await server.socket(`/api/kernels/${made.json.id}/channels?session_id=counted`);
    const { json: status } = await server.ask("GET", "/api/status");
    expect(status).toMatchObject({ kernels: 1, connections: 1 });
    expect(String(status.started) <= String(status.last_activity)).toBe(true);
    tab.socket.close();
    expect((await server.ask("POST", `/api/kernels/${made.json.id}/interrupt`)).status).toBe(204);
    expect((await server.ask("DELETE", `/api/kernels/${made.json.id}`)).status).toBe(204);
    expect(isAlive(pid)).toBe(false);
    for (const method of ["GET", "DELETE"])
      expect((await server.ask(method, `/api/kernels/${made.json.id}`)).status).toBe(404);
    for (const action of ["interrupt", "restart"])
      expect((await server.ask("POST", `/api/kernels/${made.json.id}/${action}`)).status).toBe(404);
  });

  test("are no more than the limit, and the one too many is told why", async () => {
    const all = await Promise.all([1, 2, 3].map(() => server.ask("POST", "/api/kernels", {})));
    expect(all.map(({ status }) => status).sort()).toEqual([201, 201, 503]);
    expect(all.find(({ status }) => status === 503)?.json.message).toMatch(
      /^2 kernels run already.*Shut one down/,
    );
  });

  test.each([
    [{ name: "python3" }, 400, /no kernel "python3", only "tslab-notebook"/],
    [{ name: "__proto__" }, 400, /no kernel "__proto__"/],
    [{ name: 7 }, 400, /"name" must be a text/],
    [{ path: "../elsewhere/x.ipynb" }, 400, /begins with a dot/],
    ['{"name":', 400, /not JSON/],
    ["[]", 400, /not a JSON object/],
  ])("that cannot be meant are refused: %j", async (body, status, message) => {
    const { status: given, json } = await server.ask("POST", "/api/kernels", body);
    expect([given, json.message]).toEqual([status, expect.stringMatching(message)]);
  });

  test("of no kind have no picture and no description", async () => {
    for (const path of [
      "/kernelspecs/tslab-notebook/kernel.json",
      "/kernelspecs/__proto__/logo-svg.svg",
      "/kernelspecs/tslab-notebook/..%2f..%2fpackage.json",
    ])
      expect((await server.ask("GET", path)).status).toBe(404);
    expect((await server.ask("GET", "/api/kernelspecs/constructor")).status).toBe(400);
    expect((await server.ask("GET", "/api/kernelspecs/tslab-notebook")).json.name).toBe("tslab-notebook");
  });

  test("that do not start are an error with their last words, and leave nothing", async () => {
    const broken = await startKernelServer({ env: { NODE_OPTIONS: "--no-such-option" } });
    const { status, json } = await broken.ask("POST", "/api/kernels", {});
    expect([status, json.message]).toEqual([
      500,
      expect.stringMatching(/ended with code 9 .*--no-such-option/),
    ]);
    expect((await broken.ask("GET", "/api/kernels")).text).toBe("[]");
    await broken.close();
  });

  test("end with the server, also those that start or are caught in a loop", async () => {
    const own = await startKernelServer();
    const { json } = await own.ask("POST", "/api/kernels", {});
    const pid = await pidOf(own, json.id);
    const socket = await own.socket(`/api/kernels/${json.id}/channels`);
    const loop = socket.send("execute_request", cell("await null; for (;;) {}"));
    await expect
      .poll(() => socket.seen.some(({ parent, type }) => parent === loop && type === "execute_input"))
      .toBe(true);
    const late = own.ask("POST", "/api/kernels", {}).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await own.close();
    await late;
    expect(isAlive(pid)).toBe(false);
  });

  test("whose folder is gone do not come back, and say why", async () => {
    mkdirSync(join(server.root, "short"));
    const session = await server.ask("POST", "/api/sessions", document("short/x.ipynb"));
    const { id } = session.json.kernel as { id: string };
    rmSync(join(server.root, "short"), { recursive: true });
    const restart = await server.ask("POST", `/api/kernels/${id}/restart`);
    expect([restart.status, restart.json.message]).toEqual([
      500,
      expect.stringMatching(/cannot be started in/),
    ]);
    expect((await server.ask("GET", `/api/kernels/${id}`)).json.execution_state).toBe("dead");
    mkdirSync(join(server.root, "short"));
    const again = await server.ask("POST", "/api/sessions", document("short/x.ipynb"));
    expect(again.json.id).toBe(session.json.id);
    expect(again.json.kernel).toMatchObject({ execution_state: "idle" });
    expect((await server.ask("GET", `/api/kernels/${id}`)).status).toBe(404);
  });
});

describe("sessions", () => {
  test("give one document one kernel, also when two pages ask at once", async () => {
    const body = document("notebooks/one.ipynb", { name: "tslab-notebook" });
    const both = await Promise.all([1, 2].map(() => server.ask("POST", "/api/sessions", body)));
    const later = await server.ask("POST", "/api/sessions", body);
    expect([...both, later].map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set([...both, later].map(({ json }) => json.id)).size).toBe(1);
    expect(JSON.parse((await server.ask("GET", "/api/kernels")).text)).toHaveLength(1);
    expect(later.json).toMatchObject({
      path: "notebooks/one.ipynb",
      type: "notebook",
      notebook: { path: "notebooks/one.ipynb" },
      kernel: { name: "tslab-notebook" },
    });
    const console = await server.ask("POST", "/api/sessions", { ...body, type: "console" });
    expect(console.json.id).not.toBe(later.json.id);
  });

  test("share a kernel, which ends with the last of them", async () => {
    const first = await server.ask("POST", "/api/sessions", document("notebooks/a.ipynb"));
    const kernel = first.json.kernel as { id: string };
    const second = await server.ask(
      "POST",
      "/api/sessions",
      document("notebooks/b.ipynb", { id: kernel.id }),
    );
    expect(second.json.kernel).toMatchObject({ id: kernel.id });
    expect((await server.ask("DELETE", `/api/sessions/${first.json.id}`)).status).toBe(204);
    expect((await server.ask("GET", `/api/kernels/${kernel.id}`)).status).toBe(200);
    expect((await server.ask("DELETE", `/api/sessions/${second.json.id}`)).status).toBe(204);
    expect((await server.ask("GET", `/api/kernels/${kernel.id}`)).status).toBe(404);
    expect((await server.ask("DELETE", `/api/sessions/${second.json.id}`)).status).toBe(404);
  });

  test("end with their kernel", async () => {
    const { json } = await server.ask("POST", "/api/sessions", document("notebooks/c.ipynb"));
    await server.ask("DELETE", `/api/kernels/${(json.kernel as { id: string }).id}`);
    expect((await server.ask("GET", "/api/sessions")).text).toBe("[]");
    expect((await server.ask("GET", `/api/sessions/${json.id}`)).status).toBe(404);
    expect((await server.ask("PATCH", `/api/sessions/${json.id}`, { path: "x.ipynb" })).status).toBe(404);
  });

  test("follow a document that is renamed, with their kernel", async () => {
    const { json } = await server.ask("POST", "/api/sessions", document("notebooks/d.ipynb"));
    const renamed = await server.ask("PATCH", `/api/sessions/${json.id}`, {
      path: "notebooks/e.ipynb",
      name: "e.ipynb",
    });
    expect(renamed.json).toMatchObject({ id: json.id, path: "notebooks/e.ipynb", name: "e.ipynb" });
    expect(renamed.json.kernel).toMatchObject({ id: (json.kernel as { id: string }).id });
    const reopened = await server.ask("POST", "/api/sessions", document("notebooks/e.ipynb"));
    expect(reopened.json.id).toBe(json.id);
  });

  test.each([
    ["../x.ipynb", 400],
    ["notebooks/../../x.ipynb", 400],
    ["notebooks/..", 400],
    ["..\\x.ipynb", 400],
    ["notebooks/a\0b.ipynb", 400],
    [".git/x.ipynb", 400],
    ["nowhere/x.ipynb", 404],
    ["file.txt/x.ipynb", 404],
    ["leads-out/x.ipynb", 403],
    ["leads-nowhere/x.ipynb", 404],
    ["", 400],
    [7, 400],
    ["x".repeat(5_000), 400],
  ])("of a document that is not inside of the root are refused: %j", async (path, status) => {
    for (const name of ["leads-out", "leads-nowhere"]) rmSync(join(server.root, name), { force: true });
    symlinkSync(tmpdir(), join(server.root, "leads-out"));
    symlinkSync(join(server.root, "nothing"), join(server.root, "leads-nowhere"));
    writeFileSync(join(server.root, "file.txt"), "");
    const refused = await server.ask("POST", "/api/sessions", { ...document(""), path });
    expect([refused.status, refused.text]).toEqual([status, expect.not.stringContaining(server.root)]);
    expect((await server.ask("GET", "/api/kernels")).text).toBe("[]");
  });

  test.each([
    [{ path: "x.ipynb", kernel: "tslab" }, 400],
    [{ path: "x.ipynb", kernel: { id: "nobody" } }, 404],
    [{ path: "x.ipynb", kernel: { name: ["tslab-notebook"] } }, 400],
    [{ kernel: {} }, 400],
    ['{"path":"x.ipynb","kernel":{"__proto__":{"name":"python3"},"id":"__proto__"}}', 404],
  ])("that make no sense are refused: %j", async (body, status) => {
    expect((await server.ask("POST", "/api/sessions", body)).status).toBe(status);
    expect((await server.ask("GET", "/api/sessions/__proto__")).status).toBe(404);
  });
});
