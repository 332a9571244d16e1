import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { DataError, readData } from "../../../lib/clusters/data/index.js";
import { readPackage } from "../../../lib/clusters/data/package.js";
import { readResources } from "../../../lib/clusters/data/schema.js";
import { DATA } from "./folder.js";

const resources = readResources(join(DATA, "datapackage.json"));
const folder = mkdtempSync(join(tmpdir(), "package-"));
cpSync(DATA, folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

/** What `run` throws while one file of the copied folder has another text. */
function faultWith(file: string, text: string, run: () => unknown = () => readPackage(folder)): DataError {
  const path = join(folder, file);
  const original = readFileSync(path);
  writeFileSync(path, text);
  try {
    run();
  } catch (error) {
    if (error instanceof DataError) return error;
    throw error;
  } finally {
    writeFileSync(path, original);
  }
  throw new Error(`${file} was accepted.`);
}

describe("the project's data", () => {
  test("every row of every table passes its schema, and every table has rows", () => {
    const tables = readPackage(DATA);
    expect([...tables.keys()]).toEqual(resources.map(({ name }) => name));
    for (const [name, table] of tables) expect(table.rows.length, name).toBeGreaterThan(0);
  });

  test("every CSV file of the folder is listed, and README.md names it", () => {
    const files = readdirSync(DATA).filter((name) => name.endsWith(".csv"));
    expect(resources.map(({ path }) => path).sort()).toEqual(files.sort());
    const readme = readFileSync(join(DATA, "README.md"), "utf8");
    for (const file of files) expect(readme).toContain(`\`${file}\``);
  });

  test("files are UTF-8 without a byte order mark, with LF, a last newline and no stray spaces", () => {
    for (const { path } of resources) {
      const text = readFileSync(join(DATA, path), "utf8");
      expect(text, path).not.toMatch(/^\uFEFF|\r|\uFFFD|[ \t]\n|\n\n/);
      expect(text.endsWith("\n"), path).toBe(true);
    }
  });

  test("cells have no space at their ends, and quotes stand only where they are needed", () => {
    for (const [name, table] of readPackage(DATA)) {
      for (const row of table.rows) {
        for (const text of Object.values(row.text)) expect(text, name).toBe(text.trim());
      }
    }
    for (const { path } of resources) {
      const text = readFileSync(join(DATA, path), "utf8");
      expect(text, path).not.toMatch(/(?:^|,)"[^",\n]*"(?:,|$)/m);
    }
  });

  test("every source is used by some row", () => {
    const used = new Set(
      [...readPackage(DATA).values()].flatMap(({ rows }) => rows.map((row) => row.text.source)),
    );
    for (const { id } of readData(DATA).sources) expect(used, id).toContain(id);
  });

  test("every source can be found: an address, a copy's address, or a note that says why not", () => {
    for (const source of readData(DATA).sources) {
      expect(source.url ?? source.readAt ?? source.note, source.id).toBeTruthy();
      expect(source.url !== undefined && source.readAt !== undefined, source.id).toBe(false);
    }
  });

  test("every licence is explained in README.md", () => {
    const readme = readFileSync(join(DATA, "README.md"), "utf8");
    for (const licence of new Set(readData(DATA).sources.map((source) => source.licence))) {
      expect(readme).toContain(`\`${licence}\``);
    }
  });

  test("every column is documented in README.md", () => {
    const readme = readFileSync(join(DATA, "README.md"), "utf8");
    for (const { schema } of resources)
      for (const { name } of schema.fields) expect(readme).toContain(`\`${name}\``);
  });
});

describe("a broken table is one error with file, line and column", () => {
  const cases = resources.flatMap(({ path, schema }) =>
    schema.fields.map((field, index) => ({ path, column: field.name, index, field })),
  );

  test.each(resources.map(({ path }) => path))("%s: a lost column, a doubled one, an unknown one", (path) => {
    const text = readFileSync(join(DATA, path), "utf8");
    const header = text.slice(0, text.indexOf("\n")).split(",");
    const [first = ""] = header;
    const rest = text.slice(text.indexOf("\n"));
    const lost = faultWith(path, [`${first}x`, ...header.slice(1)].join(",") + rest);
    expect(lost).toMatchObject({ file: join(folder, path), row: 1, column: first });
    const doubled = faultWith(path, [header[1], ...header.slice(1)].join(",") + rest);
    expect(doubled).toMatchObject({ row: 1, column: header[1] });
    const ragged = faultWith(path, `${text}x\n`);
    expect(ragged).toMatchObject({ row: text.split("\n").length, found: "1 cells" });
  });

  test.each(resources.map(({ path, schema }) => [path, schema] as const))("%s: a row twice", (path) => {
    const lines = readFileSync(join(DATA, path), "utf8").trimEnd().split("\n");
    const fault = faultWith(path, `${[...lines, lines[1]].join("\n")}\n`);
    expect(fault.row).toBe(lines.length + 1);
    expect(fault.found).toContain("as on line 2");
  });

  test.each(cases.filter(({ field }) => field.constraints?.required))(
    "$path: an empty $column",
    ({ path, column, index }) => {
      const fault = faultWith(path, withCell(path, index, ""));
      expect(fault).toMatchObject({ file: join(folder, path), row: 2, column, found: "an empty cell" });
    },
  );

  test.each(cases.filter(({ field }) => field.type !== "string"))(
    "$path: a text in $column",
    ({ path, column, index }) => {
      expect(faultWith(path, withCell(path, index, "NaN"))).toMatchObject({ row: 2, column, found: '"NaN"' });
    },
  );

  test.each(cases.filter(({ field }) => field.constraints?.enum ?? field.constraints?.pattern))(
    "$path: a $column outside of what is allowed",
    ({ path, column, index }) => {
      expect(faultWith(path, withCell(path, index, "? ?"))).toMatchObject({ row: 2, column, found: '"? ?"' });
    },
  );

  const keys = resources.flatMap(({ path, schema }) =>
    (schema.foreignKeys ?? []).map(({ fields }) => ({ path, fields, schema })),
  );
  test.each(keys)("$path: a $fields that no table has", ({ path, fields, schema }) => {
    const index = schema.fields.findIndex(({ name }) => name === fields);
    const fault = faultWith(path, withCell(path, index, "nowhere-1900"));
    expect(fault).toMatchObject({ row: 2, column: fields, found: '"nowhere-1900"' });
  });

  /** The text of a table in which one cell of its first row, which needs no quotes, is another. */
  function withCell(path: string, index: number, cell: string): string {
    const [header = "", ...lines] = readFileSync(join(DATA, path), "utf8").trimEnd().split("\n");
    const plain = lines.find((line) => !line.includes('"')) ?? "";
    const cells = plain.split(",");
    cells[index] = cell;
    return `${[header, cells.join(","), ...lines.filter((line) => line !== plain)].join("\n")}\n`;
  }
});

describe("a broken datapackage.json is one error", () => {
  const read = () => readData(folder);
  const text = readFileSync(join(DATA, "datapackage.json"), "utf8");

  test.each([
    ["no JSON", "{", /found no JSON/],
    ["no resources", "{}", /found no list of resources/],
    ["a type the reader does not know", text.replace('"type": "integer"', '"type": "year"'), /number 3/],
    [
      "a constraint the reader does not know",
      text.replace('"minimum"', '"minLength"'),
      /constraints required, unique/,
    ],
    ["a lost resource", text.replace('"name": "gerd"', '"name": "spending"'), /found no resource "gerd"/],
  ])("%s", (_, broken, message) => {
    expect(faultWith("datapackage.json", broken, read).message).toMatch(message);
  });

  test("a missing folder", () => {
    expect(() => readData(join(folder, "nowhere"))).toThrow(/datapackage\.json: found no such file/);
  });
});
