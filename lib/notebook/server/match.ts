import { HttpError } from "./route.js";

/** The decoded parts of a path; a slash at its end counts for nothing. */
export type Parts = readonly string[];

/**
 * Splits and decodes the path of a request, once.
 * @throws HttpError 400 where it is no path or badly encoded, 404 where a part is one that no address of the server has.
 */
export function partsOf(path: string): Parts {
  if (!path.startsWith("/")) throw new HttpError(400, "The address of a request must begin with a slash.");
  const parts = path.split("/").slice(1).map(decoded);
  if (parts.at(-1) === "") parts.pop();
  // Browsers resolve dots before they ask: whoever sends them means to climb.
  if (
    parts.some(
      (part) => part.split(/[/\\]/).some((step) => step === ".." || step === ".") || part.includes("\0"),
    )
  )
    throw new HttpError(404, "Not found.");
  return parts;
}

/** What a pattern's names stand for in a path; `undefined` where the path is not of the pattern. */
export function matched(pattern: string, parts: Parts): Readonly<Record<string, string>> | undefined {
  const steps = pattern.split("/").slice(1);
  if (steps.at(-1) === "") steps.pop();
  const params: Record<string, string> = {};
  for (const [index, step] of steps.entries()) {
    if (step.startsWith("*")) {
      params[step.slice(1)] = parts.slice(index).join("/");
      return params;
    }
    const part = parts[index];
    if (part === undefined || part === "") return undefined;
    if (step.startsWith(":")) params[step.slice(1)] = part;
    else if (step !== part) return undefined;
  }
  return parts.length === steps.length ? params : undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new HttpError(400, "The address of the request is badly encoded.");
  }
}
