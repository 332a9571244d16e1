import { missing, published, type Qualifier, type Quantity } from "../figures/index.js";
import type { Evidence, Standing } from "./facts.js";
import type { Row } from "./table.js";

/** A text that the schema requires. Throws where the schema did not see to it. */
export function textOf(row: Row, column: string): string {
  const value = row.text[column];
  if (value === undefined || value === "")
    throw new Error(`The schema lets the column "${column}" be empty.`);
  return value;
}

/** A text, or nothing where the cell is empty. */
export function optionalText(row: Row, column: string): string | undefined {
  const value = row.text[column];
  return value === undefined || value === "" ? undefined : value;
}

/** A number that the schema requires. Throws where the schema did not see to it. */
export function numberOf(row: Row, column: string): number {
  const value = row.values[column];
  if (typeof value !== "number") throw new Error(`The schema lets the column "${column}" hold no number.`);
  return value;
}

/** A number, or nothing where the cell is empty. */
export function optionalNumber(row: Row, column: string): number | undefined {
  const value = row.values[column];
  return typeof value === "number" ? value : undefined;
}

/** One of the values that the schema's enum lists, as their type. Throws where `known` lacks it. */
export function oneOf<T extends string>(row: Row, column: string, known: readonly T[]): T {
  const text = textOf(row, column);
  const found = known.find((value) => value === text);
  if (found === undefined) throw new Error(`The schema lets the column "${column}" hold "${text}".`);
  return found;
}

const QUALIFIERS: readonly Qualifier[] = ["exact", "about", "over", "under", "almost"];
const STANDINGS: readonly Standing[] = ["accepted", "contradicted", "low confidence"];

/** The qualifier of a figure. */
export function qualifierOf(row: Row): Qualifier {
  return oneOf(row, "qualifier", QUALIFIERS);
}

/** Source, standing and note of a row. */
export function evidenceOf(row: Row): Evidence {
  return {
    source: textOf(row, "source"),
    standing: oneOf(row, "standing", STANDINGS),
    note: optionalText(row, "note"),
  };
}

/**
 * The figure of a row with the interval of its print. `unit` is the text of the column "unit" where it is not given;
 * an empty cell is missing.
 */
export function quantityOf(row: Row, column = "value", unit = textOf(row, "unit")): Quantity {
  const text = optionalText(row, column);
  const source = optionalText(row, "source");
  const projected = row.values.projected === true;
  if (text === undefined) {
    return {
      ...missing(unit),
      ...(source === undefined ? {} : { sources: [source] }),
      ...(projected ? { projected } : {}),
    };
  }
  const qualified = column === "value" && row.text.qualifier !== undefined;
  return published(text, {
    unit,
    source,
    projected,
    qualifier: qualified ? qualifierOf(row) : "exact",
    halfWidth: qualified ? optionalNumber(row, "half_width") : undefined,
  });
}
