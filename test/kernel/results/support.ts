import { bundleOf } from "../../../lib/kernel/results/index.js";

/** The forms of a value as a result, without colours. */
export async function formsOf(value: unknown): Promise<Record<string, unknown>> {
  return (await bundleOf(value, { colours: false }))?.data ?? {};
}

/** The HTML of a value as a result, without the styles that align its cells; "" where it has none. */
export async function htmlOf(value: unknown): Promise<string> {
  return String((await formsOf(value))["text/html"] ?? "").replace(/ (?:style|scope)="[^"]*"/g, "");
}

/** The cells of a table, row by row, the heads first, as text with its markup. */
export function cellsOf(html: string): string[][] {
  return [...html.matchAll(/<tr>(.*?)<\/tr>/gs)].map(([, row = ""]) =>
    [...row.matchAll(/<t[hd][^>]*>(.*?)<\/t[hd]>/gs)].map(([, cell = ""]) => cell),
  );
}
