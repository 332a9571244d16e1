import { execFileSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { serveContents, tempFolder } from "./support.js";

/** What no answer may hold. */
export const SECRET = "what nobody is to read";

/** A project with a neighbour whose name begins with its own. */
export async function project() {
  const folder = tempFolder();
  const root = join(folder, "project");
  for (const name of ["project/inside/.git", "project-secret"])
    mkdirSync(join(folder, name), { recursive: true });
  writeFileSync(join(folder, "secret.txt"), SECRET);
  writeFileSync(join(folder, "project-secret/secret.txt"), SECRET);
  writeFileSync(join(root, ".env"), SECRET);
  writeFileSync(join(root, "inside/.git/config"), SECRET);
  writeFileSync(join(root, "inside/a.txt"), "a");
  return { folder, ...(await serveContents(root)) };
}

/** All that is in a folder, by name. */
export function listing(folder: string): string {
  return execFileSync("find", [".", "-not", "-name", "."], { cwd: folder, encoding: "utf8" });
}

/** The names in an answer that lists a folder. */
export function names(reply: { readonly text: string }): string[] {
  return JSON.parse(reply.text).content.map(({ name }: { name: string }) => name);
}
