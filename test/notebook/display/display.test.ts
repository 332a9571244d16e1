import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Published, Quantity } from "../../../lib/notebook/display/index.js";

type Bundle = Record<string, unknown>;
const sent: { data: Bundle; metadata: object }[] = [];

vi.mock("../../../lib/notebook/display/send.js", () => ({
  send: (data: Bundle, metadata: object = {}) => sent.push({ data, metadata }),
}));

let display: typeof import("../../../lib/notebook/display/index.js");

beforeEach(async () => {
  vi.resetModules();
  display = await import("../../../lib/notebook/display/index.js");
  display.registerSources([
    {
      id: "soci",
      title: "Scientific papers, patents and VC deals",
      publisher: "SCI",
      url: "https://example.org/a",
    },
    { id: "faz", title: "Innovation in China", publisher: "FAZ", date: "2025-11-14" },
  ]);
});
afterEach(() => {
  sent.length = 0;
});
const last = () => sent.at(-1)?.data ?? {};
const share: Quantity = { value: 9, low: 8.95, high: 9.05, unit: "percent", sources: ["soci"] };

describe("md", () => {
  it("links a figure to its source and carries the source along", () => {
    display.md`Shenzhen files ${share} of the world's applications.`;
    expect(last()["text/markdown"]).toBe(
      `Shenzhen files [9.0%](#source-soci "SCI, Scientific papers, patents and VC deals") of the world's applications.`,
    );
    expect(last()["text/plain"]).toBe("Shenzhen files 9.0% of the world's applications.");
    expect(last()[display.MIME.sources]).toMatchObject([{ id: "soci" }]);
  });
  it("marks further sources behind the number, by letters that nobody takes for a power", () => {
    display.md`${{ ...share, sources: ["soci", "faz"] }}`;
    expect(last()["text/markdown"]).toContain(
      '<sup>[b](#source-faz "FAZ, Innovation in China, 2025-11-14")</sup>',
    );
  });
  it("shows plain text as it is, whatever marks it holds", () => {
    display.md`Cluster ${"A_b*c <script> [x](y)"}`;
    expect(last()["text/markdown"]).not.toMatch(/[*<[]/);
    expect(last()["text/plain"]).toBe("Cluster A_b*c <script> [x](y)");
  });
  it("takes the template raw, so that TeX needs no second backslash, and removes its indentation", () => {
    display.md`
      The rule is $\alpha$.

        - nested ${1}
    `;
    expect(last()["text/markdown"]).toBe("The rule is $\\alpha$.\n\n  - nested 1");
  });
  it("inserts raw markdown and prints shown figures as told", () => {
    display.md`${display.raw("**so**")} ${display.shown({ value: 2.5, unit: "points" }, { decimals: 1, sign: true })}`;
    expect(last()["text/markdown"]).toBe("**so** +2.5 points");
  });
  it("puts parts into prose, lists of them line by line, with their sources", () => {
    display.md`So:

${[display.part`- one ${share}`, display.part`- two *${2}*`]}`;
    expect(last()["text/plain"]).toBe("So:\n\n- one 9.0%\n- two *2*");
    expect(last()[display.MIME.sources]).toMatchObject([{ id: "soci" }]);
  });
  it("links what a source says in words, plain text whatever it holds, and carries the sources along", () => {
    display.md`${[display.part`- ${display.cited("Equal *parts*", ["faz", "soci"])}`]}`;
    const text = String(last()["text/markdown"]);
    expect(text).toContain('](#source-faz "FAZ, Innovation in China, 2025-11-14")');
    expect(text).toContain('<sup>[b](#source-soci "SCI');
    expect(text).not.toContain("*parts*");
    expect(last()["text/plain"]).toBe("- Equal *parts*");
    expect(last()[display.MIME.sources]).toMatchObject([{ id: "faz" }, { id: "soci" }]);
  });
  it("leaves cited text without a link where it has no source", () => {
    display.md`${display.cited("hearsay", [])}`;
    expect(last()["text/markdown"]).toBe("hearsay");
  });
  it("shows a source that nobody registered by its id", () => {
    display.md`${{ ...share, sources: ["no-body"] }}, ${display.cited("hearsay", ["no-body"])}`;
    expect(last()["text/markdown"]).toBe(
      '[9.0%](#source-no-body "no-body"), [hearsay](#source-no-body "no-body")',
    );
    expect(last()[display.MIME.sources]).toEqual([{ id: "no-body", title: "no-body" }]);
  });
  it("refuses NaN", () => {
    expect(() => display.md`${Number.NaN}`).toThrow("no figure to print");
  });
});

describe("registerSources", () => {
  it("refuses an address that is not http", () => {
    const source = { id: "x", title: "x", url: "javascript:alert(1)" };
    expect(() => display.registerSources([source])).toThrow("expected http(s)");
  });
});

describe("listSources", () => {
  it("lists what was cited so far, once each", () => {
    display.md`${share} ${share}`;
    display.listSources();
    expect(last()["text/html"]).toMatch(/^<ol><li id="source-soci">.*<\/li><\/ol>$/);
    expect(sent.at(-1)?.metadata).toEqual({ tslab_notebook: { role: "sources" } });
  });
  it("takes the record of a source that is registered after it was cited, and its id where none is", () => {
    display.md`${{ ...share, sources: ["late", "never"] }}`;
    display.registerSources([{ id: "late", title: "Came later" }]);
    display.listSources();
    expect(last()["text/plain"]).toBe("- Came later\n- never");
  });
});

describe("table", () => {
  it("prints quantities with their source, and explains what is missing", () => {
    display.table([
      { cluster: "Beijing", share },
      { cluster: "Seoul", share: { value: null, unit: "percent" } },
    ]);
    expect(last()["text/html"]).toContain('<td class="number"><a href="#source-soci"');
    expect(last()["text/html"]).toContain("–: no figure.");
    expect(last()["text/plain"]).toBe("cluster  share\nBeijing  9.0%\nSeoul    –\n–: no figure.");
  });
  it("sets an interval apart from its figure", () => {
    display.table([{ share: { value: 9.2, low: 8.95, high: 9.45, unit: "percent" } }]);
    expect(last()["text/html"]).toContain('9.20% <small class="interval">(8.95–9.45)</small></td>');
  });
  it("escapes text in cells, heads and captions", () => {
    display.table([{ "<b>": "<script>" }], { caption: "<i>" });
    expect(last()["text/html"]).not.toMatch(/<(b|i|script)>/);
  });
  it("shows an arquero table and a DataFrame alike", async () => {
    const rows = [
      { a: 1, b: "x" },
      { a: 2, b: "y" },
    ];
    const arquero = await import("arquero");
    display.table(arquero.from(rows));
    const html = last()["text/html"];
    display.table({
      columns: ["a", "b"],
      values: [
        [1, "x"],
        [2, "y"],
      ],
    });
    expect(last()["text/html"]).toBe(html);
    display.table(rows);
    expect(last()["text/html"]).toBe(html);
  });
  it("says how many rows it left out", () => {
    display.table(
      Array.from({ length: 5 }, (_, i) => ({ i })),
      { maxRows: 2 },
    );
    expect(last()["text/html"]).toContain("3 further rows are not shown.");
  });
  it("shows an empty table without failing", () => {
    display.table([]);
    expect(last()["text/html"]).toContain("<tbody></tbody>");
  });
  it("names the columns there are when it is asked for another", () => {
    expect(() => display.table([{ a: 1 }], { columns: { b: "B" } })).toThrow('no column "b"; there are: a');
  });
  it("shows a source that nobody registered by its id", () => {
    display.table([{ share: { ...share, sources: ["no-body"] } }]);
    expect(last()["text/html"]).toContain('<a href="#source-no-body" title="no-body">9.0%</a>');
    expect(last()[display.MIME.sources]).toEqual([{ id: "no-body", title: "no-body" }]);
  });
  it("shows the ranking of clusters without any setup", async () => {
    const { clusterRecords, rank, readData, solveJoint } = await import("innovation-clusters");
    const joint = solveJoint(clusterRecords(readData("data"), 2025));
    display.table(rank(joint, { weights: 2025, among: ["beijing", "seoul"] }));
    expect(last()["text/plain"]).toMatch(/Beijing.*pct: /);
    expect(last()["text/html"]).toContain('href="#source-');
    expect(JSON.stringify(last())).not.toContain("[object");
  });
  it.each([
    ["a day", new Date("2025-01-31"), "2025-01-31"],
    ["a time", new Date("2025-01-31T12:30:00Z"), "2025-01-31T12:30:00Z"],
    ["a time with milliseconds", new Date("2025-01-31T00:00:00.500Z"), "2025-01-31T00:00:00.500Z"],
    ["no time at all", new Date(Number.NaN), "Invalid Date"],
    ["a record", { papers: 1.234, share, none: null }, "papers: 1.23, share: 9.0%, none: –"],
    ["infinities in a record", { a: Number.POSITIVE_INFINITY }, "a: Infinity"],
    ["a record in a record", { a: { b: { c: "<" } } }, "a: { b: { c: '<' } }"],
    ["a record without a prototype", Object.assign(Object.create(null), { a: 1 }), "a: 1"],
    ["a list of texts", ["a", "b"], "a,b"],
    ["a list of records", [{ a: 1 }, share], "{ a: 1 }, 9.0%"],
    ["a Map", new Map([["a", 1]]), "Map(1) { 'a' => 1 }"],
    ["what prints itself", new URL("https://example.org/"), "https://example.org/"],
  ])("prints %s as text", (_, cell, text) => {
    display.table([{ cell }]);
    expect(last()["text/plain"]).toBe(`cell\n${text}`);
    expect(last()["text/html"]).not.toContain("[object");
  });
  it("treats NaN, null and undefined as missing", () => {
    display.table([{ a: Number.NaN, b: null, c: undefined }]);
    expect(last()["text/plain"]).toBe("a  b  c\n–  –  –\n–: no figure.");
  });
});

describe("plot", () => {
  const figure = {
    data: [{ type: "bar", x: ["a"], y: [Number.NaN] }],
    layout: {
      title: { text: "It <b>grows</b>" },
      meta: { alt: "One bar", table: { columns: ["x"], rows: [["<a>"]] } },
    },
  };
  it("sends JSON, HTML and plain text in one message", () => {
    display.plot(figure);
    expect(sent).toHaveLength(1);
    expect(last()["text/plain"]).toBe("It grows\nOne bar");
    expect(last()["text/html"]).toContain("&lt;a&gt;");
    expect(last()[display.MIME.plotly]).toMatchObject({ data: [{ y: [null] }] });
  });
  it("holds no script unless a front end asked for drawings", () => {
    display.plot(figure);
    expect(last()["text/html"]).not.toContain("<script");
  });
  it("refuses what is no figure", () => {
    expect(() => display.plot({} as never)).toThrow("no array `data`");
  });
});

describe("publish", () => {
  it("sends name and value, and says what it is", () => {
    display.publish("scores", [{ cluster: "Beijing", share }]);
    expect(last()[display.MIME.result]).toEqual({ name: "scores", value: [{ cluster: "Beijing", share }] });
    expect(last()["text/plain"]).toBe("published scores: 1 record");
  });
  it.each([
    ["a figure that is NaN", [{ a: { value: Number.NaN, unit: "1" } }]],
    ["an infinite bound", { value: 1, high: Number.POSITIVE_INFINITY, unit: "1" }],
  ])("refuses %s", (_, value) => {
    expect(() => display.publish("x", value as Published)).toThrow("a missing figure is null");
  });
  it("refuses a bare number and a bad name", () => {
    expect(() => display.publish("x", 3 as never)).toThrow("expected {value, unit, …}");
    expect(() => display.publish("no name", [])).toThrow("is no name for a result");
  });
});
