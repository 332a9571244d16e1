/** Text as HTML shows it; safe between tags and inside a double-quoted attribute. */
export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}

/** Text as markdown shows it, so that a cluster called "A_b*c" stays what it is. */
export function escapeMarkdown(text: string): string {
  return escapeHtml(text.replace(/[\\`*_[\]$~#|]/g, (mark) => `&#${mark.charCodeAt(0)};`)).replace(
    /&amp;#/g,
    "&#",
  );
}
