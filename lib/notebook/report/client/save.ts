/** Hands the reader a file that the page made, under a name of letters, digits, hyphens and dots. */
export function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken its copy by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** A file name from the report's name and what the file is of: "03-cluster-comparisons-figure-2.csv". */
export function fileName(part: string, ending: string): string {
  const report = document.body.dataset.report ?? "";
  const name = `${report}-${part}`
    .replace(/[^\p{L}\p{N}.-]+/gu, "-")
    .replace(/-{2,}/g, "-")
    .replace(/^[.-]+/, "")
    .slice(0, 120);
  return `${name || "report"}.${ending}`;
}
