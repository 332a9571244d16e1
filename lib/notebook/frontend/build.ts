import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../errors.js";
import { packageVersion } from "../version.js";
import { bundle } from "./bundle.js";
import { cacheFolder, type FrontEnd, keepBuild, keptBuild } from "./cache.js";
import { buildKey } from "./key.js";
import { extensionPackages, packagesFolder } from "./packages.js";
import { settingSchemas } from "./schemas.js";
import { MARK, MARK_BUSY } from "./transforms.js";

/** Names of files that a build has beside what esbuild makes. */
export const LICENCES = "licences.txt";
export const SCHEMAS = "schemas.json";

export interface BuildOptions {
  /** Told what is done, where something is. */
  readonly onProgress?: (line: string) => void;
  /** Where builds are kept, if not in the cache. */
  readonly folder?: string;
}

/**
 * Jupyter's front end, bundled from the installed packages: built once, and taken from the cache as long as the packages,
 * the client's sources and the recipe stay the same.
 * @throws UserError if packages are missing, or if it cannot be built or written.
 */
export async function buildFrontEnd({ onProgress, folder }: BuildOptions = {}): Promise<FrontEnd> {
  const extensions = extensionPackages();
  const key = buildKey({ packages: packagesFolder(), extensions });
  const cache = folder ?? cacheFolder();
  const kept = keptBuild(key, cache);
  if (kept !== undefined) return kept;
  onProgress?.("Building the front end, once (about 5 s)…");
  const started = performance.now();
  try {
    const made = await keepBuild(key, cache, async (draft) => {
      const { script, styles, preload, themes, notices } = await bundle(extensions, draft);
      writeFileSync(join(draft, LICENCES), notices);
      copyFileSync(MARK, join(draft, "mark.svg"));
      copyFileSync(MARK_BUSY, join(draft, "mark-busy.svg"));
      writeFileSync(join(draft, SCHEMAS), JSON.stringify(settingSchemas(extensions)));
      const versions = {
        notebook: packageVersion("@jupyter-notebook/application"),
        lab: packageVersion("@jupyterlab/application"),
      };
      return { script, styles, preload, themes, versions };
    });
    const bytes = Object.values(made.files).reduce((sum, size) => sum + size, 0);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    onProgress?.(`The front end is built (${seconds} s, ${(bytes / 1e6).toFixed(1)} MB).`);
    return made;
  } catch (error) {
    throw failure(cache, error);
  }
}

function failure(cache: string, error: unknown): UserError {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  const [reason = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  if (/^E[A-Z]+$/.test(code)) {
    return new UserError(
      `${cache}: the front end cannot be written there (${reason})`,
      "Make the folder writable, free some space, or name another one in TSLAB_NOTEBOOK_CACHE.",
    );
  }
  const all = error instanceof Error ? error.message.split("\n").slice(0, 4).join(" ") : reason;
  return new UserError(
    `The front end cannot be built: ${all}`,
    "Run `npm ci`, which installs the versions that fit, and start again.",
  );
}
