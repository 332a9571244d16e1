const LONGEST_WORDS = 300;

/** What a text on stderr comes down to, on one line: the error that it tells, or else its last line. */
export function lastWords(stderr: string): string {
  const lines = stderr
    .split(/[\r\n]+/)
    .map((line) => line.trim())
    // What Node adds to every error that ends it.
    .filter((line) => line !== "" && !/^(Node\.js v\d|\(Use `node )/.test(line));
  const words = lines.find((line) => /^[\w ]*error\b/i.test(line)) ?? lines.at(-1) ?? "";
  return words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)} …` : words;
}
