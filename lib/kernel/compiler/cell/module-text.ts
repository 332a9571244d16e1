import { basename } from "node:path";
import type { Cell } from "./cell.js";
import type { Form } from "./names.js";
import type { Origin, Visible } from "./visible.js";

/**
 * The text of a cell as a module: the cell as it is, from the first position on, then what makes a module of it. The
 * names that it declares are exported, those of earlier cells declared or imported.
 * @param wanted the names of earlier cells that it needs: those that it mentions, or all
 */
export function moduleText(
  cell: Cell,
  visible: ReadonlyMap<string, Visible>,
  wanted: "mentioned" | "all" = "mentioned",
): string {
  if (cell.metadata.module !== undefined) return cell.source;
  const { declared, exported, mentioned, passedOn } = cell.names;
  const own = new Set(declared.map(({ name }) => name));
  const exports = Array.from(own).filter((name) => !exported.has(name) && !passedOn.has(name));
  const lines = [`export { ${exports.join(", ")} };`];
  for (const [name, meanings] of visible) {
    if (wanted === "mentioned" && !mentioned.has(name)) continue;
    const has = (meaning: "value" | "type") =>
      declared.some((entry) => entry.name === name && entry[meaning] && !passedOn.has(name));
    lines.push(
      ...earlier(name, has("value") ? undefined : meanings.value, has("type") ? undefined : meanings.type),
    );
  }
  return `${cell.source}\n;${lines.join("\n")}\n`;
}

const VARIABLES: readonly Form[] = ["const", "let", "var"];

function earlier(name: string, value: Origin | undefined, type: Origin | undefined): string[] {
  const lines: string[] = [];
  // A variable is declared as one: imported names cannot be assigned to.
  const asVariable = value && (VARIABLES.includes(value.form) || (value.both && value.cell !== type?.cell));
  if (asVariable)
    lines.push(
      `declare ${value.form === "let" || value.form === "var" ? "let" : "const"} ${name}: typeof import("${specifierOf(value.cell)}").${name};`,
    );
  else if (value) lines.push(`import { ${name} } from "${specifierOf(value.cell)}";`);
  if (type && (asVariable || type.cell !== value?.cell))
    lines.push(`import { ${name} } from "${specifierOf(type.cell)}";`);
  return lines;
}

function specifierOf(cell: Cell): string {
  return `./${basename(cell.file)}`;
}
