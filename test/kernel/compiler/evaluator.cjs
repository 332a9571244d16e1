// A thread that stands for a kernel: it evaluates compiled cells as V8's REPL mode does, with the least of a scope.
"use strict";
const { Session } = require("node:inspector");
const { rmSync, writeFileSync } = require("node:fs");
const { createRequire } = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { inspect } = require("node:util");
const { parentPort, threadId, workerData } = require("node:worker_threads");

const { folder, near, scopeName } = workerData;
const session = new Session();
session.connect();
const here = createRequire(path.join(folder, "cell.cjs"));
let printed = "";
for (const name of ["log", "error", "warn", "info"])
  console[name] = (...values) => {
    printed += `${values.map((value) => (typeof value === "string" ? value : inspect(value))).join(" ")}\n`;
  };
process.stdout.write = (text) => {
  printed += text;
  return true;
};

// Modules are imported from a file of the notebook's folder, or else of this project's.
const importers = [folder, near].map((place) => {
  const code = `export const load = (specifier, options) => import(specifier, options);`;
  const file = path.join(place, `.importer-${process.pid}-${threadId}.mjs`);
  return async (...asked) => {
    writeFileSync(file, code);
    const { load } = await import(pathToFileURL(file).href);
    return load(...asked).finally(() => rmSync(file, { force: true }));
  };
});

async function load(specifier, attributes) {
  const options = attributes ? { assert: attributes, with: attributes } : undefined;
  try {
    return await importers[0](specifier, options);
  } catch (error) {
    if (!/^[./]/.test(specifier) && error.code === "ERR_MODULE_NOT_FOUND")
      return importers[1](specifier, options);
    throw error;
  }
}

globalThis[scopeName] = {
  async import(specifier, { names = [], with: attributes } = {}) {
    const module = await load(specifier, attributes);
    for (const name of names)
      if (!(name in module)) throw new SyntaxError(`The module '${specifier}' has no export '${name}'`);
    return module;
  },
  meta: {
    dirname: folder,
    filename: path.join(folder, "cell.ts"),
    url: pathToFileURL(path.join(folder, "cell.ts")).href,
  },
  require: here,
  module: { exports: {} },
  exports: {},
  __dirname: folder,
  __filename: path.join(folder, "cell.ts"),
  value: undefined,
  constant(name) {
    throw new TypeError(`Assignment to constant variable '${name}'.`);
  },
};

const post = (expression, options) =>
  new Promise((resolve) => {
    session.post("Runtime.evaluate", { expression, replMode: true, ...options }, (failure, result) =>
      resolve(failure ? { exceptionDetails: { text: failure.message } } : result),
    );
  });

parentPort.on("message", async ({ code, spelled }) => {
  const scope = globalThis[scopeName];
  printed = "";
  scope.value = undefined;
  const { exceptionDetails } = await post(code, { awaitPromise: true });
  const reached = [];
  for (const name of spelled) {
    const { exceptionDetails: missing } = await post(`void ${name}`, {});
    if (!missing) reached.push(name);
  }
  parentPort.postMessage({
    printed,
    value: scope.value === undefined ? undefined : inspect(scope.value),
    ...(exceptionDetails
      ? {
          error:
            exceptionDetails.exception?.description ??
            String(exceptionDetails.exception?.value ?? exceptionDetails.text),
          place: [exceptionDetails.lineNumber, exceptionDetails.columnNumber],
        }
      : {}),
    reached,
  });
});
