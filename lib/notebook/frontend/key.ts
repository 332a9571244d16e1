import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { packageVersion } from "../version.js";
import type { ExtensionPackage } from "./packages.js";

/** What the client's own sources use from other folders. */
const BORROWED = ["../report", "../report/client", "../nbformat"];

/** What an installed package has in place of sources, from this room: a list of what was built of them. */
const BUILT = "../dist/outputs.json";

/** What a build is made of. */
export interface BuildInputs {
  /** The folder that holds the installed packages. */
  readonly packages: string;
  readonly extensions: readonly ExtensionPackage[];
  /** This room: the recipe, the client's sources and its schemas. */
  readonly own?: string;
}

/**
 * A name for a build of the front end: the same for the same installed packages, client sources and recipe. It reads the
 * list that npm keeps of what it installed, not the packages.
 */
export function buildKey({ packages, extensions, own = import.meta.dirname }: BuildInputs): string {
  const hash = createHash("sha256");
  const add = (text: string): unknown => hash.update(`${text}\n`);
  add(`${packageVersion("esbuild")} ${packageVersion()}`);
  for (const line of installed(packages)) add(line);
  for (const { name, version } of extensions) add(`${name}@${version}`);
  for (const folder of [
    own,
    join(own, "client"),
    join(own, "client", "schema"),
    join(own, "schema"),
    ...BORROWED.map((at) => join(own, at)),
  ]) {
    for (const file of sourcesIn(folder)) add(`${file}\n${readFileSync(join(folder, file), "utf8")}`);
  }
  if (!existsSync(join(own, "client", "start.ts"))) add(readFileSync(join(own, BUILT), "utf8"));
  return hash.digest("hex").slice(0, 32);
}

function sourcesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((file) => /\.(?:[jt]s|css|json|svg)$/.test(file) && !file.endsWith(".d.ts"))
      .sort();
  } catch {
    return [];
  }
}

/** Every package with its version, without those that only tests need; none where another tool than npm installed. */
function installed(packages: string): string[] {
  try {
    const lock = JSON.parse(readFileSync(join(packages, ".package-lock.json"), "utf8")) as {
      packages: { readonly [place: string]: { readonly version?: string; readonly dev?: boolean } };
    };
    return Object.entries(lock.packages)
      .filter(([, { dev }]) => dev !== true)
      .map(([place, { version }]) => `${place}@${version ?? ""}`);
  } catch {
    return [];
  }
}
