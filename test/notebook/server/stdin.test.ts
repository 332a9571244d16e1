import type { KernelMessage, Session } from "@jupyterlab/services";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { scripted } from "../../kernel/scripted.js";
import {
  cell,
  connectServices,
  isDone,
  type KernelServer,
  type Services,
  startKernelServer,
  type TestSocket,
  textFor,
} from "./kernels-support.js";

/** What cells ask the person at the page. */

let server: KernelServer;
let id: string;

const open = (session: string, protocols?: readonly string[]) =>
  server.socket(`/api/kernels/${id}/channels?session_id=${session}`, protocols);
const asking = (code: string) => ({ ...cell(code), allow_stdin: true });
const questions = ({ seen }: TestSocket) => seen.filter(({ type }) => type === "input_request");
const isAsked = (tab: TestSocket, times = 1) =>
  expect.poll(() => questions(tab).length, { timeout: 5_000 }).toBe(times);
const answer = (tab: TestSocket, value: string) =>
  tab.send("input_reply", { status: "ok", value }, { channel: "stdin" });
const errorOf = ({ seen }: TestSocket) => seen.find(({ type }) => type === "error")?.content.evalue;
const GONE = "The page that was asked has gone: run the cell again.";

beforeAll(async () => {
  server = await startKernelServer({ ...scripted(), keeping: { ms: 700 } });
  id = (await server.ask("POST", "/api/kernels", {})).json.id;
});

afterAll(() => server.close());

describe("a cell that asks", () => {
  test.each([["v1.kernel.websocket.jupyter.org"], []])(
    "asks the page that has sent it and no other, and gets its answer (%s)",
    async (...protocols) => {
      const [page, other] = [await open("page", protocols), await open("other")];
      const request = page.send(
        "execute_request",
        asking("print('first'); print(await ask('Secret?', true))"),
      );
      await isAsked(page);
      expect(questions(page)).toEqual([
        expect.objectContaining({
          channel: "stdin",
          parent: request,
          content: { prompt: "Secret?", password: true },
        }),
      ]);
      expect(textFor(page, request)).toBe("first\n");
      answer(other, "not asked");
      answer(page, "hush");
      await expect.poll(() => isDone(page, request)).toBe(true);
      expect(textFor(page, request)).toBe("first\nhush\n");
      expect(questions(other)).toEqual([]);
      for (const { socket } of [page, other]) socket.close();
    },
  );

  test("goes on when its page has lost the connection and is back", async () => {
    const page = await open("flickers");
    const request = page.send("execute_request", asking("await pause(300); print(await ask('Name?'))"));
    await expect.poll(() => page.seen.some(({ type }) => type === "execute_input")).toBe(true);
    page.socket.terminate();
    await page.closed;
    await new Promise((resolve) => setTimeout(resolve, 450));
    const back = await open("flickers");
    await isAsked(back);
    answer(back, "Ada");
    await expect.poll(() => textFor(back, request)).toBe("Ada\n");
    back.socket.close();
  });

  test("is not asked twice for one question when the page knows it already", async () => {
    const page = await open("knows");
    const request = page.send("execute_request", asking("print(await ask('Name?'))"));
    await isAsked(page);
    await new Promise((resolve) => setTimeout(resolve, 100));
    page.socket.terminate();
    await page.closed;
    const back = await open("knows");
    answer(back, "Ada");
    await expect.poll(() => textFor(back, request)).toBe("Ada\n");
    expect(questions(back)).toEqual([]);
    back.socket.close();
  });

  test.each([
    ["is closed or loaded anew", (page: TestSocket) => page.socket.close(1001)],
    ["is lost and does not come back", (page: TestSocket) => page.socket.terminate()],
  ])("fails when its page %s", async (_, leave) => {
    const watcher = await open("watcher");
    const page = await open(crypto.randomUUID());
    const request = page.send("execute_request", asking("print(await ask('Name?'))"));
    await isAsked(page);
    leave(page);
    await expect.poll(() => errorOf(watcher), { timeout: 5_000 }).toBe(GONE);
    const next = watcher.send("execute_request", cell("print('on')"));
    await expect.poll(() => textFor(watcher, next)).toBe("on\n");
    expect(textFor(watcher, request)).toBe("");
    watcher.socket.close();
  });

  test("can be interrupted while it waits, and a late answer is not taken for that to the next question", async () => {
    const page = await open("interrupts");
    const first = page.send("execute_request", asking("await ask('Name?')"));
    await isAsked(page);
    await server.ask("POST", `/api/kernels/${id}/interrupt`);
    await expect.poll(() => isDone(page, first)).toBe(true);
    expect(errorOf(page)).toBe("Interrupted");
    answer(page, "late");
    const next = page.send("execute_request", asking("print(await ask('Again?'))"));
    await isAsked(page, 2);
    answer(page, "in time");
    await expect.poll(() => textFor(page, next)).toBe("in time\n");
    page.socket.close();
  });
});

test("Jupyter's own client shows the question and sends the answer", async () => {
  const services: Services = await connectServices(server);
  const session: Session.ISessionConnection = await services.sessions.startNew({
    path: "notebooks/asks.ipynb",
    name: "asks.ipynb",
    type: "notebook",
    kernel: { name: "tslab-notebook" },
  });
  const kernel = session.kernel;
  if (kernel === null) throw new Error("The session has no kernel.");
  await kernel.info;
  const future = kernel.requestExecute({ code: "print(await ask('Name?'))" });
  const prompts: string[] = [];
  const texts: string[] = [];
  future.onStdin = (message) => {
    if (message.header.msg_type !== "input_request") return;
    const { content, header } = message as KernelMessage.IInputRequestMsg;
    prompts.push(content.prompt);
    kernel.sendInputReply({ status: "ok", value: "Ada" }, header);
  };
  future.onIOPub = ({ content }) => {
    if ("text" in content) texts.push(String(content.text));
  };
  expect((await future.done)?.content.status).toBe("ok");
  expect([prompts, texts]).toEqual([["Name?"], ["Ada\n"]]);
  services.dispose();
});
