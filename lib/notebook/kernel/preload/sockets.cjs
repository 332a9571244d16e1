"use strict";
// tslab does not wait for `send`. zeromq.js then answers every 513th call asynchronously and refuses those that
// follow before it has settled: most lines of a long print are lost, and `idle` with them. With a send timeout of
// zero every send is synchronous, and without a high-water mark none can fail.

const UNBOUNDED = { sendTimeout: 0, sendHighWaterMark: 0 };

function install() {
  const zeromq = require("zeromq");
  for (const name of ["Publisher", "Router"]) {
    const Socket = zeromq[name];
    const Patched = class extends Socket {
      constructor(options) {
        super({ ...options, ...UNBOUNDED });
      }
    };
    Object.defineProperty(zeromq, name, {
      value: Patched,
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
}

module.exports = { install };
