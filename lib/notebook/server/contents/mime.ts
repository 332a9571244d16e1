import standard from "mime";

/** What a browser would take for a film, and what the list of registered types does not have. */
const OWN: { readonly [extension: string]: string } = {
  ipynb: "application/x-ipynb+json",
  py: "text/x-python",
  ts: "text/typescript",
  tsx: "text/typescript",
};

/** The MIME type that a file's name tells; `undefined` where it tells none. */
export function mimeOf(name: string): string | undefined {
  const extension = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  return Object.hasOwn(OWN, extension) ? OWN[extension] : (standard.getType(extension) ?? undefined);
}
