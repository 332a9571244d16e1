// Stand-in for @tensorflow/tfjs-node: the pure JavaScript CPU backend, enough for danfojs-node to load.
const core = require("@tensorflow/tfjs-core");
require("@tensorflow/tfjs-backend-cpu");

core.enableProdMode();

// The published CommonJS bundle lacks tensor.add(…) and its like; every operation's function is marked "__op".
const tensor = core.Tensor.prototype;
for (const [name, operation] of Object.entries(core)) {
  if (typeof operation === "function" && operation.name.endsWith("__op") && !(name in tensor)) {
    tensor[name] = function chained(...rest) {
      return operation(this, ...rest);
    };
  }
}

module.exports = { ...core, data: require("@tensorflow/tfjs-data") };
