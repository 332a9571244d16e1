const DIGIT = 16;

/** Sorts numbers of rows by a key of each row, equal keys in the order they had (radix sort). Returns the sorted; the given is overwritten. */
export function sortBy(rows: Int32Array, key: Uint32Array): Int32Array {
  let most = 0;
  for (let at = 0; at < key.length; at++) most = Math.max(most, key[at] as number);
  let from = rows;
  let to: Int32Array = new Int32Array(rows.length);
  for (let shift = 0; shift < 32 && most >>> shift > 0; shift += DIGIT) {
    const starts = new Int32Array(Math.min(most >>> shift, (1 << DIGIT) - 1) + 2);
    const mask = (1 << DIGIT) - 1;
    for (let at = 0; at < from.length; at++) {
      const digit = ((key[from[at] as number] as number) >>> shift) & mask;
      starts[digit + 1] = (starts[digit + 1] as number) + 1;
    }
    for (let digit = 1; digit < starts.length; digit++)
      starts[digit] = (starts[digit] as number) + (starts[digit - 1] as number);
    for (let at = 0; at < from.length; at++) {
      const row = from[at] as number;
      const digit = ((key[row] as number) >>> shift) & mask;
      const place = starts[digit] as number;
      starts[digit] = place + 1;
      to[place] = row;
    }
    [from, to] = [to, from];
  }
  return from;
}

/** The numbers from 0 to below `count`. */
export function upTo(count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let number = 0; number < count; number++) numbers[number] = number;
  return numbers;
}
