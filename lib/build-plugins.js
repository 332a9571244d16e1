// What the build does to single sources on their way into dist/.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative, sep } from "node:path";

/**
 * What a source reads beside itself stays where it is, in the repository and in the package: `import.meta.url` and
 * `import.meta.dirname` tell the place of the source, also in the chunk that it has become a part of.
 */
export function placeOfSources(folder) {
  return {
    name: "place-of-sources",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /^place-of-sources$/ }, ({ path }) => ({ path, namespace: "place" }));
      onLoad({ filter: /./, namespace: "place" }, () => ({
        contents: `import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
const root = import.meta.url.slice(0, import.meta.url.lastIndexOf("/dist/") + 1);
export const urlOf = (path) => new URL(path, root).href;
export const folderOf = (path) => dirname(fileURLToPath(urlOf(path)));`,
        resolveDir: folder,
      }));
      onLoad({ filter: /\.ts$/ }, ({ path }) => {
        const text = readFileSync(path, "utf8");
        if (!/\bimport\.meta\./.test(text)) return undefined;
        const place = JSON.stringify(slashed(relative(folder, path)));
        const placed = text
          .replace(/\bimport\.meta\.url\b/g, `urlOf$(${place})`)
          .replace(/\bimport\.meta\.dirname\b/g, `folderOf$(${place})`);
        // On the first line, so that the others keep their numbers.
        const names = "{ folderOf as folderOf$, urlOf as urlOf$ }";
        return { contents: `import ${names} from "place-of-sources";${placed}`, loader: "ts" };
      });
    },
  };
}

/**
 * ajv takes longer to load and to compile the schema of notebooks than all else that a command does before it starts a
 * kernel. What it makes of the schema is code, and that is made here, once.
 */
export const compiledSchema = {
  name: "compiled-schema",
  setup({ onResolve, onLoad }) {
    onLoad({ filter: /[/\\]nbformat[/\\]compiled\.ts$/ }, async ({ path }) => {
      const require = createRequire(path);
      const { default: Ajv } = require("ajv-draft-04");
      const { default: standaloneCode } = require("ajv/dist/standalone");
      const folder = dirname(path);
      const options = JSON.parse(readFileSync(join(folder, "ajv-options.json"), "utf8"));
      const schema = JSON.parse(readFileSync(join(folder, "nbformat.v4.5.schema.json"), "utf8"));
      const ajv = new Ajv({ ...options, code: { source: true, esm: true } });
      ajv.addSchema(schema, "nb");
      return { contents: standaloneCode(ajv, { fits: "nb" }), loader: "js", resolveDir: folder };
    });
    // The few lines of ajv's that such code calls become a part of it.
    onResolve({ filter: /^ajv\/dist\/runtime\// }, ({ path, resolveDir }) => ({
      path: createRequire(join(resolveDir, "_.js")).resolve(path),
    }));
  },
};

const slashed = (path) => path.split(sep).join("/");
