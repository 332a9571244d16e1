import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ROOT } from "./place.js";

/**
 * The cells of a small notebook, in TypeScript that stock tslab, Deno's kernel and this project's run as it stands: arquero by
 * its bare name, variables that later cells read, and nothing that one of them lacks.
 */
export const SMALL_CELLS: readonly string[] = [
  `import * as aq from "arquero";`,
  `interface Patents {
  readonly city: string;
  readonly field: string;
  readonly year: number;
  readonly count: number;
}`,
  `const cities = ["Basel", "Kyoto", "Leuven", "Oulu", "Pune"];
const fields = ["chemistry", "instruments", "machines"];`,
  `const patents: Patents[] = [];
for (const [i, city] of cities.entries())
  for (const [j, field] of fields.entries())
    for (let year = 2015; year < 2025; year++)
      patents.push({ city, field, year, count: 40 + 7 * i + 5 * j + ((year * (i + 2)) % 11) });
console.log(patents.length);`,
  `const table = aq.from(patents);
console.log(table.numRows(), table.columnNames());`,
  `const byCity = table
  .groupby("city")
  .rollup({ total: (d: any) => aq.op.sum(d.count), mean: (d: any) => aq.op.mean(d.count) })
  .orderby(aq.desc("total"));
console.log(byCity.objects());`,
  `const share = (part: number, whole: number): string => \`\${((100 * part) / whole).toFixed(1)} %\`;`,
  `const total = table.rollup({ total: (d: any) => aq.op.sum(d.count) }).get("total", 0) as number;
const rows = byCity.objects() as { city: string; total: number }[];
console.log(rows.map((row) => \`\${row.city} \${share(row.total, total)}\`).join("\\n"));`,
  `const wide = table.groupby("field").pivot("year", "count", { limit: 20 });
console.log(wide.columnNames().join(" "));`,
  `class Trend {
  constructor(readonly field: string, readonly slope: number) {}
  toString(): string {
    return \`\${this.field}: \${this.slope.toFixed(2)} a year\`;
  }
}`,
  `const trends = fields.map((field) => {
  const own = patents.filter((each) => each.field === field);
  const sum = (some: Patents[]) => some.reduce((all, { count }) => all + count, 0);
  const early = sum(own.filter(({ year }) => year < 2020));
  return new Trend(field, (sum(own) - 2 * early) / 5);
});
console.log(trends.map(String).join("\\n"));`,
  `const largest = await Promise.resolve(byCity.get("city", 0));
console.log("largest:", largest);`,
];

/** What the last cell prints: a page that has it has run them all. */
export const SMALL_RESULT = "largest: Pune";

/**
 * The cells of a notebook that imports arquero and then waits: its kernel writes its process's id into the file `waiting`, and
 * goes on as soon as that file is gone.
 */
export const WAITING_CELLS: readonly string[] = [
  `import * as aq from "arquero";`,
  `import { existsSync, writeFileSync } from "node:fs";`,
  `console.log(typeof aq.table);
writeFileSync("waiting", String(process.pid));
while (existsSync("waiting")) await new Promise((resolve) => setTimeout(resolve, 50));`,
];

/** A folder with notebooks of one's own and arquero, which is this project's. */
export interface SmallPlace {
  readonly folder: string;
  remove(): void;
}

/** Makes a folder with a notebook for each name in `notebooks`, from the cells given for it. */
export function newSmallPlace(notebooks: Readonly<Record<string, readonly string[]>>): SmallPlace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "bench-small-")));
  // Those of this project, as in any workspace: all programs read the same packages, and no network is needed.
  for (const name of ["arquero", "acorn", "@uwdata/flechette"]) {
    const link = join(folder, "node_modules", name);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), link, "junction");
  }
  const project = { private: true, dependencies: { arquero: "*" } };
  writeFileSync(join(folder, "package.json"), `${JSON.stringify(project)}\n`);
  for (const [name, cells] of Object.entries(notebooks)) writeNotebook(folder, name, cells);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes a notebook in TypeScript from the sources of its code cells. */
export function writeNotebook(folder: string, name: string, cells: readonly string[]): void {
  const notebook = {
    cells: cells.map((source, index) => ({
      ...{ cell_type: "code", id: `cell-${index}`, metadata: {} },
      ...{ execution_count: null, outputs: [], source },
    })),
    metadata: {
      kernelspec: { display_name: "TypeScript", language: "typescript", name: "tslab-notebook" },
      language_info: { name: "typescript" },
    },
    nbformat: 4,
    nbformat_minor: 5,
  };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.ipynb`), `${JSON.stringify(notebook, null, 1)}\n`);
}
