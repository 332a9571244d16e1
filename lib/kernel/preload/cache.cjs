"use strict";
// What takes long to work out and comes out the same every time, kept between kernels. A cache saves time and is never
// needed: where it cannot be read or written, or holds something else, everything is worked out anew.

const { createHash } = require("node:crypto");
// By name, from before cells are watched: what is kept here is none of their doing.
const { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } = require("node:fs");
const path = require("node:path");

const hash = (data) => createHash("sha256").update(data).digest("hex");

/** TSLAB_NOTEBOOK_CACHE names another folder. The one beside tslab goes with the install: a fresh one starts afresh. */
const FOLDER =
  process.env.TSLAB_NOTEBOOK_CACHE ||
  path.join(path.dirname(path.dirname(require.resolve("tslab/package.json"))), ".cache", "tslab-notebook");
delete process.env.TSLAB_NOTEBOOK_CACHE;

/** The first line of a cached file: what it was made from, and a sum of what follows. */
const head = (key, data) => Buffer.from(`${hash(key)} ${hash(data)}\n`);
const HEAD = 64 + 1 + 64 + 1;

/** What was kept under `name` when `key` was the same, as a Buffer; null where there is nothing of the kind. */
function recall(name, key) {
  try {
    const kept = readFileSync(path.join(FOLDER, name));
    const data = kept.subarray(HEAD);
    return kept.subarray(0, HEAD).equals(head(key, data)) ? data : null;
  } catch {
    return null;
  }
}

/** Keeps `data` under `name`, in place of what was kept there under another key. */
function keep(name, key, data) {
  const place = path.join(FOLDER, name);
  // Several kernels may do so at once, and no one ever reads half a file.
  const draft = `${place}.${process.pid}.draft`;
  try {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(draft, Buffer.concat([head(key, Buffer.from(data)), Buffer.from(data)]));
    renameSync(draft, place);
  } catch {
    // The next kernel works it out again.
    discard(draft);
  }
}

function discard(file) {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where nothing could be written there is nothing to remove.
  }
}

/** A name for what is kept about a file, the same for all versions of it: the cache does not grow with every edit. */
const nameFor = (kind, file) => `${kind}-${hash(file).slice(0, 32)}`;

module.exports = { FOLDER, keep, nameFor, recall };
