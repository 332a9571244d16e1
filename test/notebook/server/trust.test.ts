import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openTrust } from "../../../lib/notebook/server/contents/trust.js";
import { createContents } from "../../../lib/notebook/server/index.js";
import { ask, asProgram, type Reply, serve, serveContents, tempFolder } from "./support.js";

const json = ({ text }: Reply) => JSON.parse(text);
const HTML = [{ output_type: "display_data", data: { "text/html": "<script>act()</script>" }, metadata: {} }];
const PNG = [{ output_type: "display_data", data: { "image/png": "AAAA", "text/plain": "a" }, metadata: {} }];
const PRINTED = [{ output_type: "stream", name: "stdout", text: "<script>act()</script>" }];

function notebook(...cells: readonly { outputs: object[]; trusted?: unknown }[]) {
  return {
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: cells.map(({ outputs, trusted }, index) => ({
      cell_type: "code",
      id: `c${index}`,
      metadata: trusted === undefined ? {} : { trusted },
      source: "",
      execution_count: null,
      outputs,
    })),
  };
}

async function project() {
  const served = await serveContents();
  const flags = async () =>
    json(await served.get("/api/contents/a.ipynb")).content.cells.map(
      ({ metadata }: { metadata: { trusted?: unknown } }) => metadata.trusted,
    );
  const save = (content: object) =>
    served.send("PUT", "/api/contents/a.ipynb", { type: "notebook", content });
  return { ...served, file: join(served.root, "a.ipynb"), flags, save };
}

describe("a notebook of somebody else", () => {
  it("is trusted cell by cell, where a cell has nothing that could act", async () => {
    const { file, flags } = await project();
    writeFileSync(
      file,
      JSON.stringify(notebook({ outputs: [] }, { outputs: HTML }, { outputs: PNG }, { outputs: PRINTED })),
    );
    expect(await flags()).toEqual([true, false, true, true]);
  });

  it.each([
    "application/javascript",
    "text/markdown",
    "text/latex",
    "image/svg+xml",
    "application/vnd.plotly.v1+json",
    "application/pdf",
    "text/plain2",
    "TEXT/HTML",
  ])("is not trusted with %s", async (mime) => {
    const { file, flags } = await project();
    const outputs = [
      {
        output_type: "execute_result",
        execution_count: 1,
        data: { "text/plain": "", [mime]: "x" },
        metadata: {},
      },
    ];
    writeFileSync(file, JSON.stringify(notebook({ outputs })));
    expect(await flags()).toEqual([false]);
  });

  it("cannot say of itself that it is trusted", async () => {
    const { file, flags } = await project();
    const content = notebook({ outputs: HTML, trusted: true });
    writeFileSync(file, JSON.stringify({ ...content, metadata: { trusted: true, signature: "sha256:00" } }));
    expect(await flags()).toEqual([false]);
  });

  it("stays untrusted when it is saved as it was opened", async () => {
    const { save, flags } = await project();
    await save(notebook({ outputs: HTML, trusted: false }, { outputs: HTML, trusted: true }));
    expect(await flags()).toEqual([false, false]);
    await save(notebook({ outputs: HTML }));
    expect(await flags()).toEqual([false]);
    await save(notebook({ outputs: HTML, trusted: "true" }));
    expect(await flags()).toEqual([false]);
  });

  it("is trusted once the user says so", async () => {
    const { file, flags, send } = await project();
    writeFileSync(file, JSON.stringify(notebook({ outputs: HTML })));
    expect((await send("POST", "/api/contents/a.ipynb/trust")).status).toBe(201);
    expect(await flags()).toEqual([true]);
  });
});

describe("a notebook that was run and saved here", () => {
  it("is trusted, also after the server was started anew, and its file says nothing of it", async () => {
    const { root, data, file, save, flags } = await project();
    await save(notebook({ outputs: HTML, trusted: true }));
    expect(await flags()).toEqual([true]);
    expect(readFileSync(file, "utf8")).not.toContain("trusted");
    const again = await serve([createContents(root, { data })]);
    const reply = await ask(again.port, { path: "/api/contents/a.ipynb", headers: asProgram(again) });
    expect(json(reply).content.cells[0].metadata.trusted).toBe(true);
  });

  it("is trusted under another name and in another form, as it is the same notebook", async () => {
    const { root, file, save, get } = await project();
    await save(notebook({ outputs: HTML, trusted: true }));
    writeFileSync(join(root, "b.ipynb"), JSON.stringify(JSON.parse(readFileSync(file, "utf8"))));
    expect(json(await get("/api/contents/b.ipynb")).content.cells[0].metadata.trusted).toBe(true);
  });

  it("is no longer trusted when other hands have changed it", async () => {
    const { file, save, flags } = await project();
    await save(notebook({ outputs: HTML, trusted: true }));
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace("act()", "acf()"));
    expect(await flags()).toEqual([false]);
    writeFileSync(file, text);
    expect(await flags()).toEqual([true]);
  });

  it("is not trusted by another user, or with another secret", async () => {
    const { root, save } = await project();
    await save(notebook({ outputs: HTML, trusted: true }));
    const other = await serve([createContents(root, { data: tempFolder() })]);
    const reply = await ask(other.port, { path: "/api/contents/a.ipynb", headers: asProgram(other) });
    expect(json(reply).content.cells[0].metadata.trusted).toBe(false);
  });

  it("is trusted when it is put back from its checkpoint", async () => {
    const { save, flags, send } = await project();
    await save(notebook({ outputs: HTML, trusted: true }));
    await send("POST", "/api/contents/a.ipynb/checkpoints");
    await save(notebook({ outputs: HTML, trusted: false }));
    await send("POST", "/api/contents/a.ipynb/checkpoints/checkpoint");
    expect(await flags()).toEqual([true]);
  });

  it("is not trusted when it was sent as a file", async () => {
    const { send, flags } = await project();
    const content = JSON.stringify(notebook({ outputs: HTML, trusted: true }));
    await send("PUT", "/api/contents/a.ipynb", { type: "file", format: "text", content });
    expect(await flags()).toEqual([false]);
  });
});

describe("signatures", () => {
  it.skipIf(process.platform === "win32")("and their secret are for the user's eyes only", () => {
    const folder = join(tempFolder(), "trust");
    openTrust(folder).add("a");
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    for (const name of readdirSync(folder)) expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual(["secret", "signatures"]);
    expect(readFileSync(join(folder, "secret"))).toHaveLength(32);
  });

  it("are seen by two servers of one user, whoever adds them", () => {
    const folder = tempFolder();
    const [one, other] = [openTrust(folder), openTrust(folder)];
    one.add("a");
    other.add("b");
    expect([one.knows("b"), other.knows("a"), one.knows("c")]).toEqual([true, true, false]);
  });

  it("are kept for the newest ten thousand at least, and for twice as many at most", () => {
    const folder = tempFolder();
    const trust = openTrust(folder);
    trust.add("oldest");
    const others = Array.from({ length: 19_998 }, (_, index) => index.toString(16).padStart(64, "0"));
    writeFileSync(join(folder, "signatures"), `${others.join("\n")}\n`, { flag: "a" });
    expect(trust.knows("oldest")).toBe(true);
    trust.add("newest");
    expect([trust.knows("oldest"), trust.knows("newest")]).toEqual([false, true]);
    expect(readFileSync(join(folder, "signatures"), "utf8").trimEnd().split("\n")).toHaveLength(10_000);
  });

  it("are worth nothing without their secret, which is made anew where it is broken", () => {
    const folder = tempFolder();
    openTrust(folder).add("a");
    writeFileSync(join(folder, "secret"), "");
    const trust = openTrust(folder);
    expect(trust.knows("a")).toBe(false);
    trust.add("a");
    expect(openTrust(folder).knows("a")).toBe(true);
    // Nobody's empty line is a signature.
    writeFileSync(join(folder, "signatures"), "\n\n");
    expect(trust.knows("")).toBe(false);
  });

  it("do not fail where the folder was there before", () => {
    const folder = tempFolder();
    mkdirSync(join(folder, "trust"));
    expect(openTrust(join(folder, "trust")).knows("a")).toBe(false);
  });
});
