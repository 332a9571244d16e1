import { readFileSync } from "node:fs";
import nodePath, { join, resolve } from "node:path";
import { compileFunction } from "node:vm";
import * as arquero from "arquero";
import ts from "typescript";
import * as clusters from "../../lib/clusters/index.js";
import * as display from "../../lib/notebook/display/index.js";
import { formatQuantity, type Quantity } from "../../lib/notebook/display/index.js";
import { parseNotebook } from "../../lib/notebook/nbformat/index.js";

const root = resolve(import.meta.dirname, "../..");

/** What the cells of a notebook said, in order, and what they published. */
export interface Said {
  readonly about: display.About;
  readonly prose: readonly string[];
  /** Every table as lines of cells. */
  readonly tables: readonly (readonly (readonly string[])[])[];
  readonly charts: readonly display.Figure[];
  readonly results: ReadonlyMap<string, readonly display.PublishedRecord[]>;
}

/** A notebook as a function of its parameters, run in this process: fast enough for every cluster. */
export function inProcess(name: string): (parameters: { readonly [name: string]: string }) => Said {
  const path = join(root, "notebooks", `${name}.ipynb`);
  const { cells } = parseNotebook(readFileSync(path, "utf8"), path);
  const code = cells.filter((cell) => cell.cell_type === "code").map((cell) => cell.source);
  const data = clusters.readData(join(root, "data"));
  return (parameters) => {
    const said = recorder();
    const libraries = {
      "innovation-clusters": { ...clusters, readData: () => data },
      "tslab-notebook": { ...display, ...said.functions },
      arquero,
      "node:path": nodePath,
    };
    const source = Object.entries(parameters).reduce(
      (text, [parameter, value]) =>
        text.replace(
          new RegExp(`^const ${parameter}: ([^=]+) = .*;$`, "m"),
          (_, type: string) => `const ${parameter}: ${type} = ${JSON.stringify(value)};`,
        ),
      code.join("\n"),
    );
    const { outputText } = ts.transpileModule(source, {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 },
    });
    const run = compileFunction(outputText, ["require", "exports"]);
    run((id: keyof typeof libraries) => libraries[id], {});
    return said;
  };
}

type Row = { readonly [column: string]: unknown };

function recorder(): Said & { readonly functions: object } {
  const prose: string[] = [];
  const tables: string[][][] = [];
  const charts: display.Figure[] = [];
  const results = new Map<string, readonly display.PublishedRecord[]>();
  const said = { about: {}, prose, tables, charts, results };
  const functions = {
    about: (info: display.About) => Object.assign(said.about, info),
    md: (strings: TemplateStringsArray, ...values: readonly display.Value[]) => {
      prose.push(text(display.part(strings, ...values)));
    },
    table: (given: display.Rows, options: display.TableOptions) => {
      const rows = ("objects" in given ? given.objects() : given) as readonly Row[];
      const columns = Object.entries(options.columns ?? {});
      tables.push([
        columns.map(([key, column]) => (typeof column === "string" ? column : (column.label ?? key))),
        ...rows.map((row) =>
          columns.map(([key, column]) => cell(row[key], typeof column === "string" ? {} : column)),
        ),
      ]);
    },
    plot: (figure: display.Figure) => charts.push(figure),
    publish: (name: string, rows: readonly display.PublishedRecord[]) => results.set(name, rows),
  };
  return { ...said, functions };
}

const isMissing = (value: object | string | number | boolean): boolean =>
  typeof value === "object" && (value as Quantity).value === null && !("low" in value) && !("high" in value);

function cell(value: unknown, column: display.Column): string {
  if (value === null || value === undefined || isMissing(value)) return "–";
  return typeof value === "object" ? formatQuantity(value as Quantity, column) : String(value);
}

/** Prose as it reads: the values of all parts in their places. */
function text(value: display.Value): string {
  if (typeof value === "string") return value;
  if (typeof value === "number") return display.formatNumber(value);
  if ("parts" in value) {
    return value.parts
      .map((part, i) => part + (i in value.values ? text(value.values[i] ?? "") : ""))
      .join("");
  }
  if ("quantity" in value) return formatQuantity(value.quantity, value.options);
  if ("markdown" in value) return value.markdown;
  if ("text" in value) return value.text;
  if ("unit" in value) return formatQuantity(value);
  return value.map(text).join("\n");
}
