"use strict";
// tslab does not wait for `send`. zeromq.js then answers every 513th call asynchronously and refuses those that
// follow before it has settled: most lines of a long print are lost, and `idle` with them. With a send timeout of
// zero every send is synchronous, and without a high-water mark none can fail.
//
// tslab listens on a socket while it binds. A request may come in after the socket is bound and before its promise has
// settled; listening for the next one then is refused ("Socket is blocked by a bind"), and the kernel ends.

const UNBOUNDED = { sendTimeout: 0, sendHighWaterMark: 0 };

/** A kind of socket that sends at once, and that listens on once it is bound. */
function patched(Socket, options) {
  return class extends Socket {
    #binding;

    constructor(given) {
      super({ ...given, ...options });
    }

    async bind(address) {
      this.#binding = super.bind(address);
      await this.#binding;
      this.#binding = undefined;
    }

    // Before the socket binds it must listen at once: zeromq refuses that, too, as soon as binding has begun.
    receive() {
      return this.#binding ? this.#binding.then(() => super.receive()) : super.receive();
    }
  };
}

function install() {
  const zeromq = require("zeromq");
  for (const [name, options] of [
    ["Publisher", UNBOUNDED],
    ["Router", UNBOUNDED],
    ["Reply", {}],
  ]) {
    Object.defineProperty(zeromq, name, {
      value: patched(zeromq[name], options),
      configurable: true,
      enumerable: true,
      writable: true,
    });
  }
}

module.exports = { install };
