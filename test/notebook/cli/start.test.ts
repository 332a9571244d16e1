import { spawn } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { isAlive } from "../faults/support.js";
import { type Calling, serve, TSNB, temporaryFolder, tsnb, writeNotebook } from "./tsnb.js";

const folder = temporaryFolder();
const notebooks = join(folder, "notebooks");
mkdirSync(notebooks);
writeNotebook(join(notebooks, "n.ipynb"), "process.pid");
const env = { TSLAB_NOTEBOOK_DATA: join(folder, "data"), TMPDIR: join(folder, "tmp") };
mkdirSync(env.TMPDIR);

const calls: Calling[] = [];
afterAll(async () => {
  for (const { child } of calls) child.kill("SIGKILL");
});

/** Starts the server and gives the link that it prints. */
async function started(...args: readonly string[]): Promise<{ calling: Calling; link: URL }> {
  const calling = serve([TSNB, "start", "--no-browser", ...args], folder, env);
  calls.push(calling);
  return { calling, link: await calling.link };
}

async function ended({ child, ended }: Calling): Promise<number | null> {
  child.kill("SIGINT");
  return (await ended).code;
}

describe("tsnb start", () => {
  test("prints a link that lets in, takes the next port where one is taken, and ends its kernels with itself", async () => {
    const one = await started("--no-spare");
    const other = await started("--no-spare");
    expect(one.link.hostname).toBe("127.0.0.1");
    expect(other.link.port).not.toBe(one.link.port);
    const api = (path: string, init: RequestInit = {}) =>
      fetch(new URL(path, one.link), {
        ...init,
        headers: { Authorization: `token ${one.link.searchParams.get("token")}` },
      });
    expect((await fetch(new URL("/api/contents", one.link))).status).toBe(403);
    expect(await (await api("/api/contents/notebooks?content=1")).json()).toMatchObject({
      content: [{ name: "n.ipynb" }],
    });
    const model = {
      path: "notebooks/n.ipynb",
      name: "n",
      type: "notebook",
      kernel: { name: "tslab-notebook" },
    };
    const session = await api("/api/sessions", { method: "POST", body: JSON.stringify(model) });
    expect(session.status).toBe(201);
    const kernels = kernelsOf(one.calling);
    expect(kernels).toHaveLength(1);
    expect([await ended(one.calling), await ended(other.calling)]).toEqual([130, 130]);
    expect(kernels.map(isAlive)).toEqual([false]);
    expect(readdirSync(env.TMPDIR).filter((name) => name.startsWith("tsnb-"))).toEqual([]);
  });

  test("leaves no kernel behind when it is killed, neither one of a notebook nor the one that waits for the next", async () => {
    const { calling, link } = await started();
    const call = fetch(new URL("/api/kernels", link), {
      method: "POST",
      body: "{}",
      headers: { Authorization: `token ${link.searchParams.get("token")}` },
    });
    expect((await call).status).toBe(201);
    await expect.poll(() => kernelsOf(calling).length, { timeout: 20_000 }).toBe(2);
    const kernels = kernelsOf(calling);
    calling.child.kill("SIGKILL");
    await expect.poll(() => kernels.filter(isAlive), { timeout: 10_000 }).toEqual([]);
    const folders = () => readdirSync(env.TMPDIR).filter((name) => name.startsWith("tsnb-kernel-"));
    await expect.poll(folders, { timeout: 10_000 }).toEqual([]);
  });

  test.each(["-1", "soon"])("refuses to end kernels after a time of %s", async (time) => {
    const { code, stderr } = await tsnb(["start", "--no-browser", "--cull-after", time], folder, env);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("--cull-after") });
  });

  test("sends the first page to the folder of notebooks", async () => {
    const { calling, link } = await started();
    const first = await fetch(link, { redirect: "manual" });
    expect(first.headers.get("location")).toBe("/tree/notebooks");
    expect(await ended(calling)).toBe(130);
  });

  test("keeps to the port that the user names, or says that it is taken", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const address = other.address();
    const port = typeof address === "object" ? address?.port : undefined;
    const { code, stderr } = await tsnb(["start", "--no-browser", "--port", String(port)], folder, env);
    other.close();
    expect({ code, last: stderr.trim().split("\n").at(-1) }).toEqual({
      code: 2,
      last: `Port ${port} cannot be used (EADDRINUSE). Choose another: --port.`,
    });
  });

  test("ends when npm is asked to end, although the shell between them does not tell it", async () => {
    const command = `"${process.execPath}" "${TSNB}" start --no-browser; true`;
    const shell = spawn("sh", ["-c", command], {
      cwd: folder,
      env: { ...process.env, ...env, npm_lifecycle_event: "start" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let said = "";
    const link = await new Promise<string>((resolve) =>
      shell.stderr.on("data", (text) => {
        said += text;
        const [found] = /http:\S+(?=\n)/.exec(said) ?? [];
        if (found !== undefined) resolve(found);
      }),
    );
    expect((await fetch(link, { redirect: "manual" })).status).toBe(302);
    shell.kill("SIGKILL");
    await expect
      .poll(
        () =>
          fetch(link, { redirect: "manual" }).then(
            () => "answers",
            () => "gone",
          ),
        { timeout: 10_000 },
      )
      .toBe("gone");
  });

  test.each([
    ["no token", [], {}],
    ["a short one", ["--token", "short"], {}],
    ["a short one in the environment", [], { TSLAB_NOTEBOOK_TOKEN: "short" }],
  ])("does not listen to other machines with %s", async (_, args, more) => {
    const called = await tsnb(["start", "--no-browser", "--host", "0.0.0.0", ...args], folder, {
      ...env,
      ...more,
    });
    expect(called.code).toBe(2);
    expect(called.stderr).toMatch(/token/);
    expect(called.stderr).not.toContain("http://");
  });
});

function kernelsOf({ child }: Calling): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => parentOf(pid) === child.pid && lineOf(pid).includes("tsnb-kernel-"))
    .map(Number);
}

function lineOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8");
  } catch {
    return "";
  }
}

function parentOf(pid: string): number | undefined {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
  } catch {
    return undefined;
  }
}
