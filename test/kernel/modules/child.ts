import { statSync } from "node:fs";
import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import ts from "typescript";
import { createModules, type Modules } from "../../../lib/kernel/modules/index.js";
import { substituteTslab } from "../../../lib/kernel/patches/tslab.js";

// Runs in a process of its own, as a kernel's main thread does: a test sends it a function to call.

const [folder = "", home = ""] = process.argv.slice(2);
const notes: string[] = [];
/** Files in the order in which they were compiled. */
const compiled: string[] = [];

function transpile(file: string, module: ts.ModuleKind) {
  compiled.push(file);
  const { outputText, sourceMapText, diagnostics } = ts.transpileModule(ts.sys.readFile(file) ?? "", {
    // TypeScript leaves a file that can only be an ES module as one.
    fileName: module === ts.ModuleKind.CommonJS ? file.replace(/\.m([jt]s)$/, ".$1") : file,
    reportDiagnostics: true,
    compilerOptions: {
      module,
      target: ts.ScriptTarget.ES2022,
      esModuleInterop: true,
      jsx: ts.JsxEmit.React,
      sourceMap: true,
    },
  });
  const problem = diagnostics?.[0];
  if (problem) throw new SyntaxError(ts.flattenDiagnosticMessageText(problem.messageText, "\n"));
  return { code: outputText.replace(/\n\/\/# sourceMappingURL=.*\s*$/, "\n"), map: sourceMapText ?? "{}" };
}

const tslab = { display: { html: () => "shown" } };
substituteTslab([folder, home], tslab);
const modules = createModules({
  folder,
  home,
  transpile: async (file) => transpile(file, ts.ModuleKind.ESNext),
  transpileSync: (file) => transpile(file, ts.ModuleKind.CommonJS),
  onSource: (file, _, map) => notes.push(`map ${file} ${map.length > 0}`),
  note: (kind, path) => notes.push(`${kind} ${path}`),
  notePackage: (name, file) => notes.push(`package ${name} ${statSync(file).isFile()}`),
  noteBuiltin: (name) => notes.push(`builtin ${name}`),
  paths: (specifier) => (specifier.startsWith("@/") ? [`${folder}/${specifier.slice(2)}`] : []),
  substitutes: new Map([["tslab", tslab]]),
});

/** What a test's function is called with. */
export interface Child {
  readonly modules: Modules;
  readonly folder: string;
  /** As an object for reading names off without types. */
  read(specifier: string, names?: readonly string[]): Promise<Record<string, unknown>>;
  readonly notes: string[];
  readonly compiled: string[];
  readonly tslab: object;
  /** Ends what the process does once it calls the global function `looping`. */
  interrupt(): void;
}

const child: Child = {
  modules,
  folder,
  read: async (specifier, names) => ({ ...(await modules.import(specifier, names && { names })) }),
  notes,
  compiled,
  tslab,
  interrupt() {
    const flag = new Int32Array(new SharedArrayBuffer(4));
    const looping = () => {
      Atomics.store(flag, 0, 1);
      Atomics.notify(flag, 0);
    };
    Object.assign(globalThis, { looping });
    const code = `const { Session } = require("node:inspector");
      const { workerData } = require("node:worker_threads");
      Atomics.wait(workerData, 0, 0);
      const session = new Session();
      session.connectToMainThread();
      session.post("Runtime.terminateExecution", () => process.exit());`;
    new Worker(code, { eval: true, workerData: flag });
  },
};

process.on("message", async ({ id, code }: { id: number; code: string }) => {
  try {
    const act: (child: Child) => unknown = new Function(`return (${code})`)();
    process.send?.({ id, result: await act(child) });
  } catch (error) {
    const { name, message, stack } = error instanceof Error ? error : new Error(inspect(error));
    const code = Reflect.get(Object(error), "code");
    const place = ["file", "line", "column"].map((key) => Reflect.get(Object(error), key));
    process.send?.({ id, error: { name, message, stack, code, place } });
  }
});
process.send?.("ready");
