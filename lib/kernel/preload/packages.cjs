"use strict";
// A notebook may lie anywhere: what it does not find around itself it finds where this package is installed.

const fs = require("node:fs");
const Module = require("node:module");
const path = require("node:path");

const folders = Module._nodeModulePaths(__dirname).filter((folder) => fs.existsSync(folder));
const ROOT = `${path.parse(process.cwd()).root}node_modules`.replace(/\\/g, "/");

/**
 * Maps a path in the node_modules of the file system's root, where every search for a package ends, to the
 * package next to this one. Other paths, and packages that are not there either, come back as they are.
 */
function fromRoot(file) {
  if (typeof file !== "string" || !file.startsWith(ROOT)) return file;
  const rest = file.slice(ROOT.length + 1);
  const [first = "", second = ""] = rest.split("/");
  const name = first.startsWith("@") ? path.join(first, second) : first;
  const folder = folders.find((one) => fs.existsSync(path.join(one, name)));
  return folder ? path.join(folder, rest) : file;
}

module.exports = { folders, fromRoot };
