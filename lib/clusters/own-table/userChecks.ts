import { type ClusterRecord, DataError, quoted, type Row } from "../data/index.js";
import { published } from "../figures/index.js";

/** Throws where two rows name the same cluster, by its id or in another spelling. */
export function checkNames(rows: readonly Row[], records: readonly ClusterRecord[], file: string): void {
  const seen = new Map<string, { readonly name: string; readonly line: number }>();
  records.forEach(({ id, name }, index) => {
    const line = rows[index]?.line ?? 0;
    const key = spelling(id);
    const earlier = seen.get(key);
    if (earlier !== undefined) {
      const found =
        earlier.name === name
          ? `${quoted(name)} again`
          : `${quoted(name)}, another name or spelling of ${quoted(earlier.name)}`;
      throw new DataError(
        { file, row: line, column: "cluster" },
        `${found}, as on line ${earlier.line}`,
        "every cluster once",
      );
    }
    seen.set(key, { name, line });
  });
}

/** One spelling for names that differ in capitals, in the width of dashes or in spaces only. */
function spelling(name: string): string {
  return name
    .toLowerCase()
    .replace(/\s*[-\u2010-\u2015\u2212]\s*/gu, "-")
    .replace(/\s+/gu, " ");
}

/**
 * A count such as 193.635 is 193,635 where points separate thousands. Throws where every count of a column that has a
 * point has just three digits behind it and none is over 999: a column of true fractions looks otherwise.
 */
export function checkPoints(rows: readonly Row[], column: string, file: string): void {
  const pointed = rows.filter((row) => row.text[column]?.includes("."));
  const [first] = pointed;
  if (first === undefined) return;
  if (!pointed.every((row) => /^[1-9]\d{0,2}\.\d{3}$/u.test(row.text[column] ?? ""))) return;
  if (rows.some((row) => /^\d{4,}$/u.test(row.text[column] ?? ""))) return;
  const text = first.text[column] ?? "";
  throw new DataError(
    { file, row: first.line, column },
    `${quoted(text)}, in which the point may separate thousands`,
    "counts without separators",
    `Write ${text.replace(".", "")}, or ${text}0 if it is a fraction.`,
  );
}

/** Shares of the world add up to at most 100 percent, apart from what rounding may have added. */
export function checkShares(rows: readonly Row[], column: string, file: string): void {
  const shares = rows.flatMap((row) => {
    const text = row.text[column];
    return text ? [published(text, { unit: "percent" })] : [];
  });
  const least = shares.reduce((sum, share) => sum + (share.low ?? 0), 0);
  if (least > 100 + 1e-9) {
    const total = shares.reduce((sum, share) => sum + (share.value ?? 0), 0);
    throw new DataError(
      { file, column },
      `shares that add up to ${Number(total.toFixed(3))} percent`,
      "at most 100",
      "Shares are of the world total, in percent.",
    );
  }
}
