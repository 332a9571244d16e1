import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { regionsGeoJson } from "../places/regions/index.js";
import { csvText } from "./csv.js";
import { openDatabase } from "./duckdb.js";
import { EXIT, interrupted, UserError } from "./errors.js";
import { type Found, find } from "./find.js";
import { checkOut, replaceFolder } from "./folder.js";
import type { IdentifyFlags } from "./options.js";
import { writeParquet } from "./parquet.js";
import { type Material, read } from "./read.js";
import { type AppliedRule, applied, type ChosenRule, chosenRule } from "./rule.js";
import { heldMetrics, summary } from "./summary.js";
import { type Table, tables } from "./tables.js";
import { report } from "./words.js";

/** Where Ctrl-C is heard: through the signal while something is awaited, or by the end of the process. */
export interface Interruption {
  readonly signal: AbortSignal;
  /** Calls what computes without a pause; Ctrl-C ends the process then, as no listener would be reached. */
  readonly unheard: <T>(compute: () => T) => T;
}

/** Reads records, finds clusters, writes the folder and says what was found; gives the exit code. */
export async function identifyFiles(
  paths: readonly string[],
  flags: IdentifyFlags,
  { signal, unheard }: Interruption,
): Promise<number> {
  const chosen = chosenRule(flags);
  checkOut(flags.out);
  const material = await read(paths, flags, signal);
  const rule = applied(chosen, flags.weights, heldMetrics(material.cells));
  await setImmediate();
  if (signal.aborted) throw interrupted();
  const { found, written } = unheard(() => compute(material, chosen, rule, flags));
  const outcome = { material, chosen, applied: rule, found, flags };
  await replaceFolder(flags.out, async (folder) => {
    const { geoJson, all } = written;
    const database = await openDatabase({ memory: flags.memory, threads: 1, ordered: true }, signal);
    try {
      for (const table of all) {
        await writeParquet(database, table, folder, signal);
        await writeFile(join(folder, `${table.name}.csv`), csvText(table));
      }
    } finally {
      database.close();
    }
    await writeFile(join(folder, "clusters.geojson"), `${JSON.stringify(geoJson)}\n`);
    await writeFile(join(folder, "summary.json"), `${JSON.stringify(summary(outcome), null, 2)}\n`);
    if (signal.aborted) throw interrupted();
  });
  process.stdout.write(`${report(outcome, written.all, flags.out)}\n`);
  return EXIT.ok;
}

function compute(
  material: Material,
  { rule }: ChosenRule,
  { density, weights }: AppliedRule,
  { confidence, seed }: IdentifyFlags,
): { found: Found; written: { geoJson: object; all: readonly Table[] } } {
  const { cells, places, population } = material;
  try {
    const found = find(cells, {
      rule,
      density,
      places,
      population,
      replicates: confidence,
      seed,
    });
    const all = tables(found, cells, weights);
    const ranking = all.find(({ name }) => name === "ranking")?.columns ?? [];
    const [ids, ranks] = ["cluster", "rank"].map(
      (name) => ranking.find((column) => column.name === name)?.values ?? [],
    );
    const rankOf = new Map(ids?.map((id, at) => [id, ranks?.[at]]));
    const geoJson = regionsGeoJson(found.regions, ({ id }) => {
      const rank = rankOf.get(id);
      return { rank: typeof rank === "number" ? rank : null };
    });
    return { found, written: { geoJson, all } };
  } catch (error) {
    // What a room refuses of what the user brought along begins like that; any other RangeError is a bug.
    if (error instanceof RangeError && /^Found /.test(error.message)) throw new UserError(error.message);
    throw error;
  }
}
