const ESCAPE = String.fromCharCode(27);
const BELL = String.fromCharCode(7);

// CSI sequences (colours, cursor movement), OSC sequences (titles, links), and the two-character ones.
const ANSI = new RegExp(
  `${ESCAPE}(?:\\[[0-?]*[ -/]*[@-~]|\\][^${BELL}${ESCAPE}]*(?:${BELL}|${ESCAPE}\\\\)|[@-Z\\\\^_])`,
  "g",
);

/** Text without the sequences by which a terminal is told to colour text or to move its cursor. */
export function withoutAnsi(text: string): string {
  return text.replace(ANSI, "").replaceAll(ESCAPE, "");
}

/** Text as a terminal leaves it on its screen: a carriage return starts the line anew, a backspace steps back. */
export function onScreen(text: string): string {
  return withoutAnsi(text)
    .replaceAll("\r\n", "\n")
    .split("\n")
    .map((line) => (/[\r\b]/.test(line) ? overtyped(line) : line))
    .join("\n");
}

function overtyped(line: string): string {
  const screen: string[] = [];
  let at = 0;
  for (const character of line) {
    if (character === "\r") at = 0;
    else if (character === "\b") at = Math.max(0, at - 1);
    else screen[at++] = character;
  }
  return screen.join("");
}

/** The beginning of a long text, cut after a whole line where it can be, and how many characters are left out. */
export function cut(text: string, limit: number): { readonly shown: string; readonly left: number } {
  if (text.length <= limit) return { shown: text, left: 0 };
  const line = text.lastIndexOf("\n", limit);
  const shown = text.slice(0, line > limit / 2 ? line : limit).replace(/[\ud800-\udbff]$/, "");
  return { shown, left: text.length - shown.length };
}
