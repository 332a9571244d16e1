// Stand-in for @tslab/typescript-for-tslab: `import { display } from "tslab"` reads the version, and sets a flag of `sys` as it is
// loaded; that is no reason to load a compiler. Whoever asks for more gets the project's TypeScript. The version of the
// package is the one that tslab depends on, exactly; `version` is TypeScript's own.
const { version } = require("typescript/package.json");

/** `known`, and what `load` gives where that has no such key; what is set is kept in `known`. */
function lazily(known, load) {
  return new Proxy(known, {
    get: (target, name) => (name in target || typeof name === "symbol" ? target[name] : load()[name]),
    has: (target, name) => name in target || name in load(),
  });
}

module.exports = lazily({ __esModule: true, version, sys: lazily({}, () => require("typescript").sys) }, () =>
  require("typescript"),
);
