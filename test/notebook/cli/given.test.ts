import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { faultOfGiven } from "../../../lib/notebook/cli/given.js";
import type { Failure } from "../../../lib/notebook/run/index.js";
import { contents, lines, temporaryFolder, tsnb, writeNotebook } from "./tsnb.js";

const folder = temporaryFolder();

describe("a file given with -p on which a cell fails", () => {
  const said = (table: string) => ["a: running", expect.stringContaining(`${join(folder, table)}: found`)];

  beforeAll(() => {
    mkdirSync(join(folder, "books"));
    const parameters = `import type { Path } from "tslab-notebook";\nconst table: Path | undefined = undefined;`;
    const read = `import { readFileSync } from "node:fs";
if (table && readFileSync(table, "utf8") === "") throw new Error(\`\${table}: found an empty file, expected a table.\`);`;
    for (const name of ["a", "b"])
      writeNotebook(
        join(folder, "books", `${name}.ipynb`),
        [parameters, { tags: ["parameters"] }],
        "1",
        read,
      );
    writeFileSync(join(folder, "broken.csv"), "");
    writeFileSync(join(folder, "fine.csv"), "cluster\n");
  });

  test("is bad input: one line with file and parameter, exit code 2, the other notebooks not run", async () => {
    const { code, stdout, stderr } = await tsnb(
      ["report", "books", "-p", "table=broken.csv", "--out", "never", "--jobs", "1"],
      folder,
    );
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(lines(stderr)).toEqual(said("broken.csv"));
    expect(lines(stderr)[1]).toBe(
      `${join(folder, "broken.csv")}: found an empty file, expected a table. ` +
        "The file was given with -p table=broken.csv, and cell 3 of a reads it.",
    );
    expect(existsSync(join(folder, "never"))).toBe(false);
  });

  test("leaves the files of earlier runs as they were, with --allow-errors too", async () => {
    const args = ["report", "books", "--out", "out", "-p"];
    expect(await tsnb([...args, "table=fine.csv"], folder)).toMatchObject({ code: 0 });
    const before = contents(join(folder, "out"));
    expect(Object.keys(before)).toEqual(["a.html", "a.ipynb", "b.html", "b.ipynb", "index.html"]);
    const { code, stderr } = await tsnb(
      [...args, "table=broken.csv", "--allow-errors", "--jobs", "1"],
      folder,
    );
    expect(code).toBe(2);
    expect(lines(stderr)).toEqual(said("broken.csv"));
    expect(contents(join(folder, "out"))).toEqual(before);
  });

  test("stops the notebooks that run beside it", async () => {
    writeNotebook(
      join(folder, "books", "b.ipynb"),
      [
        'import type { Path } from "tslab-notebook";\nconst table: Path | undefined = undefined;',
        { tags: ["parameters"] },
      ],
      "await new Promise(() => {});",
    );
    const args = ["report", "books", "-p", "table=broken.csv", "--out", "beside", "--jobs", "2"];
    const { code, stderr } = await tsnb(args, folder);
    expect(code).toBe(2);
    expect(lines(stderr).slice(0, 2)).toEqual(["a: running", "b: running"]);
    expect(stderr.match(/broken\.csv: found an empty file/g)).toHaveLength(1);
    expect(lines(stderr)).toHaveLength(3);
  });
});

describe("whether a failure is of a given file", () => {
  const given = [{ name: "table", text: "my.csv", file: "/data/my.csv" }];
  const fault = (evalue: string, ename = "Error") => {
    const failure = { cellIndex: 0, ename, evalue } as Failure;
    return faultOfGiven("n.ipynb", [failure], given)?.message;
  };

  test.each([
    ["/data/my.csv"],
    ["/data/my.csv, line 3: found x"],
    ["ENOENT: no such file, open '/data/my.csv'"],
    ["/data/my.csv.bak is not /data/my.csv."],
  ])("it is if the message names it: %s", (message) => {
    expect(fault(message)).toBe(message);
  });

  test.each([
    ["my.csv is broken"],
    ["/data/my.csv.bak"],
    ["/data/my.csvx"],
    ["/data/my.csv/x"],
    ["/old/data/my.csv"],
    [""],
  ])("it is not if another or none is named: %j", (message) => {
    expect(fault(message)).toBeUndefined();
  });

  test("it is not if the compiler complains of the notebook's own text", () => {
    expect(fault("Type '\"/data/my.csv\"' is not assignable", "TypeScriptError")).toBeUndefined();
  });

  test("it is of a text that was given if the message quotes it", () => {
    const texts = [
      { name: "cluster", text: "Shenzen" },
      { name: "empty", text: "" },
    ];
    const of = (evalue: string) =>
      faultOfGiven("card.ipynb", [{ cellIndex: 1, ename: "Error", evalue } as Failure], texts);
    expect(of('Found "Shenzen", expected the name of a cluster.')).toMatchObject({
      hint: "This was given with -p cluster=Shenzen, and cell 2 of card reads it.",
      exitCode: 2,
    });
    expect(of("Shenzen failed")).toBeUndefined();
    expect(of('Found "", expected a name.')).toBeUndefined();
  });

  test("it is said on one line, of the first failure that is", () => {
    const failures = ["other", "/data/my.csv:\n  broken", "/data/my.csv again"].map(
      (evalue, cellIndex) => ({ cellIndex, ename: "Error", evalue }) as Failure,
    );
    expect(faultOfGiven("a/n.ipynb", failures, given)).toMatchObject({
      message: "/data/my.csv: broken",
      hint: "The file was given with -p table=my.csv, and cell 2 of n reads it.",
      exitCode: 2,
    });
  });

  test("it is not where no file was given, or nothing failed", () => {
    expect(faultOfGiven("n.ipynb", [], given)).toBeUndefined();
    const failure = { cellIndex: 0, ename: "Error", evalue: "/data/my.csv" } as Failure;
    expect(faultOfGiven("n.ipynb", [failure], [])).toBeUndefined();
  });
});
