/** A place in generated code and where it comes from; all counted from 0, columns in units of UTF-16. */
export interface Mapping {
  readonly line: number;
  readonly column: number;
  readonly sourceLine: number;
  readonly sourceColumn: number;
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
const VALUES = new Map(Array.from(DIGITS, (digit, value) => [digit, value]));

/** Reads the `mappings` of a source map with one source; parts that map to nothing are left out. */
export function readMappings(mappings: string): Mapping[] {
  const found: Mapping[] = [];
  let sourceLine = 0;
  let sourceColumn = 0;
  for (const [line, text] of mappings.split(";").entries()) {
    let column = 0;
    for (const segment of text.split(",")) {
      const [columnStep, , lineStep, sourceStep] = readNumbers(segment);
      if (columnStep === undefined) continue;
      column += columnStep;
      if (lineStep === undefined || sourceStep === undefined) continue;
      sourceLine += lineStep;
      sourceColumn += sourceStep;
      found.push({ line, column, sourceLine, sourceColumn });
    }
  }
  return found;
}

/** Writes the `mappings` of a source map with one source. @param places in the order of the generated code */
export function writeMappings(places: readonly Mapping[]): string {
  let text = "";
  let last: Mapping = { line: 0, column: 0, sourceLine: 0, sourceColumn: 0 };
  let isFirst = true;
  for (const place of places) {
    if (place.line > last.line) {
      text += ";".repeat(place.line - last.line);
      last = { ...last, line: place.line, column: 0 };
      isFirst = true;
    }
    if (!isFirst) text += ",";
    isFirst = false;
    text +=
      writeNumber(place.column - last.column) +
      writeNumber(0) +
      writeNumber(place.sourceLine - last.sourceLine) +
      writeNumber(place.sourceColumn - last.sourceColumn);
    last = place;
  }
  return text;
}

function readNumbers(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const digit of segment) {
    const bits = VALUES.get(digit) ?? 0;
    value += (bits & 31) << shift;
    shift += 5;
    if (bits & 32) continue;
    numbers.push(value & 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}

function writeNumber(number: number): string {
  let text = "";
  let rest = number < 0 ? (-number << 1) | 1 : number << 1;
  do {
    const bits = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? bits | 32 : bits];
  } while (rest > 0);
  return text;
}
