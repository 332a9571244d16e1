import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { fromTheUser, whereTheUserStands } from "../../../lib/notebook/cli/standing.js";
import { parseNotebook } from "../../../lib/notebook/nbformat/index.js";
import { codeCell, printed } from "../run/support.js";
import { contents, lines, temporaryFolder, tsnb, writeNotebook } from "./tsnb.js";

const folder = temporaryFolder();
const PARAMETERS = `import type { Path } from "tslab-notebook";
const edition: number = 2025;
const table: Path | undefined = undefined;`;

beforeAll(() => {
  mkdirSync(join(folder, "books"));
  writeNotebook(
    join(folder, "books", "takes.ipynb"),
    [PARAMETERS, { tags: ["parameters"] }],
    'import { basename } from "node:path";\nconsole.log(edition + 1, basename(table ?? "none"));',
  );
  writeNotebook(join(folder, "books", "other.ipynb"), "console.log(1)");
  writeFileSync(join(folder, "mine.csv"), "cluster\n");
});

describe("tsnb run -p", () => {
  test("runs the notebooks that declare the parameter, and names the others", async () => {
    const { code, stderr } = await tsnb(
      ["run", "books", "-p", "table=mine.csv", "-p", "edition=2030", "--out", "out"],
      folder,
    );
    expect([code, stderr]).toEqual([
      0,
      expect.stringContaining("skipped: other (takes no table or edition)\n"),
    ]);
    expect(Object.keys(contents(join(folder, "out")))).toEqual(["takes.ipynb"]);
    const notebook = parseNotebook(contents(join(folder, "out"))["takes.ipynb"] ?? "", "takes.ipynb");
    expect(printed(codeCell({ notebook }, 1))).toBe("2031 mine.csv\n");
  });

  test.each([
    ["an unknown name", "takes", "yaer=1", "It takes: edition (number; 2025), table (path; undefined)."],
    [
      "a value of a wrong type",
      "takes",
      "edition=soon",
      'found "soon", expected a number in digits, with a point before decimals. It takes: edition (number; 2025), table (path; undefined).',
    ],
    ["a file that is not there", "takes", "table=absent.csv", "there is no file absent.csv"],
    ["a notebook without parameters", "other", "table=mine.csv", "declares none"],
    ["a folder", "takes", "table=books", "-p table: books is a folder, expected a file."],
    ["what is no assignment", "takes", "table", "expected name=value"],
  ])("refuses %s with one line and exit code 2, and writes nothing", async (_, name, given, message) => {
    const { code, stderr } = await tsnb(["run", `books/${name}.ipynb`, "-p", given, "--out", "none"], folder);
    expect(code).toBe(2);
    expect(lines(stderr)).toHaveLength(1);
    expect(stderr).toContain(message);
    expect(existsSync(join(folder, "none"))).toBe(false);
  });

  test("takes paths from where the user stands, also through npm, which goes elsewhere first", () => {
    const npm = { INIT_CWD: "/home/me/tables", npm_package_json: "/project/package.json" };
    expect(whereTheUserStands("/project", npm)).toBe("/home/me/tables");
    expect(whereTheUserStands("/project/sub", npm)).toBe("/project/sub");
    expect(whereTheUserStands("/project", {})).toBe("/project");
    expect(whereTheUserStands("/project", { INIT_CWD: "/old" })).toBe("/project");
    expect(fromTheUser("out", "/project", npm)).toBe("/home/me/tables/out");
    expect(fromTheUser("/anywhere/out", "/project", npm)).toBe("/anywhere/out");
    expect(fromTheUser("out", "/project", {})).toBe("out");
  });

  test("writes to a folder from where the user stands, and by default to reports of the project", async () => {
    const npm = { INIT_CWD: join(folder, "books"), npm_package_json: join(folder, "package.json") };
    const { code, stderr } = await tsnb(["run", "books/takes.ipynb", "--out", "there"], folder, npm);
    expect(code, stderr).toBe(0);
    expect(Object.keys(contents(join(folder, "books", "there")))).toEqual(["takes.ipynb"]);
    expect(await tsnb(["run", "books/takes.ipynb"], folder, npm)).toMatchObject({ code: 0 });
    expect(Object.keys(contents(join(folder, "reports")))).toEqual(["takes.ipynb"]);
    rmSync(join(folder, "books", "there"), { recursive: true });
  });

  test("names of each notebook that it skips what that one does not take", async () => {
    const { stderr } = await tsnb(
      ["run", "books", "-p", "table=mine.csv", "--out", join("out", "two")],
      folder,
    );
    expect(stderr).toContain("skipped: other (takes no table)\n");
  });

  test("refuses a name given twice, even with the same value", async () => {
    const args = ["run", "books", "-p", "edition=1", "-p", "edition=1", "--out", "none"];
    const { code, stderr } = await tsnb(args, folder);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: '-p edition: found two values, "1" and "1". Give one.\n',
    });
  });

  test("lists what every notebook takes where none takes the name", async () => {
    const { code, stderr } = await tsnb(["run", "books", "-p", "yaer=1", "--out", "none"], folder);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        "-p yaer: none of these notebooks declares it. " +
        "other takes none; takes takes edition (number; 2025), table (path; undefined).\n",
    });
    expect(existsSync(join(folder, "none"))).toBe(false);
  });
});
