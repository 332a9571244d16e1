import { createRequire } from "node:module";

const ENDINGS = [".js", ".json", ".ts", ".tsx", ".jsx", ".mts", ".cts"] as const;

/**
 * Has Node's own `require` (of `createRequire`, of packages) hand over the files of the project.
 *
 * Why: it cannot compile TypeScript, and what it loads by itself is not followed: an edit would not reach the next cell.
 * Node 20.19 has no hook for it that could be asked in a friendlier way (`module.registerHooks` came with 22.15).
 *
 * @param take loads a file into its module and returns true, or returns false to leave it to Node
 */
export function handOver(take: (module: NodeModule, file: string) => boolean): void {
  const { extensions } = createRequire(import.meta.url);
  for (const ending of ENDINGS) {
    const inner = extensions[ending] ?? extensions[".js"];
    // Node 22 passes more than the types say.
    extensions[ending] = (module, file, ...more: []) => {
      if (!take(module, file)) inner?.(module, file, ...more);
    };
  }
}
