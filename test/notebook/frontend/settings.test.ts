import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { createSettings } from "../../../lib/notebook/frontend/settings.js";
import { HttpError } from "../../../lib/notebook/server/route.js";

const scratch = mkdtempSync(join(tmpdir(), "tsnb-settings-"));
const folder = join(scratch, "settings");
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
beforeEach(() => rmSync(folder, { recursive: true, force: true }));

const ID = "@jupyterlab/notebook-extension:tracker";
const schema = { type: "object", properties: { lines: { type: "boolean", default: true } } };
const open = () =>
  createSettings(
    [
      { id: ID, version: "4.6.3", schema },
      { id: "own:other", version: "1", schema: {} },
    ],
    folder,
  );

/** The status with which something is refused. */
function statusOf(action: () => unknown): number | undefined {
  try {
    action();
  } catch (error) {
    return error instanceof HttpError ? error.status : undefined;
  }
  return undefined;
}

describe("the settings", () => {
  it("are those of every plugin, with nothing set at first", () => {
    expect(open().list()).toEqual([
      { id: ID, version: "4.6.3", schema, raw: "{}", settings: {}, created: null, last_modified: null },
      {
        id: "own:other",
        version: "1",
        schema: {},
        raw: "{}",
        settings: {},
        created: null,
        last_modified: null,
      },
    ]);
  });

  it("are kept as written, comments and all", () => {
    const raw = "{\n  // no numbers\n  lines: false,\n}";
    open().write(ID, raw);
    expect(open().read(ID)).toMatchObject({ id: ID, raw, settings: { lines: false } });
    expect(open().read(ID).last_modified).toMatch(/^\d{4}-\d\d-\d\dT/);
    expect(open().read("own:other").raw).toBe("{}");
  });

  it("take the last word", () => {
    for (const raw of ['{"lines": false}', "{}"]) open().write(ID, raw);
    expect(open().read(ID)).toMatchObject({ raw: "{}", settings: {} });
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it.each(["{", "[]", "1", "null", '"text"', ""])("refuse %j, and keep what was there", (raw) => {
    open().write(ID, '{"lines": false}');
    expect(statusOf(() => open().write(ID, raw))).toBe(400);
    expect(open().read(ID).settings).toEqual({ lines: false });
  });

  it("refuse what is too deep to be sent back, and pass over it where a file holds it", () => {
    const deep = `{ a: ${"[".repeat(50_000)}${"]".repeat(50_000)} }`;
    open().write(ID, "{}");
    expect(statusOf(() => open().write(ID, deep))).toBe(400);
    for (const name of readdirSync(folder)) writeFileSync(join(folder, name), deep);
    expect(() => JSON.stringify(open().list())).not.toThrow();
    expect(open().read(ID)).toMatchObject({ settings: {}, warning: expect.stringContaining("levels deep") });
  });

  it("refuse what is no text", () => {
    for (const raw of [undefined, null, 1, { lines: true }, ["{}"]]) {
      expect(statusOf(() => open().write(ID, raw))).toBe(400);
    }
  });

  it.each([
    "unknown:plugin",
    "",
    "../../outside",
    `${ID}/../x`,
    "@jupyterlab/notebook-extension:..",
    "__proto__",
  ])("have none for %j, and write nothing", (id) => {
    expect(statusOf(() => open().read(id))).toBe(404);
    expect(statusOf(() => open().write(id, "{}"))).toBe(404);
    expect(readdirSync(scratch)).toEqual([]);
  });

  it("give nothing more than a text may hold to the object that reads them", () => {
    open().write(ID, '{"__proto__": {"polluted": true}}');
    open().read(ID);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it("count as not set where the file is broken, and say so", () => {
    open().write(ID, "{}");
    const file = join(folder, String(readdirSync(folder)[0]));
    writeFileSync(file, "{ broken");
    expect(open().read(ID)).toMatchObject({ raw: "{}", settings: {} });
    expect(open().read(ID).warning).toContain("not JSON with comments");
    expect(readFileSync(file, "utf8")).toBe("{ broken");
  });
});
