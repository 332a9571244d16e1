import { type Part, part, raw } from "./md.js";

const LISTS = {
  and: new Intl.ListFormat("en-GB", { type: "conjunction" }),
  or: new Intl.ListFormat("en-GB", { type: "disjunction" }),
};

/** Words as a list in a sentence: "a", "a and b", "a, b and c"; nothing for none. */
export function listed(words: readonly string[], by: "and" | "or" = "and"): string {
  return LISTS[by].format(words);
}

/** Pieces of prose one after the other on one line, with the same text between them; an empty piece for none. */
export function joined(parts: readonly Part[], between: string): Part {
  const [first, ...others] = parts;
  return first === undefined
    ? part``
    : others.reduce((line, next) => part`${line}${raw(between)}${next}`, first);
}
