import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join } from "node:path";
import { UserError } from "../errors.js";

const require = createRequire(import.meta.url);

/** An installed package that brings plugins of Jupyter's front end. */
export interface ExtensionPackage {
  readonly name: string;
  readonly version: string;
  readonly folder: string;
  /** Whether its default export is plugins or a renderer of a MIME type. */
  readonly kind: "plugins" | "renderer";
  /** Whether it brings style sheets, listed by a script. */
  readonly hasStyles: boolean;
  /** The style sheet of a theme, which is loaded when the theme is chosen. */
  readonly theme?: string;
  /** Schemas of its settings, as paths, sorted. */
  readonly schemas: readonly string[];
}

/** The package that names the packages of the front end, each at the version that works with the others. */
const LIST = "tslab-notebook-frontend";

/** The folder that holds all packages that the front end is made of. */
export function packagesFolder(): string {
  return dirname(dirname(folderOf("@jupyter-notebook/application")));
}

/**
 * The packages with plugins, in the order of their names: of those that are listed, all that call
 * themselves an extension of Jupyter.
 * @throws UserError if one is not installed.
 */
export function extensionPackages(): ExtensionPackage[] {
  const names = Object.keys(manifestIn(folderOf(LIST)).dependencies ?? {}).filter((name) =>
    /^@jupyter(?:lab|-notebook)\//.test(name),
  );
  return names.sort().flatMap((name) => {
    const folder = folderOf(name);
    const { version, jupyterlab, styleModule } = manifestIn(folder);
    const kind = jupyterlab?.extension ? "plugins" : jupyterlab?.mimeExtension ? "renderer" : undefined;
    if (kind === undefined) return [];
    const theme = jupyterlab?.themePath;
    return {
      name,
      version,
      folder,
      kind,
      hasStyles: styleModule !== undefined && theme === undefined,
      ...(theme === undefined ? {} : { theme: join(folder, theme) }),
      schemas: schemasIn(folder, jupyterlab?.schemaDir),
    };
  });
}

interface Manifest {
  readonly version: string;
  readonly styleModule?: string;
  readonly dependencies?: { readonly [name: string]: string };
  readonly jupyterlab?: {
    readonly extension?: boolean | string;
    readonly mimeExtension?: boolean | string;
    readonly themePath?: string;
    readonly schemaDir?: string;
  };
}

function manifestIn(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}

function folderOf(name: string): string {
  try {
    return dirname(require.resolve(`${name}/package.json`));
  } catch {
    throw new UserError(
      `Jupyter's front end is not installed: ${name} was not found.`,
      `Run npm ci in the repository; elsewhere, install ${LIST} beside tslab-notebook.`,
    );
  }
}

function schemasIn(folder: string, schemaFolder: string | undefined): string[] {
  if (schemaFolder === undefined) return [];
  return readdirSync(join(folder, schemaFolder))
    .filter((file) => file.endsWith(".json") && basename(file) !== "package.json")
    .sort()
    .map((file) => join(folder, schemaFolder, file));
}
