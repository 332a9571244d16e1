"use strict";
// What the kernel notes and what the runner compares it with have to agree to the letter: both take it from here.

const { createHash } = require("node:crypto");
// Taken before hooks are in place: looking for a stamp is no look of a cell's.
const { readdirSync, statSync } = require("node:fs");
const path = require("node:path");

/** Variables that differ from one shell, terminal or way of calling to the next, and that programs pass on. */
const OF_THE_SHELL =
  /^(?:_|PWD|OLDPWD|SHLVL|INIT_CWD|COLORTERM|TERM|TERM_.*|WINDOWID|SSH_.*|npm_.*|TSLAB_NOTEBOOK_.*)$/;

const digest = (text) => createHash("sha256").update(text).digest("hex");

/** What tells a file or folder from what it was: time, size, inode; of "deep" and "tree" those of all below it. */
function stampOf(kind, file) {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (stat === undefined) return "absent";
  const own = `${stat.mtimeMs}:${stat.size}:${stat.ino}`;
  if ((kind !== "deep" && kind !== "tree") || !stat.isDirectory()) return own;
  const below = readdirSync(file)
    .sort()
    .map((name) => `${name} ${stampOf(kind, path.join(file, name))}`);
  return digest([own, ...below].join("\n"));
}

/** The start of a value's digest: what is noted is kept on the disk, and values may be secret. */
const digestOfVariable = (value) => digest(value).slice(0, 16);

/** The names of variables, those of the shell left out, as one text. */
const namesOf = (names) =>
  names
    .filter((name) => !OF_THE_SHELL.test(name))
    .sort()
    .join("\n");

module.exports = { OF_THE_SHELL, digestOfVariable, namesOf, stampOf };
