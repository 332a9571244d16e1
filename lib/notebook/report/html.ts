const ENTITIES: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as HTML shows it: safe between tags and inside quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A value as JSON that is safe inside `<script>`: no `<`, and no line ends that only JSON allows. */
export function scriptJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

const NAMED: { readonly [name: string]: string } = {
  amp: "&",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  nbsp: "\u00a0",
};

/** The text that a reader sees of an HTML fragment, on one line: tags dropped, entities decoded. */
export function plainText(html: string): string {
  return (
    html
      // No pattern looks beyond the next tag: what a stranger leaves open would be searched to its end again and again.
      .replace(/<annotation\b(?:(?!<\/?annotation\b)[\s\S])*<\/annotation>/g, "")
      .replace(/<(?:sup|sub)\b[^<>]*>\s*/g, " ")
      .replace(/<\/?(?:p|div|li|tr|td|th|br|h[1-6]|blockquote|pre)\b[^<>]*>/g, " ")
      .replace(/<[^<>]*>/g, "")
      .replace(
        /&(?:#(\d+)|#x([0-9a-f]+)|([a-z]+));/gi,
        (whole, decimal?: string, hex?: string, name?: string) => {
          if (name !== undefined) return NAMED[name.toLowerCase()] ?? whole;
          const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
          return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : "";
        },
      )
      .replace(/\s+/g, " ")
      .trim()
  );
}
