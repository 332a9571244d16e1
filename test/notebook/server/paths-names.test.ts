import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { freeName, nameFault } from "../../../lib/notebook/server/contents/names.js";
import { dataFolder, dataFolderName } from "../../../lib/notebook/server/data-folder.js";
import { tempFolder } from "./support.js";

describe("a name", () => {
  it.each(["", ".", "..", ".env", "a/b", "a\\b", "a\0", "a\nb", "a\x7fb", "\ud800", "é".repeat(128)])(
    "cannot be %j",
    (name) => {
      expect(nameFault(name)).toBeDefined();
    },
  );

  it.each(["a", "a b.ipynb", "日本.txt", "a..b", "é".repeat(127), "aux.ts", "a:b", "node_modules"])(
    "can be %j",
    (name) => {
      expect(nameFault(name, "linux")).toBeUndefined();
    },
  );

  it.each(["con", "AUX.ts", "nul.tar.gz", "COM1", "lpt9.txt", "a:b", "a.", "a ", "a?", "CONIN$"])(
    "cannot be %j on Windows",
    (name) => {
      expect(nameFault(name, "win32")).toBeDefined();
    },
  );

  it("that is free has the next number before its extension", () => {
    const taken =
      (...names: string[]) =>
      (name: string) =>
        names.includes(name);
    expect(freeName("Untitled.ipynb", taken())).toBe("Untitled.ipynb");
    expect(freeName("Untitled.ipynb", taken("Untitled.ipynb", "Untitled1.ipynb"))).toBe("Untitled2.ipynb");
    expect(freeName("Untitled Folder", taken("Untitled Folder"), " ")).toBe("Untitled Folder 1");
    expect(freeName("a.b.ts", taken("a.b-Copy1.ts"), "-Copy", 1)).toBe("a.b-Copy2.ts");
  });
});

describe("the folder of the user's state", () => {
  it("is where the system has such things", () => {
    expect(dataFolderName({ TSLAB_NOTEBOOK_DATA: "/own" }, "linux")).toBe("/own");
    expect(dataFolderName({ XDG_DATA_HOME: "/data" }, "linux")).toBe("/data/tslab-notebook");
    expect(dataFolderName({ XDG_DATA_HOME: "relative" }, "linux")).toMatch(
      /\/\.local\/share\/tslab-notebook$/,
    );
    expect(dataFolderName({}, "darwin")).toMatch(/Library.Application Support.tslab-notebook$/);
    expect(dataFolderName({ APPDATA: "/roaming" }, "win32")).toBe(join("/roaming", "tslab-notebook"));
  });

  it("is made, or says why it cannot be", () => {
    const folder = tempFolder();
    expect(dataFolder({ TSLAB_NOTEBOOK_DATA: join(folder, "a/b") })).toBe(join(folder, "a/b"));
    writeFileSync(join(folder, "file"), "");
    expect(() => dataFolder({ TSLAB_NOTEBOOK_DATA: join(folder, "file/x") })).toThrow(
      "cannot be made (ENOTDIR)",
    );
  });
});
