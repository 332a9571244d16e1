import ts from "typescript";

/** What the comments at a cell's beginning say about it, as in tslab: `@module name`, `@jsx`, `@browser`. */
export interface CellMetadata {
  /** The cell is a module that later cells import as `./name`. */
  readonly module?: string;
  readonly jsx: boolean;
  readonly browser: boolean;
}

const MODULE_NAME = /^\w+$/;

/** Reads the documentation comments before the first statement; a line may hold several tags. Unfit values are passed over. */
export function readMetadata(source: string): CellMetadata {
  const tags = (ts.getLeadingCommentRanges(source, shebangEnd(source)) ?? [])
    .map(({ pos, end }) => source.slice(pos, end))
    .filter((comment) => comment.startsWith("/**"))
    .flatMap((comment) => Array.from(comment.matchAll(/^[\s/*]*(@.*)/gm), ([, line = ""]) => line))
    .flatMap((line) => Array.from(line.matchAll(/(?<!\S)@(\w+)(?:[ \t]+([^\s*@]+))?/g)));
  const module = tags.findLast(([, tag, value = ""]) => tag === "module" && MODULE_NAME.test(value))?.[2];
  const has = (name: string) => tags.some(([, tag]) => tag === name);
  return { ...(module === undefined ? {} : { module }), jsx: has("jsx"), browser: has("browser") };
}

function shebangEnd(source: string): number {
  return /^#!.*/.exec(source)?.[0].length ?? 0;
}
