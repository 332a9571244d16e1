import { type CsvCell, csvText } from "./csv.js";
import { fileName, save } from "./save.js";

/** Makes the buttons work that save a chart's figures, or a table, as CSV. */
export function startDownloads(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("button.save-csv")) {
    button.addEventListener("click", () => {
      const figure = button.closest<HTMLElement>("figure.chart");
      const rows = figure === null ? tableRows(button) : figureRows(figure);
      save(
        new Blob([csvText(rows)], { type: "text/csv;charset=utf-8" }),
        fileName(nameOf(button, figure), "csv"),
      );
    });
  }
}

function nameOf(button: HTMLElement, figure: HTMLElement | null): string {
  if (figure !== null) return figure.id;
  const tables = [...document.querySelectorAll("button.save-csv")].filter(
    (each) => !each.closest("figure.chart"),
  );
  return `table-${tables.indexOf(button) + 1}`;
}

/** The figures as they are, not as the page prints them. */
function figureRows(figure: HTMLElement): CsvCell[][] {
  const { columns, rows } = JSON.parse(figure.querySelector("script.table-data")?.textContent ?? "{}");
  return [columns, ...rows];
}

/** A table as it is printed; intervals get a column of their own, and numbers the form that programs read. */
function tableRows(button: HTMLElement): CsvCell[][] {
  const table = tableBefore(button.closest(".table-tools"))?.querySelector("table");
  const rows = [...(table?.rows ?? [])].map((row) => [...row.cells]);
  const width = Math.max(0, ...rows.map((row) => row.length));
  const apart = Array.from({ length: width }, (_, at) =>
    rows.some((row) => row[at]?.querySelector(".interval")),
  );
  return rows.map((row) =>
    row.flatMap((cell, at) => {
      const interval = cell.querySelector(".interval")?.textContent ?? "";
      const text = shown(interval ? (cell.firstChild?.textContent ?? "") : (cell.textContent ?? ""));
      if (!apart[at]) return [text];
      return [text, cell.tagName === "TH" ? `${text}, interval` : interval.trim()];
    }),
  );
}

/** Between a table and its button may stand a note. */
function tableBefore(tools: Element | null): Element | null {
  let before = tools?.previousElementSibling ?? null;
  while (before !== null && !before.matches(".scroll")) before = before.previousElementSibling;
  return before;
}

function shown(text: string): CsvCell {
  const trimmed = text.replace(/\s+/g, " ").trim();
  if (trimmed === "–") return null;
  const plain = trimmed
    .replace(/^−/, "-")
    .replace(/^(-?\d{1,3}(?:,\d{3})+)(?=\.|$)/, (whole) => whole.replaceAll(",", ""));
  if (/^-?\d+(?:\.\d+)?$/.test(plain)) return plain;
  return /^-\d+(?:\.\d+)?\s?%$/.test(plain) ? plain.replace(/\s/, "") : trimmed;
}
