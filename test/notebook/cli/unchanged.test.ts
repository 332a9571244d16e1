import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { formatNotebook, parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { contents, lines, temporaryFolder, tsnb, writeNotebook } from "./tsnb.js";

const folder = temporaryFolder();
const at = (...names: string[]) => join(folder, ...names);

const CELLS = [
  `import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { half } from "./helper";`,
  `console.log(readFileSync("table.csv", "utf8"), existsSync("extra.csv"), process.env.TSNB_TEST_YEAR, half(4));`,
  `writeFileSync("made.txt", "made");`,
] as const;

function setUp(): void {
  writeNotebook(at("n.ipynb"), ...CELLS);
  writeFileSync(at("table.csv"), "cluster\n");
  writeFileSync(at("helper.ts"), "export const half = (n: number): number => n / 2;\n");
  rmSync(at("extra.csv"), { force: true });
}

const report = (...flags: string[]) => tsnb(["report", "n.ipynb", "--explain", ...flags], folder);

/** Why the notebook was run, or "unchanged". */
async function whyRun(env: NodeJS.ProcessEnv = {}): Promise<string> {
  const { code, stderr } = await tsnb(["report", "n.ipynb", "--explain"], folder, env);
  expect({ code, stderr }).toMatchObject({ code: 0 });
  const [first = ""] = lines(stderr);
  return first.replace(/^n: (?:running, because )?/, "").replace(/ → .*/, "");
}

describe("a notebook whose last run stands", () => {
  let before: ReturnType<typeof contents>;
  beforeAll(async () => {
    setUp();
    expect(await whyRun()).toBe("no run of it is kept");
    before = contents(at("reports"));
    cpSync(at("reports"), at("as-made"), { recursive: true });
  });
  beforeEach(() => {
    setUp();
    writeFileSync(at("made.txt"), "made");
    rmSync(at("reports"), { recursive: true });
    cpSync(at("as-made"), at("reports"), { recursive: true });
  });

  test("is not run again, and nothing is written", async () => {
    expect(await report()).toEqual({
      code: 0,
      stdout: "",
      stderr: "n: unchanged → reports/n.html\nAll reports: reports/index.html\n",
    });
    expect(contents(at("reports"))).toEqual(before);
  });

  test("is not run again when its file was saved anew with outputs and another layout", async () => {
    const notebook = parseNotebook(readFileSync(at("reports", "n.ipynb"), "utf8"), "n");
    writeFileSync(at("n.ipynb"), JSON.stringify(JSON.parse(formatNotebook(notebook)), null, 4));
    expect(await whyRun()).toBe("unchanged");
  });

  test("is not run again when a file was written anew with the same content", async () => {
    writeFileSync(at("table.csv"), "cluster\n");
    expect(await whyRun()).toBe("unchanged");
  });

  test.each<[string, () => void, string]>([
    [
      "a cell has changed",
      () => writeNotebook(at("n.ipynb"), CELLS[0], `${CELLS[1]} // more`, CELLS[2]),
      "cell 2 has changed",
    ],
    ["a cell is gone", () => writeNotebook(at("n.ipynb"), CELLS[0], CELLS[1]), "cell 3 is gone"],
    [
      "a file that it reads has changed",
      () => writeFileSync(at("table.csv"), "cluster\nTokyo\n"),
      "table.csv has changed; cell 2 reads it",
    ],
    [
      "the project's code that it imports has changed",
      () => writeFileSync(at("helper.ts"), "export const half = (n: number): number => n * 0.5;\n"),
      "helper.ts has changed; cell 1 reads it",
    ],
    [
      "a file that it looked for has come",
      () => writeFileSync(at("extra.csv"), ""),
      "extra.csv is new; cell 2 reads it",
    ],
    [
      "a file that it has written is gone",
      () => rmSync(at("made.txt")),
      `${at("made.txt")}, which it has made, is gone`,
    ],
    [
      "its executed copy is another",
      () => writeFileSync(at("reports", "n.ipynb"), before["n.ipynb"]?.replace("cluster", "other") ?? ""),
      "reports/n.ipynb, which it has made, has changed",
    ],
    ["what was kept is spoilt", spoil, "no run of it is kept"],
  ])("is run again when %s", async (_, change, why) => {
    change();
    expect(await whyRun()).toBe(why);
    expect(await whyRun()).toBe("unchanged");
  });

  test("is run again when an environment variable that it reads has changed, not when another has", async () => {
    expect(await whyRun({ TSNB_TEST_OTHER: "2024" })).toBe("unchanged");
    expect(await whyRun({ TSNB_TEST_YEAR: "2024" })).toBe(
      "the environment variable TSNB_TEST_YEAR has changed",
    );
    expect(await whyRun({ TSNB_TEST_YEAR: "2024" })).toBe("unchanged");
  });

  test("is run again in another time zone, with another limit of output, and with --force", async () => {
    expect(await whyRun({ TZ: "Asia/Tokyo" })).toBe("the time zone has changed");
    await report();
    expect((await report("--max-output", "1")).stderr).toContain("because --max-output has changed");
    expect((await report("--force")).stderr).toContain("because --force was given");
  });

  test("gets its report again, without a run, when that is gone or another", async () => {
    for (const spoilPage of [
      () => rmSync(at("reports", "n.html")),
      () => writeFileSync(at("reports", "n.html"), "x"),
    ]) {
      spoilPage();
      expect(await whyRun()).toBe("unchanged");
      expect(contents(at("reports"))).toEqual(before);
    }
    rmSync(at("reports", "index.html"));
    expect(await whyRun()).toBe("unchanged");
    expect(contents(at("reports"))).toEqual(before);
  });

  test("is not run by tsnb run, either", async () => {
    const { stderr } = await tsnb(["run", "n.ipynb"], folder);
    expect(stderr).toBe("n: unchanged → reports/n.ipynb\n");
  });
});

/** Cuts what is kept in the middle. */
function spoil(): void {
  const kept = at("reports", ".tsnb");
  for (const name of readdirSync(kept))
    writeFileSync(join(kept, name), readFileSync(join(kept, name)).subarray(0, 50));
}

describe("a notebook of which no run can stand", () => {
  const explain = async (name: string) =>
    lines((await tsnb(["run", `${name}.ipynb`, "--explain"], folder)).stderr)[0]?.replace(/^.*?because /, "");

  test("is run again after it has failed", async () => {
    writeNotebook(at("fails.ipynb"), 'throw new Error("no")');
    await explain("fails");
    expect(await explain("fails")).toBe("its last run failed");
  });

  test("is run again where its cells start other programs, unless it says what they read", async () => {
    const start = `import { execFileSync } from "node:child_process";\nexecFileSync("cat", ["table.csv"]);`;
    writeNotebook(at("program.ipynb"), start);
    await explain("program");
    expect(await explain("program")).toBe(
      "cell 1 uses the program cat, whose inputs cannot be seen; depends(path) declares them",
    );
    writeNotebook(
      at("program.ipynb"),
      `import { depends } from "tslab-notebook";\ndepends("table.csv");`,
      start,
    );
    await explain("program");
    expect(await explain("program")).toMatch(/^program: unchanged/);
    writeFileSync(at("table.csv"), "other\n");
    expect(await explain("program")).toBe("table.csv has changed; cell 1 reads it");
  });

  test("is run again where a cell changes what it reads", async () => {
    writeFileSync(at("count.txt"), "1");
    writeNotebook(
      at("count.ipynb"),
      `import { readFileSync, writeFileSync } from "node:fs";\nwriteFileSync("count.txt", readFileSync("count.txt", "utf8") + "1");`,
    );
    await explain("count");
    expect(await explain("count")).toMatch(/count\.txt, which cell 1 reads, has changed while it ran$/);
  });
});

test("a notebook that reads what another writes is run again in the same call, after the other", async () => {
  mkdirSync(at("chain"));
  const make = (n: number) =>
    writeNotebook(
      at("chain", "z-make.ipynb"),
      `import { writeFileSync } from "node:fs";\nwriteFileSync("sum.json", "${n}");`,
    );
  make(1);
  writeFileSync(at("chain", "sum.json"), "0");
  writeNotebook(
    at("chain", "a-use.ipynb"),
    `import { readFileSync } from "node:fs";\nconsole.log("sum", readFileSync("sum.json", "utf8"));`,
  );
  const run = () => tsnb(["run", ".", "--jobs", "1", "--explain"], at("chain"));
  const shown = () => readFileSync(at("chain", "reports", "a-use.ipynb"), "utf8");
  await run();
  expect(shown()).toContain("sum 1");
  make(2);
  const { stderr } = await run();
  expect(lines(stderr)[0]).toMatch(/^a-use: unchanged/);
  expect(stderr).toContain("a-use: running, because sum.json has changed; cell 1 reads it");
  expect(shown()).toContain("sum 2");
  expect(lines((await run()).stderr)).toEqual([
    expect.stringMatching(/^a-use: unchanged/),
    expect.stringMatching(/^z-make: unchanged/),
  ]);
});

test("a picture that a report shows makes the report anew when it has changed, without a run", async () => {
  mkdirSync(at("pictured"));
  const svg = (text: string) => writeFileSync(at("pictured", "map.svg"), `<svg><title>${text}</title></svg>`);
  const notebook = parseNotebook(readFileSync(writeNotebook(at("pictured", "p.ipynb"), "1"), "utf8"), "p");
  const cell = { cell_type: "markdown" as const, id: "m", metadata: {}, source: "![the map](map.svg)" };
  writeFileSync(at("pictured", "p.ipynb"), formatNotebook({ ...notebook, cells: [...notebook.cells, cell] }));
  const report = () => tsnb(["report", "p.ipynb"], at("pictured"));
  const pictures: (string | undefined)[] = [];
  for (const make of [() => undefined, () => svg("one"), () => svg("two"), () => undefined]) {
    make();
    await report();
    const html = readFileSync(at("pictured", "reports", "p.html"), "utf8");
    pictures.push(/src="data:image\/svg\+xml;base64,([^"]*)"/.exec(html)?.[1]);
  }
  const read = pictures.map((base64) => base64 && Buffer.from(base64, "base64").toString());
  expect(read[0]).toBeUndefined();
  expect(read.slice(1).map((text) => text?.match(/one|two/)?.[0])).toEqual(["one", "two", "two"]);
  const executed = () => readFileSync(at("pictured", "reports", "p.ipynb"), "utf8");
  const before = executed();
  svg("three");
  expect((await report()).stderr).toContain("p: unchanged");
  expect(executed()).toBe(before);
});

test("runs with different parameters stand side by side where they make different files", async () => {
  mkdirSync(at("cards"));
  writeNotebook(
    at("cards", "card.ipynb"),
    ['const cluster: string = "Tokyo";', { tags: ["parameters"] }],
    `import { about } from "tslab-notebook";\nabout({ title: cluster, variant: cluster });`,
  );
  const card = (...args: string[]) => tsnb(["report", "card.ipynb", ...args], at("cards"));
  await card();
  await card("-p", "cluster=Seoul");
  expect((await card()).stderr).toContain("card: unchanged → reports/card-tokyo.html");
  expect((await card("-p", "cluster=Seoul")).stderr).toContain("card: unchanged → reports/card-seoul.html");
  expect((await card("-p", "cluster=Oslo")).stderr).toContain("card: done");
  expect(existsSync(at("cards", "reports", "card-oslo.html"))).toBe(true);
  expect(readFileSync(at("cards", "reports", "index.html"), "utf8")).toContain('href="card-seoul.html"');
});
