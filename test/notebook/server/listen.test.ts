import { request } from "node:http";
import { connect } from "node:net";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { UserError } from "../../../lib/notebook/errors.js";
import { HttpError, type Part, startServer } from "../../../lib/notebook/server/index.js";
import { ask, asProgram, serve } from "./support.js";

const ECHO: Part = {
  routes: [
    { method: "GET", path: "/api/one/:name", handle: ({ params }) => ({ json: { ...params } }) },
    { method: "GET", path: "/api/rest/*path", handle: ({ params }) => ({ json: { ...params } }) },
    { method: "POST", path: "/api/body", handle: async ({ json }) => ({ json: await json() }) },
    {
      method: "POST",
      path: "/api/large",
      bodyLimit: 3_000_000,
      handle: async ({ json }) => ({ json: Object.keys(await json()) }),
    },
    { method: "GET", path: "/api/stream", handle: () => ({ body: Readable.from(["a", "b"]) }) },
    { method: "DELETE", path: "/api/nothing", handle: () => ({ status: 204 }) },
    {
      method: "GET",
      path: "/api/fault/:kind",
      handle: ({ params }) => {
        if (params.kind === "http") throw new HttpError(409, "It is taken.");
        if (params.kind === "user") throw new UserError("x.ipynb: not a notebook", "Open another.");
        throw new Error("a secret of the server");
      },
    },
  ],
};

async function echo(path: string, method = "GET", body?: string | Buffer) {
  const server = await serve([ECHO]);
  return ask(server.port, { method, path, headers: asProgram(server), body });
}

describe("the address of a request", () => {
  it("fills the names of a pattern with decoded parts", async () => {
    expect(JSON.parse((await echo("/api/one/a%20%C3%A9")).text)).toEqual({ name: "a é" });
    expect(JSON.parse((await echo("/api/rest/a/b%20c")).text)).toEqual({ path: "a/b c" });
  });

  it("gives an empty rest where nothing is left", async () => {
    expect(JSON.parse((await echo("/api/rest")).text)).toEqual({ path: "" });
    expect(JSON.parse((await echo("/api/rest/?content=1")).text)).toEqual({ path: "" });
  });

  it.each([
    ["/api/one", 404],
    ["/api/one/a/b", 404],
    ["/api/none", 404],
    ["/api/body", 405],
    ["/api/one/%E0%A4%A", 400],
    ["/api/one/%00", 404],
    ["/api/rest/../one/a", 404],
    ["/api/rest/%2e%2e/one", 404],
    ["/api/rest/a%2f..%2fb", 404],
    ["/api/rest/a%5c..%5cb", 404],
    ["*", 400],
    [`/api/one/${"a".repeat(9_000)}`, 414],
  ])("answers %.40s with %i", async (path, status) => {
    expect((await echo(path)).status).toBe(status);
  });

  it("decodes once", async () => {
    expect(JSON.parse((await echo("/api/one/%252e%252e")).text)).toEqual({ name: "%2e%2e" });
  });
});

describe("a body", () => {
  it.each([
    ["", 200],
    ['{"a":1}', 200],
    ["[1]", 400],
    ["null", 400],
    ["{", 400],
    [Buffer.from([0x22, 0xff, 0x22]), 400],
    [`{"a":${"[".repeat(100_000)}${"]".repeat(100_000)}}`, 400],
    [`{"a":"${"x".repeat(1_000_000)}"}`, 413],
  ])("%.20s is answered with its status", async (body, status) => {
    expect((await echo("/api/body", "POST", body)).status).toBe(status);
  });

  it("may be longer where its route says so, and no longer", async () => {
    expect((await echo("/api/large", "POST", `{"a":"${"x".repeat(2_000_000)}"}`)).status).toBe(200);
    expect((await echo("/api/large", "POST", `{"a":"${"x".repeat(3_000_000)}"}`)).status).toBe(413);
  });

  it("is measured as it comes where it does not say its length", async () => {
    const server = await serve([ECHO]);
    const status = await new Promise((resolve, reject) => {
      const headers = { ...asProgram(server), "Transfer-Encoding": "chunked" };
      const sent = request({ port: server.port, method: "POST", path: "/api/body", headers, agent: false });
      sent.on("response", (response) => resolve(response.resume().statusCode)).on("error", reject);
      for (let piece = 0; piece < 20; piece++) sent.write("x".repeat(100_000));
      sent.end();
    });
    expect(status).toBe(413);
  });
});

describe("an answer", () => {
  it("is JSON, a stream or nothing", async () => {
    const json = await echo("/api/one/a");
    expect(json.headers["content-type"]).toBe("application/json");
    expect((await echo("/api/stream")).text).toBe("ab");
    const nothing = await echo("/api/nothing", "DELETE");
    expect([nothing.status, nothing.text]).toEqual([204, ""]);
  });

  it("has no body where only its head was asked for", async () => {
    const head = await echo("/api/one/a", "HEAD");
    expect([head.status, head.text, head.headers["content-length"]]).toEqual([200, "", "12"]);
  });

  it("keeps others from guessing, framing, embedding, storing and learning where the reader was", async () => {
    for (const path of ["/api/one/a", "/api/none", "/api/one/%00"]) {
      const { headers } = await echo(path);
      expect(headers).toMatchObject({
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "cross-origin-opener-policy": "same-origin",
        "cross-origin-resource-policy": "same-origin",
        "referrer-policy": "no-referrer",
        "x-content-type-options": "nosniff",
        "x-frame-options": "DENY",
      });
      expect(headers["access-control-allow-origin"]).toBeUndefined();
    }
  });

  it("says what is wrong in the form that Jupyter's front end shows", async () => {
    const taken = await echo("/api/fault/http");
    expect([taken.status, JSON.parse(taken.text)]).toEqual([
      409,
      { message: "It is taken.", reason: null, traceback: "" },
    ]);
    const mendable = await echo("/api/fault/user");
    expect([mendable.status, JSON.parse(mendable.text).message]).toEqual([
      400,
      "x.ipynb: not a notebook. Open another.",
    ]);
  });

  it("tells the terminal, and nobody else, of a fault of the server", async () => {
    const faults: unknown[] = [];
    const server = await serve([ECHO], { report: (error) => void faults.push(error) });
    const reply = await ask(server.port, { path: "/api/fault/own", headers: asProgram(server) });
    expect(reply.status).toBe(500);
    expect(reply.text).not.toContain("secret");
    expect(faults).toEqual([new Error("a secret of the server")]);
  });
});

describe("a server", () => {
  it("names a port that is taken", async () => {
    const { port } = await serve([]);
    await expect(startServer([], { port })).rejects.toThrow(`Port ${port} cannot be used (EADDRINUSE).`);
  });

  it("names a host that is not its own", async () => {
    const options = { host: "192.0.2.1", token: "a token of my own, long enough" };
    await expect(startServer([], options)).rejects.toThrow("192.0.2.1 is no address of this machine");
  });

  it("ends with its parts and what is open, once", async () => {
    let closed = 0;
    const part: Part = {
      routes: [],
      sockets: [{ path: "/api/s", connect: () => undefined }],
      close: async () => {
        closed += 1;
      },
    };
    const server = await startServer([part]);
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/api/s?token=${server.token}`);
    const ended = new Promise((resolve) => socket.once("close", resolve));
    await new Promise((resolve) => socket.once("open", resolve));
    await Promise.all([server.close(), server.close(), ended]);
    expect(closed).toBe(1);
    await expect(ask(server.port, { path: "/" })).rejects.toThrow("ECONNREFUSED");
  });

  it("outlives what is no HTTP", async () => {
    const server = await serve([ECHO]);
    const reply = await new Promise<string>((resolve) => {
      const socket = connect(server.port, "127.0.0.1", () => socket.write("\0\r\n\r\n"));
      let text = "";
      socket.on("data", (data) => {
        text += data;
      });
      socket.on("close", () => resolve(text));
    });
    expect(reply).toMatch(/^HTTP\/1\.1 400 /);
    expect((await ask(server.port, { path: "/api/one/a", headers: asProgram(server) })).status).toBe(200);
  });

  it("listens on the loopback interface alone", async () => {
    const server = await serve([ECHO]);
    expect(server.address).toBe(`http://127.0.0.1:${server.port}/?token=${server.token}`);
    await expect(
      new Promise((resolve, reject) => {
        connect(server.port, "127.0.0.2", () => resolve("connected")).on("error", reject);
      }),
    ).rejects.toThrow("ECONNREFUSED");
  });
});
