import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import type { PluginSchema } from "../../../lib/notebook/frontend/adjust.js";
import OwnAjv from "../../../lib/notebook/frontend/client/schema/ajv.js";
import type { Schema } from "../../../lib/notebook/frontend/client/schema/types.js";
import { extensionPackages } from "../../../lib/notebook/frontend/packages.js";
import { settingSchemas } from "../../../lib/notebook/frontend/schemas.js";

const schemas = settingSchemas(extensionPackages());

/** Values that fit and values that do not: defaults, and each of them replaced by something else. */
function trials({ schema }: PluginSchema): unknown[] {
  const properties = (schema.properties ?? {}) as { [name: string]: { default?: unknown; enum?: unknown[] } };
  const others = [null, true, -1, 0.5, 7, "", "x", [], ["x"], [{ command: "x" }], {}, { a: 1 }];
  const single = Object.entries(properties).flatMap(([name, own]) =>
    [...others, own.default, ...(own.enum ?? [])].map((value) => ({ [name]: value })),
  );
  return [{}, [], null, 1, "x", { unknownToAll: 1 }, ...single];
}

describe("the check of settings", () => {
  it("has the schemas of all plugins in use, each once, and the project's own", () => {
    const ids = schemas.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain("@jupyterlab/notebook-extension:tracker");
    expect(ids).toContain("tslab-notebook:report");
    expect(ids).not.toContain("@jupyterlab/apputils-extension:announcements");
  });

  it.each(schemas.map((schema) => [schema.id, schema] as const))(
    "judges and fills in as ajv does: %s",
    (_, plugin) => {
      for (const useDefaults of [false, true]) {
        const theirs = new Ajv({ strict: false, useDefaults }).compile(plugin.schema);
        const own = new OwnAjv({ useDefaults }).compile(plugin.schema as Schema);
        for (const trial of trials(plugin)) {
          const [one, other] = [structuredClone(trial), structuredClone(trial)];
          expect([own(one), own.errors?.[0]?.instancePath], JSON.stringify(trial)).toEqual([
            theirs(other),
            theirs.errors?.[0]?.instancePath,
          ]);
          if (own.errors === null) expect(one).toEqual(other);
        }
      }
    },
  );

  it("says no key twice, and no entry of a menu twice", () => {
    const entries = schemas.flatMap(({ schema }) => {
      const menus = (schema["jupyter.lab.menus"] ?? {}) as {
        main?: { id: string; items?: { command?: string; args?: object }[] }[];
      };
      return (menus.main ?? []).flatMap(({ id, items = [] }) =>
        items.flatMap(({ command, args = {} }) =>
          command === undefined ? [] : JSON.stringify([id, command, args]),
        ),
      );
    });
    expect(entries.length).toBeGreaterThan(50);
    expect(new Set(entries).size).toBe(entries.length);
  });
});

describe("the validator that reads schemas", () => {
  const cases: readonly (readonly [schema: Schema, fits: unknown[], fails: unknown[]])[] = [
    [{ type: ["string", "null"] }, ["", null], [1, [], {}]],
    [{ type: "integer", minimum: 1, maximum: 3 }, [1, 3], [0, 4, 1.5, "1"]],
    [{ exclusiveMinimum: 0, exclusiveMaximum: 1, multipleOf: 0.25 }, [0.25, 0.75, "x"], [0, 1, 0.3]],
    [{ minLength: 1, maxLength: 2, pattern: "^a" }, ["a", "ab", 5], ["", "b", "abc"]],
    [{ enum: [1, "a", { b: [1] }] }, [1, "a", { b: [1] }], [2, { b: [2] }, null]],
    [{ const: null }, [null], [0, "", {}]],
    [
      { items: { type: "number" }, minItems: 1, maxItems: 2, uniqueItems: true },
      [[1], [1, 2], {}],
      [[], [1, 1], ["a"], [1, 2, 3]],
    ],
    [{ items: [{ type: "number" }, { type: "string" }] }, [[1, "a"], [], [1]], [["a"], [1, 2]]],
    [
      { required: ["a"], properties: { a: { type: "number" } }, additionalProperties: false },
      [{ a: 1 }],
      [{}, { a: "x" }, { a: 1, b: 1 }],
    ],
    [
      { patternProperties: { "^x": { type: "number" } }, additionalProperties: { type: "string" } },
      [{ x1: 1, y: "a" }, {}],
      [{ x1: "a" }, { y: 1 }],
    ],
    [{ oneOf: [{ type: "number" }, { minimum: 5 }] }, [1, "a"], [6]],
    [{ anyOf: [{ type: "string" }, { minimum: 5 }] }, ["a", 6, null], [1]],
    [{ allOf: [{ minimum: 1 }, { maximum: 2 }], not: { const: 2 } }, [1], [0, 2, 3]],
    [
      JSON.parse('{"if":{"type":"string"},"then":{"minLength":2},"else":{"type":"null"}}'),
      ["ab", null],
      ["a", 1],
    ],
    [
      { definitions: { "a/b": { type: "number" } }, items: { $ref: "#/definitions/a~1b" } },
      [[1], []],
      [["x"]],
    ],
    [
      { properties: { child: { $ref: "#" } }, additionalProperties: false },
      [{ child: { child: {} } }],
      [{ child: { x: 1 } }],
    ],
  ];

  it.each(cases.map((each) => [JSON.stringify(each[0]), ...each] as const))(
    "agrees with ajv on %s",
    (_, schema, fits, fails) => {
      const theirs = new Ajv({ strict: false }).compile(schema);
      const own = new OwnAjv().compile(schema);
      for (const value of fits)
        expect([own(value), theirs(value)], JSON.stringify(value)).toEqual([true, true]);
      for (const value of fails) {
        expect([own(value), theirs(value)], JSON.stringify(value)).toEqual([false, false]);
        // Of branches that were tried, ajv tells what was wrong with each first; of items twice, which ones.
        if (theirs.errors?.length === 1 && own.errors?.[0]?.keyword !== "uniqueItems")
          expect(own.errors?.[0]?.message).toBe(theirs.errors[0]?.message);
      }
    },
  );

  it("tells all that is wrong where it is asked to, and else what comes first", () => {
    const schema = { properties: { a: { type: "number" }, b: { type: "number" } } };
    const value = { a: "x", b: "y" };
    const [all, first] = [new OwnAjv({ allErrors: true }).compile(schema), new OwnAjv().compile(schema)];
    expect([all(value), first(value)]).toEqual([false, false]);
    expect(all.errors?.map(({ instancePath }) => instancePath)).toEqual(["/a", "/b"]);
    expect(first.errors).toHaveLength(1);
  });

  it("finds schemas by their names, also from others, and forgets them", () => {
    const ajv = new OwnAjv().addSchema({ definitions: { n: { type: "number" } } }, "root");
    ajv.addSchema({ $ref: "root#/definitions/n" }, "user");
    expect([ajv.getSchema("user")?.(1), ajv.getSchema("user")?.("x")]).toEqual([true, false]);
    expect(ajv.removeSchema("user").getSchema("user")).toBeUndefined();
    expect(ajv.removeSchema().getSchema("root")).toBeUndefined();
  });

  it("names a reference that leads nowhere", () => {
    expect(() => new OwnAjv().compile({ $ref: "#/definitions/none" })(1)).toThrow(
      "can't resolve reference #/definitions/none",
    );
  });
});
