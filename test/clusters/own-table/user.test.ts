import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { readData } from "../../../lib/clusters/data/index.js";
import { parseClusterTable, readClusterTable } from "../../../lib/clusters/own-table/index.js";
import { DATA } from "../data/folder.js";

const folder = mkdtempSync(join(tmpdir(), "user-"));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (text: string, options = {}) => parseClusterTable(text, "mine.csv", options);

describe("readClusterTable", () => {
  test("absolute counts, shares and per-million figures may stand side by side, with gaps", () => {
    const { records, notes } = read(
      [
        "cluster,economy,rank,pct_applications,publication_share,venture_deals_per_million,population",
        "Tokyo–Yokohama,JP,2,135129,,141,36500000",
        "Singapore,SG/MY,,,0.5,,",
      ].join("\n"),
    );
    expect(records).toEqual([
      {
        id: "Tokyo–Yokohama",
        name: "Tokyo–Yokohama",
        economies: ["JP"],
        rank: { value: 2, low: 2, high: 2, unit: "rank" },
        population: { value: 36500000, low: 36499999.5, high: 36500000.5, unit: "persons" },
        figures: {
          pct: { count: { value: 135129, low: 135128.5, high: 135129.5, unit: "applications" } },
          ventureDeals: {
            perMillion: { value: 141, low: 140.5, high: 141.5, unit: "deals per million inhabitants" },
          },
        },
      },
      {
        id: "Singapore",
        name: "Singapore",
        economies: ["SG", "MY"],
        figures: { publications: { share: { value: 0.5, low: 0.45, high: 0.55, unit: "percent" } } },
      },
    ]);
    expect(notes).toEqual([
      "1 of 2 rows have no figure for PCT applications.",
      "1 of 2 rows have no figure for publications.",
      "1 of 2 rows have no figure for venture capital deals.",
    ]);
  });

  test("reads a file as Excel saves it: byte order mark, CRLF, quotes", () => {
    const file = join(folder, "excel.csv");
    writeFileSync(file, '\uFEFFcluster,pct_share\r\n"Washington, DC–Baltimore",0.4\r\n');
    expect(readClusterTable(file).records[0]).toMatchObject({
      name: "Washington, DC–Baltimore",
      economies: [],
    });
  });

  test("zero is a figure, an empty cell is missing", () => {
    const { records } = read("cluster,pct_share,publication_share\nA,0.0,\n");
    expect(records[0]?.figures).toEqual({
      pct: { share: { value: 0, low: -0.05, high: 0.05, unit: "percent" } },
    });
  });

  test("unknown columns are left out and named", () => {
    const { records, notes } = read("cluster,pct_share,colour,pct_shares\nA,1,red,2\n");
    expect(notes).toContain('Left out: "colour", unknown columns.');
    expect(notes).toContain('Left out: "pct_shares", which doubles the column pct_share.');
    expect(Object.keys(records[0] ?? {})).toEqual(["id", "name", "economies", "figures"]);
  });

  test("with the project's data, rows take the id and the economies of the cluster they name", () => {
    const options = { data: readData(DATA), source: "mine" };
    const { records } = read("cluster,pct_share\nSilicon Valley,3.8\nAtlantis,1.0\n", options);
    expect(records.map(({ id, name, economies }) => [id, name, economies])).toEqual([
      ["san-jose-san-francisco", "Silicon Valley", ["US"]],
      ["Atlantis", "Atlantis", []],
    ]);
    expect(records[0]?.figures.pct?.share?.sources).toEqual(["mine"]);
  });

  test("a table of one edition says it; of several, one has to be chosen", () => {
    const text = "cluster,edition,pct_share\nA,2024,1\nA,2025,2\n";
    expect(read("cluster,edition,pct_share\nA,2024,1\n").edition).toBe(2024);
    expect(() => read(text)).toThrow(
      /found the editions 2024, 2025, expected a single one\. .*\{ edition: 2025 \}/,
    );
    expect(read(text, { edition: 2025 })).toMatchObject({
      edition: 2025,
      records: [{ figures: { pct: { share: { value: 2 } } } }],
    });
    expect(() => read(text, { edition: 2023 })).toThrow(/expected rows of 2023/);
    expect(read("cluster,pct_share\nA,1\n", { edition: 2023 }).edition).toBe(2023);
    expect(read("cluster,pct_share\nA,1\n").edition).toBeUndefined();
  });

  test("1,000 rows are read", () => {
    const rows = Array.from({ length: 1000 }, (_, index) => `Cluster ${index},${index}`);
    expect(read(`cluster,pct_applications\n${rows.join("\n")}\n`).records).toHaveLength(1000);
  });

  test.each([
    [
      "no column cluster",
      "place,pct_share\nA,1\n",
      'mine.csv, line 1, column "cluster": found no such column among place, pct_share',
    ],
    [
      "no usable column",
      "cluster,rank\nA,1\n",
      "mine.csv: found no figure in any row, expected at least one of the columns pct_applications",
    ],
    ["usable columns without a value", "cluster,pct_share\nA,\n", "found no figure in any row"],
    ["no rows", "cluster,pct_share\n", "found no figure in any row"],
    ["an empty name", "cluster,pct_share\n,1\n", 'line 2, column "cluster": found an empty cell'],
    ["a name of spaces", 'cluster,pct_share\n"  ",1\n', 'line 2, column "cluster"'],
    [
      "a cluster twice",
      "cluster,pct_share\nA,1\nB,1\nA,1\n",
      'line 4, column "cluster": found "A" again, as on line 2',
    ],
    [
      "a negative count",
      "cluster,pct_applications\nA,-1\n",
      'line 2, column "pct_applications": found "-1", expected a number such as 9.0 of at least 0',
    ],
    [
      "a share over 100",
      "cluster,pct_share\nA,100.1\n",
      'line 2, column "pct_share": found "100.1", expected a number such as 9.0 from 0 to 100',
    ],
    ["no inhabitants", "cluster,pct_share,population\nA,1,0\n", 'column "population": found "0"'],
    [
      "a rank of zero",
      "cluster,pct_share,rank\nA,1,0\n",
      'column "rank": found "0", expected a whole number of at least 1',
    ],
    [
      "a thousands separator",
      'cluster,pct_applications\nA,"135,129"\n',
      "Write it with a decimal point and without separators.",
    ],
    [
      "an economy in words",
      "cluster,economy,pct_share\nA,Japan,1\n",
      'column "economy": found "Japan", expected ISO codes of two capital letters joined by /',
    ],
    ["a name on two lines", 'cluster,pct_share\n"A\nB",1\n', "expected a name on one line"],
    [
      "a percent sign",
      "cluster,pct_share\nA,9.0%\n",
      'found "9.0%", expected a number such as 9.0 from 0 to 100. Leave the sign out',
    ],
    ["semicolons", "cluster;pct_share\nA;1,0\n", "line 1: found cells separated by semicolons"],
    ["tabs", "cluster\tpct_share\nA\t1\n", "line 1: found cells separated by tabs"],
    [
      "points between thousands",
      "cluster,publications\nA,193.635\nB,115.773\n",
      'line 2, column "publications": found "193.635", in which the point may separate thousands, expected counts without separators. Write 193635, or 193.6350 if it is a fraction.',
    ],
    [
      "two widths of a dash",
      "cluster,pct_share\nTokyo–Yokohama,1\nTokyo-yokohama,1\n",
      'line 3, column "cluster": found "Tokyo-yokohama", another name or spelling of "Tokyo–Yokohama", as on line 2',
    ],
  ])("%s is one error", (_, text, message) => {
    expect(() => read(text)).toThrow(message);
  });

  test("a cluster under two of its names is named twice", () => {
    const text = "cluster,pct_share\nSilicon Valley,1\nSan Jose-San Francisco,1\n";
    expect(read(text).records).toHaveLength(2);
    expect(() => read(text, { data: readData(DATA) })).toThrow(
      'line 3, column "cluster": found "San Jose-San Francisco", another name or spelling of "Silicon Valley", as on line 2, expected every cluster once.',
    );
  });

  test("counts with true fractions are read", () => {
    expect(read("cluster,publications\nA,193.635\nB,12.5\n").records).toHaveLength(2);
    expect(read("cluster,publications\nA,193.635\nB,115773\n").records).toHaveLength(2);
  });

  test("the same letters in two Unicode forms are one name", () => {
    expect(() => read("cluster,pct_share\nSão Paulo,1\nSa\u0303o Paulo,1\n")).toThrow(/again, as on line 2/);
  });

  test("shares may add up to 100 and, through rounding, to a little more", () => {
    expect(read("cluster,pct_share\nA,50\nB,50\n").records).toHaveLength(2);
    expect(read("cluster,pct_share\nA,33.4\nB,33.4\nC,33.3\n").records).toHaveLength(3);
    expect(() => read("cluster,pct_share\nA,60.0\nB,60.0\n")).toThrow(
      'mine.csv, column "pct_share": found shares that add up to 120 percent, expected at most 100.',
    );
  });
});
