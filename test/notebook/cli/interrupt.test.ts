import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { busy, isAlive } from "../faults/support.js";
import { type Calling, call, contents, temporaryFolder, tsnb, writeNotebook } from "./tsnb.js";

const folder = temporaryFolder();
let place: string;
let temporary: string;
let number = 0;

beforeEach(() => {
  place = join(folder, `case-${++number}`);
  temporary = join(place, "tmp");
  mkdirSync(temporary, { recursive: true });
});

/** The process ids that a busy cell tells. */
async function busyPids(): Promise<readonly [kernel: number, child: number]> {
  const file = join(place, "pids.json");
  await expect.poll(() => existsSync(file) && readFileSync(file, "utf8"), { timeout: 20_000 }).toMatch(/\]$/);
  return JSON.parse(readFileSync(file, "utf8"));
}

const report = (...files: string[]): Calling =>
  call(["report", "--jobs", "1", ...files], place, { TMPDIR: temporary });
const leftovers = () => readdirSync(temporary).filter((name) => name.startsWith("tsnb-"));

describe.each([
  ["Ctrl-C, which a terminal sends to the whole process group", "SIGINT", true],
  ["SIGINT to tsnb alone", "SIGINT", false],
  ["SIGTERM", "SIGTERM", false],
] as const)("%s", (_, signal, toGroup) => {
  test("ends the kernel and what it has started, keeps earlier reports, and gives 130", async () => {
    const notebook = join(place, "n.ipynb");
    writeNotebook(
      notebook,
      `import { publish } from "tslab-notebook";`,
      `publish("x", { value: 1, unit: "1" });`,
    );
    writeNotebook(join(place, "o.ipynb"), `"never reached when interrupted"`);
    expect(await tsnb(["report", "n.ipynb"], place)).toMatchObject({ code: 0 });
    const earlier = contents(join(place, "reports"));
    expect(Object.keys(earlier)).toEqual(["index.html", "n.html", "n.ipynb", "n.results.json"]);

    writeNotebook(notebook, busy("await null; for (;;) {}"));
    const calling = report("n.ipynb", "o.ipynb");
    const pids = await busyPids();
    expect(pids.map(isAlive)).toEqual([true, true]);
    process.kill(toGroup ? -Number(calling.child.pid) : Number(calling.child.pid), signal);
    const { code, stdout, stderr } = await calling.ended;
    expect({ code, stdout, stderr }).toEqual({
      code: 130,
      stdout: "",
      stderr: "n: running\nn: interrupted → reports/n.ipynb.partial\n",
    });
    await expect.poll(() => pids.map(isAlive), { timeout: 5_000 }).toEqual([false, false]);
    const { "n.ipynb.partial": partial, ...now } = contents(join(place, "reports"));
    expect(now).toEqual(earlier);
    expect(partial).toContain('"status": "interrupted"');
    expect(leftovers()).toEqual([]);
  });
});

test("an interrupt while the kernel starts leaves nothing behind, not even an executed copy", async () => {
  writeNotebook(join(place, "n.ipynb"), "1");
  const calling = report("n.ipynb");
  await calling.says("n: running");
  calling.child.kill("SIGINT");
  expect(await calling.ended).toMatchObject({ code: 130, stderr: "n: running\nn: interrupted\n" });
  expect(contents(join(place, "reports"))).toEqual({});
  expect(leftovers()).toEqual([]);
});

test("reports that were done before the interrupt stay, and the index lists them", async () => {
  writeNotebook(join(place, "a.ipynb"), "1");
  writeNotebook(join(place, "b.ipynb"), busy("await new Promise(() => {});"));
  writeFileSync(join(place, "c.ipynb"), readFileSync(join(place, "a.ipynb")));
  const calling = report("a.ipynb", "b.ipynb", "c.ipynb");
  await busyPids();
  calling.child.kill("SIGINT");
  expect(await calling.ended).toMatchObject({ code: 130 });
  const made = contents(join(place, "reports"));
  expect(Object.keys(made)).toEqual(["a.html", "a.ipynb", "b.ipynb.partial", "index.html"]);
  expect(made["index.html"]).toContain('href="a.html"');
});
