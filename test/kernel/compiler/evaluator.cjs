// A thread that stands for a kernel: it evaluates compiled cells as V8's REPL mode does, with the least of a scope.
"use strict";
const { Session } = require("node:inspector");
const { createRequire } = require("node:module");
const path = require("node:path");
const { pathToFileURL } = require("node:url");
const { inspect } = require("node:util");
const { parentPort, workerData } = require("node:worker_threads");

const { folder, near, scopeName } = workerData;
const session = new Session();
session.connect();
const here = createRequire(path.join(folder, "cell.cjs"));
const there = createRequire(path.join(near, "cell.cjs"));
let printed = "";
for (const name of ["log", "error", "warn", "info"])
  console[name] = (...values) => {
    printed += `${values.map((value) => (typeof value === "string" ? value : inspect(value))).join(" ")}\n`;
  };
process.stdout.write = (text) => {
  printed += text;
  return true;
};

function target(specifier) {
  if (/^(?:node:|data:|file:)/.test(specifier)) return specifier;
  if (/^\.|^\//.test(specifier)) return pathToFileURL(path.resolve(folder, specifier)).href;
  for (const require of [here, there]) {
    try {
      const found = require.resolve(specifier);
      return path.isAbsolute(found) ? pathToFileURL(found).href : `node:${found}`;
    } catch {}
  }
  return specifier;
}

globalThis[scopeName] = {
  async import(specifier, { names = [], with: attributes } = {}) {
    const module = await import(
      target(specifier),
      attributes ? { assert: attributes, with: attributes } : undefined
    );
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
