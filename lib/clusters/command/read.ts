import { type Cells, PER_DEGREE } from "../places/cells/index.js";
import type { Places, PopulationGrid, PopulationRow } from "../places/regions/index.js";
import { aggregateRecords, readCellFile } from "./aggregate.js";
import { holdsCells, type RecordColumns, recordColumns } from "./columns.js";
import { openDatabase } from "./duckdb.js";
import { countRows, type Input, openInput } from "./files.js";
import type { IdentifyFlags } from "./options.js";
import { readPlaces, readPopulation, recordPlaces } from "./reference.js";

/** A file that was read, without its folder. */
export interface ReadFile {
  readonly input: Input;
  /** Rows of each file. */
  readonly rows: readonly number[];
}

/** Everything that the command reads. */
export interface Material {
  readonly records: ReadFile;
  readonly cells: Cells;
  /** Null where the files held cells already. */
  readonly columns: RecordColumns | null;
  readonly places?: Places;
  readonly placesFile?: ReadFile;
  readonly population?: PopulationGrid | readonly PopulationRow[];
  readonly populationFile?: ReadFile;
  readonly duckdb: string;
}

/** Reads records, or cells, and what else the options name; DuckDB has ended, and its files are gone, when this returns. */
export async function read(
  paths: readonly string[],
  flags: IdentifyFlags,
  signal: AbortSignal,
): Promise<Material> {
  const database = await openDatabase(flags, signal);
  try {
    const input = await openInput(database, paths, signal);
    const columns = holdsCells(input) ? null : recordColumns(input, flags);
    const cells = columns
      ? await aggregateRecords(database, input, columns, flags.cell ?? PER_DEGREE, signal)
      : await readCellFile(database, input, flags.cell, signal);
    const places = flags.places === undefined ? undefined : await readPlaces(database, flags.places, signal);
    const population =
      flags.population === undefined ? undefined : await readPopulation(database, flags.population, signal);
    const own =
      !places && columns?.place
        ? await recordPlaces(database, input.label, cells.perDegree, signal)
        : undefined;
    const counted = (of: Input | undefined): Promise<ReadFile> | undefined =>
      of && countRows(database, of, signal).then((rows) => ({ input: of, rows }));
    return {
      // All rows of records are in the totals, which saves reading a file of CSV again to count them.
      records: {
        input,
        rows:
          columns && input.files.length === 1
            ? [recordCount(cells)]
            : await countRows(database, input, signal),
      },
      cells,
      columns,
      places: places?.table ?? own,
      placesFile: await counted(places?.input),
      population: population?.table,
      populationFile: await counted(population?.input),
      duckdb: database.version,
    };
  } finally {
    database.close();
  }
}

function recordCount({ totals }: Cells): number {
  return Object.values(totals).reduce((sum, { records }) => sum + records, 0);
}
