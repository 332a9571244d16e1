import { quote } from "./quote.js";

const SPACE = /[ \t\r\n]*/y;
// JSON refuses the control characters below U+0020 only; \p{Cc} also holds U+007F to U+009F.
const TOKEN =
  /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{}:,]/uy;

type Expect = "value" | "value or ]" | "key" | "key or }" | "colon" | "comma" | "end";

const EXPECTED: Record<Expect, string> = {
  value: "a value",
  "value or ]": 'a value or "]"',
  key: "a key in double quotes",
  "key or }": 'a key in double quotes or "}"',
  colon: '":"',
  comma: '"," or the closing bracket',
  end: "the end of the file",
};

/**
 * Where JSON text stops being JSON, for people: `line 3, column 7: found "x", expected ":"`. Columns count
 * characters from 1. `undefined` if the text is valid JSON: `JSON.parse` names no position in some of its errors.
 */
export function locateJsonError(text: string): string | undefined {
  const open: string[] = [];
  let expect: Expect = "value";
  let at = 0;
  for (;;) {
    SPACE.lastIndex = at;
    at += SPACE.exec(text)?.[0].length ?? 0;
    if (at >= text.length) {
      return expect === "end"
        ? undefined
        : `the file ends at ${place(text, at)}, expected ${EXPECTED[expect]}`;
    }
    TOKEN.lastIndex = at;
    const token: string | undefined = TOKEN.exec(text)?.[0];
    const next: Expect | undefined = token === undefined ? undefined : step(token, expect, open);
    if (token === undefined || next === undefined) {
      return `${place(text, at)}: found ${found(text, at)}, expected ${EXPECTED[expect]}`;
    }
    at += token.length;
    expect = next;
  }
}

function step(token: string, expect: Expect, open: string[]): Expect | undefined {
  const after = (): Expect => (open.length === 0 ? "end" : "comma");
  switch (expect) {
    case "key":
    case "key or }":
      if (token === "}" && expect === "key or }") {
        open.pop();
        return after();
      }
      return token.startsWith('"') ? "colon" : undefined;
    case "colon":
      return token === ":" ? "value" : undefined;
    case "comma": {
      const inside = open.at(-1);
      if (token === ",") return inside === "{" ? "key" : "value";
      if (token !== (inside === "{" ? "}" : "]")) return undefined;
      open.pop();
      return after();
    }
    case "end":
      return undefined;
    default:
      if (token === "]" && expect === "value or ]") {
        open.pop();
        return after();
      }
      if (token === "{" || token === "[") {
        open.push(token);
        return token === "{" ? "key or }" : "value or ]";
      }
      return /^[\]}:,]$/.test(token) ? undefined : after();
  }
}

function found(text: string, at: number): string {
  const rest = text.slice(at, at + 200);
  if (rest.startsWith('"')) return "a string that is not closed or holds a control character or a bad escape";
  return quote(/^(?:[\w.+-]{1,20}|.)/su.exec(rest)?.[0] ?? "");
}

function place(text: string, at: number): string {
  const before = text.slice(0, at);
  const line = before.split("\n").length;
  return `line ${line}, column ${at - before.lastIndexOf("\n")}`;
}
