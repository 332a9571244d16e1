"use strict";
// tslab turns every name of an earlier cell into `exports.name`, but asks TypeScript for the symbol of the name, and
// for the `{ name }` of an object TypeScript answers with the property: the cell then fails at run time with "name is
// not defined". Written out as `{ name: name }` before tslab sees it, the second one is found. Keys of patterns it takes
// for such names, too.

/** Identifiers made here → what they stand for. */
const meant = new WeakMap();

function expand(ts, checker) {
  const { factory } = ts;
  return (context) => {
    const visit = (node) => {
      const symbol =
        ts.isShorthandPropertyAssignment(node) && checker.getShorthandAssignmentValueSymbol(node);
      if (!symbol) return ts.visitEachChild(node, visit, context);
      const value = ts.setTextRange(factory.createIdentifier(node.name.text), node.name);
      meant.set(value, symbol);
      const fallback = node.objectAssignmentInitializer;
      const target = fallback ? factory.createAssignment(value, ts.visitNode(fallback, visit)) : value;
      return ts.setTextRange(
        factory.createPropertyAssignment(factory.createIdentifier(node.name.text), target),
        node,
      );
    };
    return (file) => ts.visitNode(file, visit);
  };
}

/**
 * The `key` of a pattern `{ key: [name] }` is no variable, but where the type of what is taken apart was declared in an
 * earlier cell, tslab would make `{ exports.key: [name] }` of it.
 */
function isKeyOfPattern(ts, node) {
  const { parent } = node;
  return Boolean(parent) && ts.isBindingElement(parent) && parent.propertyName === node;
}

/** Makes a builder program write out shorthand properties wherever it is given transformers of tslab's. */
function writeOutShorthand(ts, builder) {
  const program = builder.getProgram();
  const emit = builder.emit.bind(builder);
  builder.emit = (file, write, token, declarationsOnly, transformers) => {
    if (!transformers) return emit(file, write, token, declarationsOnly, transformers);
    const before = [...(transformers.before ?? []), expand(ts, program.getTypeChecker())];
    return emit(file, write, token, declarationsOnly, { ...transformers, before });
  };
  // Not before someone asks for it: a checker costs time, and not every program needs one.
  const { getTypeChecker } = program;
  let checker = null;
  program.getTypeChecker = () => {
    checker ??= ofKeys(ts, getTypeChecker());
    return checker;
  };
}

/** A checker that knows what stands behind the identifiers made here, and takes no key of a pattern for a name. */
function ofKeys(ts, checker) {
  const { getSymbolAtLocation } = checker;
  checker.getSymbolAtLocation = (node) =>
    isKeyOfPattern(ts, node) ? undefined : (meant.get(node) ?? getSymbolAtLocation(node));
  return checker;
}

module.exports = { writeOutShorthand };
