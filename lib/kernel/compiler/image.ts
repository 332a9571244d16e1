// What `node --build-snapshot` runs: a compiler that has read the library of the language, Node's types and some packages. A
// process that is started from the image which V8 makes of it has all of that in its memory, and begins to serve.
import { startupSnapshot } from "node:v8";
import { createCompiler } from "./compiler.js";
import { processArguments, serveProcess } from "./remote/serve-process.js";
import { type Running, tellRunning } from "./running.js";

declare const require: NodeJS.Require;

/** Packages that many notebooks begin with; those that are not installed are passed over. */
const WARM = [
  `import { display } from "tslab";`,
  `import * as aq from "arquero";`,
  `import fs from "node:fs"; import path from "node:path";`,
  `console.log(typeof display, aq.table({ a: [1] }).numRows(), fs.existsSync(path.sep), new URL("a:b").href);`,
];

const { near, running }: { near: readonly string[]; running: Running } = JSON.parse(process.argv[2] ?? "{}");
tellRunning(running);
const compiler = createCompiler({ near });
const warm = WARM.join("\n");
// A folder without a tsconfig.json above it, so that nothing of a project is kept.
const request = { setting: { folder: "/", language: "typescript" }, history: [], source: warm } as const;
void compiler.compile(request);
compiler.close();

startupSnapshot.setDeserializeMainFunction(() =>
  serveProcess(compiler, processArguments(), require("node:net")),
);
