import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

interface Notice {
  readonly name: string;
  readonly licence: string;
  readonly text: string;
}

/**
 * The licences of packages as plain text: each package with its version and licence, then each licence text once.
 * @param folders of the packages, with their package.json.
 */
export function noticesOf(folders: readonly string[]): string {
  const notices = folders.map(noticeOf).sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const texts = new Map<string, string[]>();
  for (const { name, text } of notices) {
    if (text !== "") texts.set(text, [...(texts.get(text) ?? []), name]);
  }
  return [
    notices.map(({ name, licence }) => `${name} (${licence})`).join("\n"),
    ...[...texts].map(([text, names]) => `${names.join(", ")}:\n\n${text}`),
  ].join("\n\n----\n\n");
}

function noticeOf(folder: string): Notice {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder)
    .filter((entry) => /^(?:licen[cs]e|copying|notice)\b/i.test(entry))
    .sort()[0];
  const text =
    file === undefined ? "" : readFileSync(join(folder, file), "utf8").replace(/\r\n/g, "\n").trim();
  return { name: `${name} ${version}`, licence: typeof license === "string" ? license : "see below", text };
}
