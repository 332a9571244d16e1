"use strict";
// tslab compiles each cell twice and asks the whole program each time who imports whom, only to learn which of the
// notebook's own files a cell uses. Here that is found out for the cell alone, and once.

const { writeOutShorthand } = require("./shorthand.cjs");

/** The notebook's folder: cells may leave it. */
const BELOW = `${process.cwd().replace(/\\/g, "/").replace(/\/$/, "")}/`;

/** Files that declare what `symbol` stands for. */
const declaring = (ts, symbol) => (symbol?.declarations ?? []).map((one) => ts.getSourceFileOfNode(one));

/** Files that other files add to: they are used by everyone, whether imported or not. */
function augmenting(ts, checker) {
  const shared = checker.getAmbientModules().filter(({ declarations }) => declarations?.length > 1);
  return shared.flatMap((symbol) => declaring(ts, symbol));
}

/** Files that a file names itself. */
function referenced(ts, program, checker, file) {
  const imported = [...(file.imports ?? []), ...file.moduleAugmentations.filter(ts.isStringLiteral)];
  return [
    ...imported.flatMap((name) => declaring(ts, checker.getSymbolAtLocation(name))),
    ...file.referencedFiles.map((reference) => program.getSourceFileFromReference(file, reference)),
  ];
}

/**
 * The names of a file and of all files below the notebook's folder that it uses, however far, packages left out.
 * tslab compiles files that a cell imports, but only below that folder, and breaks on others (`../lib/x`): those are
 * for the loader, as packages are.
 */
function dependencies(ts, program, start) {
  const checker = program.getTypeChecker();
  const isForeign = (file) =>
    program.isSourceFileFromExternalLibrary(file) || program.isSourceFileDefaultLibrary(file);
  const seen = new Set([start]);
  const next = [start, ...augmenting(ts, checker)];
  while (next.length > 0) {
    const file = next.pop();
    if (file === undefined || (file !== start && (seen.has(file) || isForeign(file)))) continue;
    seen.add(file);
    next.push(...referenced(ts, program, checker, file));
  }
  return [...seen].map(({ fileName }) => fileName).filter((name) => name.startsWith(BELOW));
}

/** Creates what tslab calls a builder: a program that knows what depends on what, as far as tslab asks. */
const createBuilder =
  (ts) =>
  (...args) => {
    const builder = ts.createAbstractBuilder(...args);
    const program = builder.getProgram();
    builder.getAllDependencies = (file) => dependencies(ts, program, file);
    builder.getSourceFile = (name) => {
      const file = program.getSourceFile(name);
      // tslab looks for the names that a cell declares. To find those the file alone is enough, without a checker,
      // which would look at all files.
      if (file) ts.bindSourceFile(file, program.getCompilerOptions());
      return file;
    };
    writeOutShorthand(ts, builder);
    return builder;
  };

module.exports = { createBuilder };
