import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cellStatement } from "../../../lib/clusters/places/cells/index.js";
import { duckdb, type Ended, identifyCommand, scratch } from "./command.js";
import { FAULTS, RULE } from "./faults.js";
import { csv, ROWS } from "./records.js";

const folder = scratch();
afterAll(folder.remove);

beforeAll(async () => {
  const files: { readonly [name: string]: string } = {
    "records.csv": csv(ROWS),
    "empty.csv": "",
    "header.csv": "document,metric,latitude,longitude\n",
    "metrics.csv": csv([
      ...ROWS,
      ["X", "trademarks", "1", "1"],
      ["Y", "designs", "1", "1"],
      ["Z", "", "1", "1"],
    ]),
    "nometric.csv": csv(ROWS).replace("document,metric,", "document,sort,"),
    "nolatitude.csv": csv(ROWS).replace("latitude", "breite"),
    "ragged.csv": `${csv(ROWS)}\n"a,b`,
    "broken.parquet": "PAR1 and nothing after it",
    "places.csv": "name,latitude,longitude,size\nAlton,10,20,5\nBexley,north,20,5\n",
    "nowhere.csv": "cluster,population\nNowhere,5\n",
    "nobody.csv": "cluster,population\nAlton,0\n",
    "people.csv": "latitude,longitude,population\n10,20,-5\n",
    "mixed.csv":
      "status,cell_row,cell_column,metric,places,records,cells_per_degree\nlocated,1,1,pct,1,1,100\nlocated,1,1,pct,1,1,50\n",
    "wrong.csv":
      "status,cell_row,cell_column,metric,places,records,cells_per_degree\nlocated,99999,1,pct,1,1,100\n",
    "none.csv": "status,cell_row,cell_column,metric,places,records,cells_per_degree\n",
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(folder.file(name), content);
  const view =
    "CREATE VIEW records AS SELECT 1 AS document, 'pct' AS metric, 10.0 AS latitude, 20.0 AS longitude";
  await duckdb(view, `COPY (${cellStatement({ perDegree: 20 })}) TO '${folder.file("cells.parquet")}'`);
  mkdirSync(folder.file("mine"));
  writeFileSync(folder.file("mine/notes.txt"), "mine");
  mkdirSync(folder.file("ours"));
  writeFileSync(folder.file("ours/summary.json"), '{"program":"innovation-clusters identify"}');
  writeFileSync(folder.file("ours/notes.txt"), "mine");
});

describe("innovation-clusters identify", () => {
  let ended: readonly Ended[] = [];
  let left: readonly string[] = [];
  beforeAll(async () => {
    const before = readdirSync(folder.path);
    const waiting = [...FAULTS.entries()];
    const found: Ended[] = [];
    const worker = async (): Promise<void> => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const [at, [, args]] = next;
        const out = args.includes("--out") ? [] : ["--out", "results"];
        found[at] = await identifyCommand([...args, ...out], { cwd: folder.path });
      }
    };
    await Promise.all([worker(), worker()]);
    ended = found;
    left = readdirSync(folder.path).filter((name) => !before.includes(name));
  }, 180_000);

  it.each(FAULTS.map(([title, , said], at) => ({ title, said, at })))(
    "says on one line what is wrong with $title",
    ({ said, at }) => {
      expect(ended[at]?.err).toContain(said);
      expect(ended[at]).toMatchObject({ code: 2, out: "" });
      expect(ended[at]?.err.trim().split("\n")).toHaveLength(1);
      expect(ended[at]?.err.startsWith("innovation-clusters: ")).toBe(true);
    },
  );

  it("writes nothing where something is wrong", () => {
    expect(left).toEqual([]);
  });

  it("says how to install DuckDB where it is not", async () => {
    const hooks = `export async function resolve(name, context, next) {
      if (name === "@duckdb/node-api") throw Object.assign(new Error("none"), { code: "ERR_MODULE_NOT_FOUND" });
      return next(name, context);
    }`;
    writeFileSync(folder.file("hooks.mjs"), hooks);
    writeFileSync(
      folder.file("hide.mjs"),
      'import { register } from "node:module"; register("./hooks.mjs", import.meta.url);',
    );
    const ended = await identifyCommand(["records.csv", ...RULE, "--out", "results"], {
      cwd: folder.path,
      env: { NODE_OPTIONS: `--import=${folder.file("hide.mjs")}` },
    });
    expect(ended.err).toBe(
      "innovation-clusters: Reading records takes DuckDB, which is not installed here. Run: npm install @duckdb/node-api\n",
    );
    expect(ended.code).toBe(2);
  });

  it("stops at Ctrl-C with 130 and leaves nothing behind", async () => {
    await duckdb(`COPY (SELECT range % 1000000 AS document, 'pct' AS metric, hash(range) % 180 - 90.0 AS latitude,
      hash(range + 1) % 360 - 180.0 AS longitude FROM range(6000000)) TO '${folder.file("many.parquet")}'`);
    const spill = folder.file("spill");
    mkdirSync(spill);
    const before = readdirSync(folder.path);
    let look: NodeJS.Timeout | undefined;
    const ended = await identifyCommand(["many.parquet", ...RULE, "--out", "results"], {
      cwd: folder.path,
      env: { TMPDIR: spill },
      started: (send) => {
        look = setInterval(() => {
          if (!readdirSync(spill).some((name) => name.startsWith("innovation-clusters-"))) return;
          clearInterval(look);
          send("SIGINT");
        }, 5);
      },
    });
    clearInterval(look);
    expect(ended).toEqual({
      code: 130,
      out: "",
      err: "innovation-clusters: Interrupted; nothing was written.\n",
    });
    expect(readdirSync(folder.path)).toEqual(before);
    expect(readdirSync(spill).filter((name) => name.startsWith("innovation-clusters-"))).toEqual([]);
  }, 120_000);
});
