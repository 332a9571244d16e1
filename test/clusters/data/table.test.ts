import { describe, expect, test } from "vitest";
import { DataError, type Field, type TableSchema } from "../../../lib/clusters/data/index.js";
import { checkForeignKeys, parseTable } from "../../../lib/clusters/data/table.js";

const schema = (...fields: Field[]): TableSchema => ({ fields });
const one = (field: Omit<Field, "name">, text: string) =>
  parseTable(`v\n${text}\n`, "t.csv", schema({ name: "v", ...field }));
const value = (field: Omit<Field, "name">, text: string) => one(field, text).rows[0]?.values.v;

describe("cells", () => {
  test("each type gives its value; texts are kept as printed", () => {
    expect(value({ type: "string" }, "NaN")).toBe("NaN");
    expect(value({ type: "boolean" }, "false")).toBe(false);
    expect(value({ type: "integer" }, "-7")).toBe(-7);
    expect(one({ type: "number" }, "9.0").rows[0]).toEqual({ line: 2, values: { v: 9 }, text: { v: "9.0" } });
  });

  test("an empty cell is missing, never zero or an empty text", () => {
    const table = parseTable("a,b,c\n,,\n1,x,true\n", "t.csv", {
      fields: [
        { name: "a", type: "number" },
        { name: "b", type: "string" },
        { name: "c", type: "boolean" },
      ],
    });
    expect(table.rows[0]?.values).toEqual({ a: null, b: null, c: null });
  });

  test.each([
    "NaN",
    "Infinity",
    "-Infinity",
    "1e5",
    "1,000",
    "1 000",
    "12%",
    "0x1F",
    "9.",
    ".5",
    "+3",
    "n/a",
    " 3",
  ])("%j is not a number", (text) => {
    expect(() => one({ type: "number" }, `"${text}"`)).toThrow(
      `line 2, column "v": found "${text}", expected a number`,
    );
  });

  test("hints say how to mend a number", () => {
    expect(() => one({ type: "number" }, '"1,000"')).toThrow(/with a decimal point and without separators/);
    expect(() => one({ type: "number" }, "NA")).toThrow(/Leave the cell of a missing figure empty/);
  });

  test("9.0 is no integer, and neither is a number beyond exactness", () => {
    expect(() => one({ type: "integer" }, "9.0")).toThrow(/expected a whole number/);
    expect(() => one({ type: "integer" }, "9007199254740993")).toThrow(/expected a whole number/);
  });

  test.each([
    [
      "required",
      { type: "string", constraints: { required: true } },
      '""',
      "found an empty cell, expected a text",
    ],
    [
      "enum",
      { type: "string", constraints: { enum: ["a", "b"] } },
      "c",
      'found "c", expected one of "a", "b"',
    ],
    [
      "minimum",
      { type: "number", constraints: { minimum: 0 } },
      "-1",
      "expected a number such as 9.0 of at least 0",
    ],
    [
      "maximum",
      { type: "integer", constraints: { maximum: 5 } },
      "6",
      "expected a whole number of at most 5",
    ],
    [
      "both",
      { type: "number", constraints: { minimum: 0, maximum: 100 } },
      "101",
      "such as 9.0 from 0 to 100",
    ],
    [
      "pattern",
      { type: "string", constraints: { pattern: "[A-Z]{2}" } },
      "CHN",
      "expected a text that matches [A-Z]{2}",
    ],
    ["boolean", { type: "boolean" }, "yes", 'expected "true" or "false"'],
  ] as const)("the constraint %s is checked", (_, field, text, message) => {
    expect(() => one(field, text)).toThrow(message);
  });
});

describe("columns", () => {
  const table = schema(
    { name: "a", type: "string", constraints: { required: true } },
    { name: "b", type: "number" },
  );

  test("their order does not matter", () => {
    expect(parseTable("b,a\n1,x\n", "t.csv", table).rows[0]?.values).toEqual({ a: "x", b: 1 });
  });

  test("one that is missing is an error that lists what there is", () => {
    expect(() => parseTable("b,c\n1,x\n", "t.csv", table)).toThrow(
      't.csv, line 1, column "a": found no such column among b, c, expected the column "a".',
    );
  });

  test("an unknown one is an error in the project's tables and listed in a user's", () => {
    expect(() => parseTable("a,b,z\nx,1,2\n", "t.csv", table)).toThrow(/column "z": found an unknown column/);
    expect(parseTable("a,z\nx,2\n", "t.csv", table, { unknownColumns: "list" })).toMatchObject({
      unknown: ["z"],
      rows: [{ values: { a: "x" } }],
    });
  });
});

describe("keys", () => {
  const keyed: TableSchema = {
    fields: [
      { name: "a", type: "string" },
      { name: "b", type: "integer" },
    ],
    primaryKey: ["a", "b"],
  };

  test("rows may share a part of the primary key, not all of it", () => {
    expect(parseTable("a,b\nx,1\nx,2\ny,1\n", "t.csv", keyed).rows).toHaveLength(3);
    expect(() => parseTable("a,b\nx,1\nx,2\nx,1\n", "t.csv", keyed)).toThrow(
      't.csv, line 4, column "a, b": found "x, 1" again, as on line 2, expected every such value once.',
    );
  });

  test("cells that only look alike when joined are different", () => {
    const texts: TableSchema = {
      fields: [
        { name: "a", type: "string" },
        { name: "b", type: "string" },
      ],
      primaryKey: ["a", "b"],
    };
    expect(parseTable('a,b\n"x, y",z\nx,"y, z"\n', "t.csv", texts).rows).toHaveLength(2);
  });

  test("a unique column may have several empty cells", () => {
    const unique = schema(
      { name: "a", type: "string", constraints: { unique: true } },
      { name: "b", type: "string" },
    );
    expect(parseTable("a,b\n,1\n,2\n", "t.csv", unique).rows).toHaveLength(2);
    expect(() => parseTable("a,b\nx,1\nx,2\n", "t.csv", unique)).toThrow(/line 3, column "a"/);
  });

  test("a foreign key has to be met; an empty cell refers to nothing", () => {
    const target = parseTable("id\nx\n", "to.csv", schema({ name: "id", type: "string" }));
    const from = (text: string) =>
      parseTable(text, "from.csv", schema({ name: "to", type: "string" }, { name: "n", type: "string" }));
    expect(() => checkForeignKeys(from("to,n\nx,1\n,2\n"), "to", target, "id")).not.toThrow();
    expect(() => checkForeignKeys(from("to,n\nx,1\ny,2\n"), "to", target, "id")).toThrow(
      'from.csv, line 3, column "to": found "y", expected a value of the column "id" of to.csv.',
    );
  });
});

test("an error carries its parts and stays on one line", () => {
  try {
    one({ type: "number" }, `"two\nlines, ${"x".repeat(100)}"`);
    expect.unreachable();
  } catch (error) {
    if (!(error instanceof DataError)) throw error;
    expect([error.file, error.row, error.column]).toEqual(["t.csv", 2, "v"]);
    expect(error.message).not.toContain("\n");
    expect(error.message.length).toBeLessThan(160);
  }
});
