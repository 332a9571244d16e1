import type { Session } from "@jupyterlab/services";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  connectServices,
  execute,
  type KernelServer,
  type Services,
  shownBy,
  startKernelServer,
} from "./kernels-support.js";

let server: KernelServer;
let services: Services;
let session: Session.ISessionConnection;

beforeAll(async () => {
  server = await startKernelServer();
  services = await connectServices(server);
  session = await services.sessions.startNew({
    path: "notebooks/new.ipynb",
    name: "new.ipynb",
    type: "notebook",
    kernel: { name: "tslab-notebook" },
  });
  await session.kernel?.info;
});

afterAll(async () => {
  services.dispose();
  await server.close();
});

const kernelOf = (): NonNullable<Session.ISessionConnection["kernel"]> => {
  if (session.kernel === null) throw new Error("The session has no kernel.");
  return session.kernel;
};

describe("Jupyter's own client", () => {
  test("interrupts a loop and an await that never end, and the kernel keeps its variables", async () => {
    await execute(session, "let kept = 41");
    for (const code of ["console.log('on'); for (;;) {}", "console.log('on'); await new Promise(() => {})"]) {
      const running = execute(session, code);
      await expect
        .poll(async () => (await server.ask("GET", `/api/kernels/${kernelOf().id}`)).json.execution_state)
        .toBe("busy");
      await new Promise((resolve) => setTimeout(resolve, 300));
      await kernelOf().interrupt();
      expect(await running).toEqual({
        status: "error",
        shown: ["stream on\n", "error Interrupted: The cell was interrupted."],
      });
    }
    expect((await execute(session, "kept + 1")).shown).toEqual(["result 42\n"]);
  });

  test("restarts a kernel that is in a loop, and goes on with a new one", async () => {
    const running = execute(session, "await null; for (;;) {}").catch((error: Error) => error.message);
    await expect.poll(() => kernelOf().status).toBe("busy");
    await kernelOf().restart();
    expect(await running).toMatch(/Canceled/);
    await kernelOf().info;
    expect((await execute(session, "typeof kept === 'undefined' ? 'new' : 'old'")).shown).toEqual([
      "result new\n",
    ]);
    expect(await execute(session, "'up'")).toEqual({ status: "ok", shown: ["result up\n"] });
  });

  test("hears that a kernel has crashed, why, and goes on with the one that is started in its place", async () => {
    const states: string[] = [];
    const errors: string[] = [];
    const note = (_: unknown, state: string): void => void states.push(state);
    kernelOf().statusChanged.connect(note);
    const future = kernelOf().requestExecute({ code: "process.exit(3)" });
    future.onIOPub = ({ header, content }) => {
      if (header.msg_type === "error" && "evalue" in content) errors.push(String(content.evalue));
    };
    await future.done.catch(() => undefined);
    await expect.poll(() => states, { timeout: 20_000 }).toContain("autorestarting");
    await expect.poll(() => kernelOf().status, { timeout: 20_000 }).toBe("idle");
    expect(errors).toEqual(["The kernel ended with code 3 while this cell ran."]);
    expect(await execute(session, "'again'")).toEqual({ status: "ok", shown: ["result again\n"] });
    expect(states.filter((state) => state === "autorestarting")).toHaveLength(1);
    kernelOf().statusChanged.disconnect(note);
  });

  test("works with 50 connections to a kernel at once", async () => {
    const model = { id: kernelOf().id, name: kernelOf().name };
    const all = Array.from({ length: 50 }, () => services.kernels.connectTo({ model, handleComms: false }));
    const replies = await Promise.all(
      all.map(async (kernel, index) => {
        const future = kernel.requestExecute({ code: `${index} * 2` });
        let text = "";
        future.onIOPub = ({ header, content }) => {
          text += shownBy(header.msg_type, content);
        };
        await future.done;
        return text;
      }),
    );
    expect(replies).toEqual(all.map((_, index) => `${index * 2}\n`));
    for (const kernel of all) kernel.dispose();
  });

  test("renames the document of a session, changes its kernel, and shuts it down", async () => {
    await session.setPath("notebooks/renamed.ipynb");
    expect((await server.ask("GET", `/api/sessions/${session.id}`)).json.path).toBe(
      "notebooks/renamed.ipynb",
    );
    const before = kernelOf().id;
    const changed = await session.changeKernel({ name: "tslab-notebook-javascript" });
    expect(changed?.id).not.toBe(before);
    expect((await server.ask("GET", `/api/kernels/${before}`)).status).toBe(404);
    expect((await execute(session, "const x = 1; x + 1")).shown).toEqual(["result 2\n"]);
    await session.shutdown();
    expect((await server.ask("GET", "/api/kernels")).text).toBe("[]");
    expect((await server.ask("GET", "/api/sessions")).text).toBe("[]");
  });
});
