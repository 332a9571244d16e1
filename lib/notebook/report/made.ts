import type { JsonObject, JsonValue, Notebook } from "../nbformat/index.js";
import { isList, isObject } from "../nbformat/json.js";
import { escapeHtml } from "./html.js";

interface File {
  readonly path: string;
  readonly sha256: string;
}

/** What made a report, as the run that executed its notebook wrote it down. */
interface Made {
  readonly node?: string;
  readonly commit?: string;
  readonly packages: readonly (readonly [name: string, version: string])[];
  readonly files: readonly File[];
  readonly parameters: readonly (readonly [name: string, value: string])[];
}

/**
 * The end of a report: the data, the code and the packages that made it, as the notebook tells it.
 * @param foreign whether the notebook comes from elsewhere: what it tells is then its own claim.
 */
export function madeHtml({ metadata }: Notebook, foreign = false): string {
  const own = metadata.tslab_notebook;
  const made = readMade(isObject(own) ? own.made : undefined);
  if (made === undefined) return "<p>The notebook does not tell what made this report.</p>\n";
  const { data, code } = parted(made);
  const node = made.node === undefined ? "" : `Node ${escapeHtml(made.node.replace(/^v/, ""))}`;
  const names = made.packages.map(([name, version]) => `${escapeHtml(name)} ${escapeHtml(version)}`);
  const values = made.parameters.map(
    ([name, value]) => `<code>${escapeHtml(name)} = ${escapeHtml(value)}</code>`,
  );
  const lines = [
    line(data.length === 0 ? "No data files were read." : `Data: ${count(data, "file")}`, data.map(fileHtml)),
    line(
      [`Code: ${commitHtml(made.commit)}`, code.length === 0 ? "" : count(code, "file")]
        .filter(Boolean)
        .join(", "),
      code.map(fileHtml),
    ),
    line([node, names.length === 0 ? "" : count(names, "package")].filter(Boolean).join(" and "), names),
    line(values.length === 0 ? "" : `Parameters: ${values.join(", ")}`, []),
  ];
  const claim = foreign
    ? "<p>The notebook says that it was made with what follows; nobody has checked that.</p>\n"
    : "";
  return `${claim}<ul class="made">\n${lines.filter(Boolean).join("\n")}\n</ul>\n`;
}

/** What is said, and behind it what it is about, folded away. */
function line(said: string, items: readonly string[]): string {
  if (said === "" || items.length === 0) return said === "" ? "" : `<li>${said}</li>`;
  const list = items.map((item) => `<li>${item}</li>`).join("");
  return `<li><details><summary>${said}</summary><ul>${list}</ul></details></li>`;
}

function parted({ files }: Made): { data: readonly File[]; code: readonly File[] } {
  const isData = ({ path }: File) => /^data\//.test(path) || /\.(?:csv|tsv|xlsx|parquet|arrow)$/i.test(path);
  return { data: files.filter(isData), code: files.filter((file) => !isData(file)) };
}

function commitHtml(commit: string | undefined): string {
  if (commit === undefined) return "no version is known";
  const dirty = commit.endsWith("-dirty");
  const name = dirty ? commit.slice(0, -"-dirty".length) : commit;
  const short = /^[0-9a-f]{40}$/.test(name) ? name.slice(0, 12) : name;
  return `version <code title="${escapeHtml(name)}">${escapeHtml(short)}</code>${dirty ? " with changes that are not committed" : ""}`;
}

function fileHtml({ path, sha256 }: File): string {
  return `${escapeHtml(path)} <code title="SHA-256 ${escapeHtml(sha256)}">${escapeHtml(sha256.slice(0, 12))}</code>`;
}

function count(items: readonly unknown[], word: string): string {
  return `${items.length} ${word}${items.length === 1 ? "" : "s"}`;
}

function readMade(value: JsonValue | undefined): Made | undefined {
  if (!isObject(value)) return undefined;
  return {
    ...textAt(value, "node"),
    ...textAt(value, "commit"),
    packages: pairs(value.packages),
    parameters: pairs(value.parameters),
    files: (isList(value.files) ? value.files : []).flatMap((file) =>
      isObject(file) && typeof file.path === "string" && typeof file.sha256 === "string"
        ? [{ path: file.path, sha256: file.sha256 }]
        : [],
    ),
  };
}

function textAt(value: JsonObject, key: "node" | "commit"): Partial<Made> {
  const text = value[key];
  return typeof text === "string" && text !== "" ? { [key]: text } : {};
}

function pairs(value: JsonValue | undefined): [string, string][] {
  if (!isObject(value)) return [];
  return Object.entries(value)
    .flatMap(([name, text]): [string, string][] => (typeof text === "string" ? [[name, text]] : []))
    .sort(([a], [b]) => (a < b ? -1 : 1));
}
