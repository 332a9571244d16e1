import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ContentsManager, KernelSpecManager, type Session } from "@jupyterlab/services";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createContents } from "../../../lib/notebook/server/contents/index.js";
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
  server = await startKernelServer({}, (root) => [createContents(root, { data: join(root, ".data") })]);
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
  test("finds the kernels, the project's own first, with their pictures", async () => {
    const specs = new KernelSpecManager({ serverSettings: services.settings });
    await specs.ready;
    expect(specs.specs?.default).toBe("tslab-notebook");
    expect(specs.specs?.kernelspecs["tslab-notebook"]).toMatchObject({
      language: "typescript",
      display_name: "TypeScript (tslab-notebook)",
    });
    expect(specs.specs?.kernelspecs["tslab-notebook-javascript"]?.language).toBe("javascript");
    const logo = await server.ask(
      "GET",
      specs.specs?.kernelspecs["tslab-notebook"]?.resources["logo-svg"] ?? "",
    );
    expect(logo.text).toMatch(/^<svg .*<\/svg>$/);
    expect(logo.headers.get("content-type")).toBe("image/svg+xml");
    specs.dispose();
  });

  test("makes, saves, renames, copies and deletes documents", async () => {
    const contents = new ContentsManager({ serverSettings: services.settings });
    const made = await contents.newUntitled({ path: "notebooks", type: "notebook" });
    const content = {
      cells: [
        { cell_type: "code", id: "one", source: "1 + 1", metadata: {}, outputs: [], execution_count: null },
      ],
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    };
    await contents.save(made.path, { type: "notebook", format: "json", content });
    await contents.rename(made.path, "notebooks/named.ipynb");
    const copy = await contents.copy("notebooks/named.ipynb", "notebooks");
    expect(copy.path).not.toBe("notebooks/named.ipynb");
    expect((await contents.get(copy.path)).content.cells[0].source).toBe("1 + 1");
    await contents.delete(copy.path);
    const { content: entries } = await contents.get("notebooks");
    expect(entries.map(({ name }: { name: string }) => name)).toEqual(["named.ipynb"]);
    const written = JSON.parse(readFileSync(join(server.root, "notebooks", "named.ipynb"), "utf8"));
    expect(written.cells[0].id).toBe("one");
    contents.dispose();
  });

  test("is told of a language that its editor knows", async () => {
    expect(await kernelOf().info).toMatchObject({
      status: "ok",
      language_info: {
        name: "typescript",
        file_extension: ".ts",
        mimetype: "text/typescript",
        codemirror_mode: "application/typescript",
      },
    });
  });

  test("runs cells in the folder of the notebook", async () => {
    expect(await execute(session, "process.cwd().endsWith('/notebooks')")).toEqual({
      status: "ok",
      shown: ["result true\n"],
    });
  });

  test("gets an error as an error, and not as text on stderr too", async () => {
    expect(await execute(session, "throw new RangeError('too far')")).toEqual({
      status: "error",
      shown: ["error RangeError: too far"],
    });
    expect(await execute(session, "const n: number = 'text'")).toEqual({
      status: "error",
      shown: [`error TypeScriptError: Type 'string' is not assignable to type 'number'.`],
    });
    expect(await execute(session, "void Promise.reject(new Error('nobody'))")).toEqual({
      status: "error",
      shown: ["error Error: nobody"],
    });
  });

  test("gets the error of a timer after the end of its cell", async () => {
    const future = kernelOf().requestExecute(
      { code: "void setTimeout(() => { throw new Error('late') }, 50)" },
      false,
    );
    const errors: string[] = [];
    future.onIOPub = ({ header, content }) => {
      if (header.msg_type === "error" && "evalue" in content) errors.push(String(content.evalue));
    };
    expect((await future.done)?.content.status).toBe("ok");
    await expect.poll(() => errors).toEqual(["late"]);
    future.dispose();
  });

  test("after an error, aborts what was sent with it, and runs what is sent next", async () => {
    const codes = ["throw new Error('the first')", ...Array.from({ length: 40 }, (_, index) => `${index}`)];
    const results = await Promise.all(codes.map((code) => execute(session, code)));
    expect(results.map(({ status }) => status)).toEqual(["error", ...Array(40).fill("aborted")]);
    expect(results.slice(1).flatMap(({ shown }) => shown)).toEqual([]);
    expect(await execute(session, "'at once'")).toEqual({ status: "ok", shown: ["result at once\n"] });
  });

  test("may ask that an error stops nothing", async () => {
    const codes = ["throw new Error('the first')", "1", "2"];
    const results = await Promise.all(codes.map((code) => execute(session, code, { stop_on_error: false })));
    expect(results.map(({ status }) => status)).toEqual(["error", "ok", "ok"]);
  });

  test("is shown a busy kernel until the last of its cells is done", async () => {
    const states: string[] = [];
    const note = (_: unknown, state: string): void => void states.push(state);
    await execute(session, "1");
    kernelOf().statusChanged.connect(note);
    const cells = Promise.all(
      [1, 2, 3].map((n) => execute(session, `await new Promise((r) => setTimeout(r, 60)); ${n}`)),
    );
    await new Promise((resolve) => setTimeout(resolve, 30));
    await kernelOf().requestComplete({ code: "cons", cursor_pos: 4 });
    await kernelOf().requestKernelInfo();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(states.at(-1)).toBe("busy");
    expect((await server.ask("GET", `/api/kernels/${kernelOf().id}`)).json.execution_state).toBe("busy");
    await cells;
    expect(states.at(-1)).toBe("idle");
    expect((await server.ask("GET", `/api/kernels/${kernelOf().id}`)).json.execution_state).toBe("idle");
    kernelOf().statusChanged.disconnect(note);
  });

  test("completes and explains, and counts emoji as one character each", async () => {
    await execute(session, "/** Says how far. */ function distance(from: string): number { return 1 }");
    const code = "'😀😀'; distan";
    const { content } = await kernelOf().requestComplete({ code, cursor_pos: [...code].length });
    expect(content).toMatchObject({ matches: ["distance"], cursor_start: 6, cursor_end: 12 });
    expect(content).toMatchObject({
      metadata: { _jupyter_types_experimental: [{ text: "distance", type: "function" }] },
    });
    const help = await kernelOf().requestInspect({ code: "'😀'; distance", cursor_pos: 7, detail_level: 0 });
    expect(JSON.stringify(help.content)).toContain("distance(from: string): number");
    const builtin = await kernelOf().requestInspect({ code: "parseInt", cursor_pos: 2, detail_level: 0 });
    expect(JSON.stringify(builtin.content)).toContain("Converts a string to an integer.");
  });

  test("gets an answer to what tslab does not know", async () => {
    const history = await kernelOf().requestHistory({
      hist_access_type: "tail",
      n: 10,
      output: false,
      raw: true,
    });
    expect(history.content).toEqual({ status: "ok", history: [] });
    expect((await kernelOf().requestCommInfo({})).content).toEqual({ status: "ok", comms: {} });
    const whole = await kernelOf().requestIsComplete({ code: "function f() {" });
    expect(whole.content.status).toBe("incomplete");
  });

  test("gets 20 MB of output complete and in order", async () => {
    let text = "";
    const future = kernelOf().requestExecute({
      code: "for (let i = 0; i < 200_000; i++) console.log(String(i).padStart(99, '.'))",
    });
    future.onIOPub = ({ header, content }) => {
      text += shownBy(header.msg_type, content);
    };
    await future.done;
    const lines = text.split("\n");
    expect(text).toHaveLength(20_000_000);
    expect(
      lines.findIndex((line, index) => index < 200_000 && Number(line.replace(/^\.+/, "")) !== index),
    ).toBe(-1);
  });
});
