import { type Runtime, Session } from "node:inspector";
import type { Context } from "./context.js";

/** How the evaluation of a script has ended. */
export type Evaluated =
  | { readonly ended: "value" }
  /** `at`: the place of a syntax error in the script, both counted from 1. */
  | {
      readonly ended: "thrown";
      readonly thrown: unknown;
      readonly at?: { readonly line: number; readonly column: number };
    }
  /** By force. */
  | { readonly ended: "terminated" };

/** Runs scripts in V8's REPL mode: all share their top-level variables, and may await. */
export interface Evaluator {
  /** V8 keeps the value that a script ends with: it is to end with `void 0`. */
  evaluate(script: string): Promise<Evaluated>;
  /** Ends, by force, the code that calls this. */
  terminate(): void;
}

const GROUP = "cell";
/** Where a script hands over a value that the inspector only tells of. */
const HAND_OVER = "tslab-kernel.value";

/** Keeps a promise from being collected. */
interface Held {
  promise: object | null;
}

/** Opens V8's inspector on this very thread; `context` is the one that follows promises. */
export function createEvaluator(context: Pick<Context<never>, "firstPromiseOf">): Evaluator {
  const session = new Session();
  session.connect();
  /**
   * The promises of the scripts that have not ended. V8 tells of one that is collected, as happens to what was ended by force, in the midst
   * of the collection; what is told runs code, and the process is aborted for it, always from Node 24 on.
   */
  const waiting = new Set<Held>();
  let handed: unknown;
  Object.defineProperty(globalThis, Symbol.for(HAND_OVER), {
    value: (value: unknown) => {
      handed = value;
    },
  });

  /** The value behind what the inspector tells of it. */
  function valueBehind(object: Runtime.RemoteObject | undefined): unknown {
    if (object === undefined) return undefined;
    if (object.objectId === undefined) {
      const { unserializableValue: text } = object;
      if (text === undefined) return object.value;
      return text.endsWith("n") ? BigInt(text.slice(0, -1)) : Number(text);
    }
    session.post("Runtime.callFunctionOn", {
      functionDeclaration: `function (value) { globalThis[Symbol.for("${HAND_OVER}")](value); }`,
      objectId: object.objectId,
      arguments: [{ objectId: object.objectId }],
      silent: true,
    });
    const value = handed;
    handed = undefined;
    return value;
  }

  function outcomeOf(details: Runtime.ExceptionDetails | undefined): Evaluated {
    if (details === undefined) return { ended: "value" };
    const { exception, lineNumber, columnNumber, scriptId } = details;
    const thrown = valueBehind(exception);
    // A script that V8 has refused has no frames of its own.
    const refused = thrown instanceof SyntaxError && scriptId !== undefined;
    return refused
      ? { ended: "thrown", thrown, at: { line: lineNumber + 1, column: columnNumber + 1 } }
      : { ended: "thrown", thrown };
  }

  return {
    evaluate(script) {
      const options: Runtime.EvaluateParameterType & { readonly replMode: boolean } = {
        expression: script,
        replMode: true,
        awaitPromise: true,
        silent: true,
        objectGroup: GROUP,
      };
      let resolve: (outcome: Evaluated) => void = () => {};
      const evaluated = new Promise<Evaluated>((settle) => {
        resolve = settle;
      });
      const held: Held = { promise: null };
      waiting.add(held);
      // Not within the making of the promise, which would stand in the cell's stacks.
      held.promise = context.firstPromiseOf(() =>
        session.post("Runtime.evaluate", options, (failure, result) => {
          waiting.delete(held);
          const outcome: Evaluated =
            failure === null ? outcomeOf(result.exceptionDetails) : { ended: "terminated" };
          session.post("Runtime.releaseObjectGroup", { objectGroup: GROUP });
          resolve(outcome);
        }),
      );
      return evaluated;
    },
    terminate: () => session.post("Runtime.terminateExecution"),
  };
}
