import { tmpdir } from "node:os";
import { type Kernel, startKernel } from "tslab-kernel";
import { afterAll, beforeAll, expect, test } from "vitest";
import { run } from "./support.js";

let kernel: Kernel;
beforeAll(async () => {
  kernel = await startKernel({ cwd: tmpdir() });
});
afterAll(() => kernel.shutdown());

/** The MIME bundle of a cell's only output, and its type. */
async function output(code: string) {
  const { events, result } = await run(kernel, code);
  expect(result.error?.traceback.join("\n") ?? "").toBe("");
  const [event] = events;
  if (event?.type !== "output" || !("data" in event.output)) throw new Error(JSON.stringify(events));
  return { ...event.output, executionCount: result.executionCount };
}

test("the last expression is a result with the count of its cell", async () => {
  const shown = await output("const t = 1 + 1;\nt");
  expect(shown).toMatchObject({ output_type: "execute_result", data: { "text/plain": "2" } });
  expect(Reflect.get(shown, "execution_count")).toBe(shown.executionCount);
});

test("a last expression that writes keeps its line", async () => {
  const { stdout, value } = await run(kernel, "process.stdout.write('no newline')");
  expect([stdout, value]).toEqual(["no newline", "true"]);
});

test("a promise is awaited, and undefined shows nothing", async () => {
  expect((await output("new Promise((done) => setTimeout(() => done('held'), 20))")).data).toEqual({
    "text/plain": "'held'",
  });
  expect((await run(kernel, "undefined")).events).toEqual([]);
  expect((await run(kernel, "Promise.reject(new RangeError('no'))")).result.error?.ename).toBe("RangeError");
});

test.each([
  ["an arquero table", "import * as aq from 'arquero'; aq.table({ a: [1, 2], b: ['<x>', null] })"],
  ["a danfojs frame", "import * as dfd from 'danfojs-node'; new dfd.DataFrame([{ a: 1, b: '<x>' }])"],
  ["records", "[{ a: 1, b: '<x>' }, { a: 2 }]"],
  ["a Map", "new Map([['a', { b: '<x>' }]])"],
])("%s is shown as a table, its text escaped", async (_, code) => {
  const { data } = await output(code);
  expect(data["text/html"]).toMatch(/<table[\s\S]*&lt;x&gt;|<table/);
  expect(data["text/html"]).not.toContain("<x>");
  expect(data["text/html"]).not.toContain("[object Object]");
});

test("what shows itself does so as in Deno", async () => {
  const { data } = await output(
    "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/markdown': '**x**' }) })",
  );
  expect(data["text/markdown"]).toBe("**x**");
});

test("console.table gives a table", async () => {
  const shown = await output("console.table([{ a: 1 }])");
  expect(shown.output_type).toBe("display_data");
  expect(shown.data["text/html"]).toContain("<table");
  expect(shown.data["text/plain"]).toContain("│");
});

test("bytes of a picture are a picture", async () => {
  const png =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR4nGNgYGBgAAAABQABpfZFQAAAAABJRU5ErkJggg==";
  expect((await output(`new Uint8Array(Buffer.from("${png}", "base64"))`)).data["image/png"]).toBe(png);
});

test("tslab's display shows, and shows anew under an id", async () => {
  const { events } = await run(
    kernel,
    "import { display, newDisplay, versions } from 'tslab'; display.html('<b>b</b>'); const d = newDisplay(); d.text('1'); d.text('2'); console.log(typeof versions.tslab, versions.node === process.version)",
  );
  expect(events).toMatchObject([
    { type: "output", output: { output_type: "display_data", data: { "text/html": "<b>b</b>" } } },
    { type: "output", output: { data: { "text/plain": "1" } } },
    { type: "update", data: { "text/plain": "2" } },
    { type: "output", output: { text: "string true\n" } },
  ]);
});
