/** A rule that finds the two towns of the records. */
export const RULE = ["--radius", "10", "--threshold", "5"];

/** Arguments, and a part of what is said of them. */
export const FAULTS: readonly (readonly [title: string, args: readonly string[], said: string])[] = [
  [
    "no rule",
    ["records.csv"],
    "Found no rule to go by, expected --edition 2024, or --radius (kilometres) and --threshold",
  ],
  [
    "an option that there is not",
    ["records.csv", "--radios", "5"],
    "See innovation-clusters identify --help.",
  ],
  ["a radius without a threshold", ["records.csv", "--radius", "5"], "Found no rule to go by"],
  [
    "an edition whose rule is not published",
    ["records.csv", "--edition", "2025"],
    "How the edition 2025 found its clusters is not published",
  ],
  [
    "an edition that is no year",
    ["records.csv", "--edition", "new"],
    "Expected a whole number from 1900 to 9999. See innovation-clusters identify --help.",
  ],
  ["a radius of 0", ["records.csv", "--radius", "0"], "Expected a number above 0"],
  ["a negative merging distance", ["records.csv", ...RULE, "--merge=-1"], "Expected a number of 0 or more"],
  [
    "cells that do not divide a degree",
    ["records.csv", ...RULE, "--cell", "0.03"],
    "Expected degrees from 0.0001 to 1 that divide a degree evenly",
  ],
  [
    "a metric that there is not",
    ["records.csv", ...RULE, "--density", "pct,trademarks"],
    'Found "trademarks" as a metric, expected pct, publications, ventureDeals.',
  ],
  [
    "a density of which there are no records",
    ["records.csv", ...RULE, "--density", "vc"],
    "Found records of pct, publications, expected some of ventureDeals to count.",
  ],
  [
    "weights that are none",
    ["records.csv", ...RULE, "--weights", "pct=0"],
    "Expected one weight above 0 at least",
  ],
  [
    "weights that cannot be read",
    ["records.csv", ...RULE, "--weights", "pct:1"],
    "Expected an edition such as 2025, or weights such as pct=1,publications=1",
  ],
  [
    "weights of metrics without records",
    ["records.csv", ...RULE, "--weights", "vc=1"],
    "expected some of ventureDeals to rank by",
  ],
  [
    "an edition of weights that there was not",
    ["records.csv", ...RULE, "--weights", "2016"],
    "The method of the edition 2016 is not known",
  ],
  [
    "memory without a unit",
    ["records.csv", ...RULE, "--memory", "2"],
    "Expected a size such as 2GB or 512MB",
  ],
  ["no files", RULE, "missing required argument 'records'"],
  ["an unknown option", ["records.csv", ...RULE, "--epsilon", "3"], "unknown option '--epsilon'"],
  ["a file that is not there", ["absent.parquet", ...RULE], "absent.parquet: no such file."],
  [
    "a pattern that nothing matches",
    ["absent-*.parquet", ...RULE],
    "absent-*.parquet: no file matches the pattern.",
  ],
  [
    "a folder",
    ["mine", ...RULE],
    "mine: found a folder, expected a file; a pattern such as mine/*.parquet takes all of it.",
  ],
  [
    "an empty file",
    ["empty.csv", ...RULE],
    "empty.csv: found an empty file, expected CSV with a header, or Parquet.",
  ],
  ["no rows", ["header.csv", ...RULE], "header.csv: found no rows, expected records."],
  ["Parquet that is broken", ["broken.parquet", ...RULE], "broken.parquet: "],
  ["CSV that is broken", ["ragged.csv", ...RULE], "ragged.csv: "],
  [
    "metrics that are not understood",
    ["metrics.csv", ...RULE],
    'metrics.csv, column "metric": found "designs", "trademarks", no value in 3 rows, expected pct (or patents)',
  ],
  [
    "no column of metrics",
    ["nometric.csv", ...RULE],
    "nometric.csv: found no column for the metric among document, sort, latitude, longitude, place, expected one named metric, kind, type. Name it with --metric-column, or give one metric for all rows with --metric pct.",
  ],
  [
    "no column of latitudes",
    ["nolatitude.csv", ...RULE],
    "expected one named latitude, lat, y. Name it with --latitude.",
  ],
  [
    "a named column that is not there",
    ["records.csv", ...RULE, "--document", "documents"],
    'found no column "documents", expected one of document, metric, latitude, longitude, place. Did you mean "document"?',
  ],
  [
    "two ways to the metric",
    ["records.csv", ...RULE, "--metric", "pct", "--metric-column", "metric"],
    "cannot be used with option",
  ],
  [
    "places without coordinates",
    ["records.csv", ...RULE, "--places", "places.csv"],
    "places.csv: found 1 of 2 rows that lack one, expected a name, a latitude from -90 to 90",
  ],
  [
    "a population of a cluster that was not found",
    ["records.csv", ...RULE, "--population", "nowhere.csv"],
    'Found the cluster "Nowhere" in row 1 of the populations, expected the name or id of one that was identified.',
  ],
  [
    "a cluster without a population",
    ["records.csv", ...RULE, "--population", "nobody.csv"],
    "nobody.csv: found row 1 without one, expected a cluster and a population above 0 in every row.",
  ],
  [
    "negative populations",
    ["records.csv", ...RULE, "--population", "people.csv"],
    "people.csv: found 1 of 1 rows that lack one",
  ],
  [
    "cells of two grids",
    ["mixed.csv", ...RULE],
    "mixed.csv: found 100 and 50 as cells_per_degree, expected one grid in all rows.",
  ],
  [
    "cells off the grid",
    ["wrong.csv", ...RULE],
    "wrong.csv: Found 99999 as row of cell row 1, expected a whole number from -9000 to 8999.",
  ],
  ["no cells", ["none.csv", ...RULE], "none.csv: found no rows, expected one for every cell."],
  [
    "cells of another grid than asked for",
    ["cells.parquet", ...RULE, "--cell", "0.01"],
    "cells.parquet: found cells of 1/20°, expected 1/100° as --cell says. Leave --cell out.",
  ],
  [
    "a folder of someone else's",
    ["records.csv", ...RULE, "--out", "mine"],
    "mine: found a folder that this command has not written",
  ],
  [
    "a folder of ours with something else in it",
    ["records.csv", ...RULE, "--out", "ours"],
    "ours: found notes.txt beside the results, which would be lost.",
  ],
  [
    "a file in the place of the folder",
    ["records.csv", ...RULE, "--out", "records.csv"],
    "records.csv: found a file, expected a folder or nothing.",
  ],
];
