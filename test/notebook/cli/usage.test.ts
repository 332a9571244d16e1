import { describe, expect, test } from "vitest";
import { lines, temporaryFolder, tsnb, writeNotebook } from "./tsnb.js";

const folder = temporaryFolder();
writeNotebook(`${folder}/fine.ipynb`, "1");

describe("what is asked for goes to standard output, with exit code 0", () => {
  test("--version", async () => {
    const { code, stdout, stderr } = await tsnb(["--version"], folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  test("--help names every command", async () => {
    const { code, stdout, stderr } = await tsnb(["--help"], folder);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const command of ["run", "report", "export", "check", "kernel"])
      expect(stdout).toContain(`\n  ${command} `);
  });

  test("COMMAND --help names every option", async () => {
    const { code, stdout } = await tsnb(["report", "--help"], folder);
    expect(code).toBe(0);
    for (const option of [
      "--out",
      "--timeout",
      "--allow-errors",
      "--max-output",
      "--jobs",
      "--force",
      "--explain",
      "--watch",
    ])
      expect(stdout).toContain(option);
  });
});

test("no arguments at all show the help, with exit code 2", async () => {
  const { code, stdout, stderr } = await tsnb([], folder);
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toMatch(/^Usage: tsnb /);
});

describe("a wrong command line is one line on standard error that says what to do, with exit code 2", () => {
  test.each([
    [["frobnicate"], "unknown command 'frobnicate'"],
    [["runn"], "unknown command 'runn' (Did you mean run?)"],
    [["run"], "missing required argument 'path'"],
    [["check"], "missing required argument 'path'"],
    [["run", "fine.ipynb", "--frob"], "unknown option '--frob'"],
    [["run", "fine.ipynb", "--out"], "option '--out <folder>' argument missing"],
    [["run", "fine.ipynb", "--timeout", "soon"], "argument 'soon' is invalid. Expected a number above 0"],
    [["run", "fine.ipynb", "--timeout", "0"], "argument '0' is invalid. Expected a number above 0"],
    [["report", "fine.ipynb", "--max-output", "-1"], "argument '-1' is invalid. Expected a number above 0"],
    [["report", "fine.ipynb", "--max-output", "NaN"], "argument 'NaN' is invalid. Expected a number above 0"],
    [["kernel", "frobnicate"], "unknown command 'frobnicate'"],
  ])("tsnb %j", async (args, what) => {
    const { code, stdout, stderr } = await tsnb(args, folder);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(lines(stderr)).toEqual([expect.stringContaining(what)]);
    expect(stderr).toContain("See tsnb --help");
  });
});
