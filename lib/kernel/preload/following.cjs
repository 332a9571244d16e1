"use strict";
// To follow the promises and timers of a cell, Node writes on each what it belongs to, and `console.log(promise)` shows
// it: this kernel's inside, with numbers that differ from run to run. None of it is the author's.

const util = require("node:util");

const MARKS = new Set(["async_id_symbol", "trigger_async_id_symbol", "kResourceStore"]);

/** Hides what the AsyncLocalStorage `storage` leaves on objects from those that print them. */
function hide(storage) {
  const { kResourceStore } = storage;
  // Node 24 keeps the store elsewhere.
  if (kResourceStore) {
    storage._propagate = (resource, trigger) => {
      const store = { value: trigger[kResourceStore], configurable: true, writable: true };
      Object.defineProperty(resource, kResourceStore, store);
    };
  }
  Object.defineProperty(Promise.prototype, util.inspect.custom, {
    value() {
      for (const key of Object.getOwnPropertySymbols(this)) {
        if (MARKS.has(key.description)) Object.defineProperty(this, key, { enumerable: false });
      }
      return this;
    },
    configurable: true,
    writable: true,
  });
}

module.exports = { hide };
