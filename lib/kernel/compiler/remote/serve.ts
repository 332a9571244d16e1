import { BrokenModule, UnknownCells } from "../errors.js";
import type { Channel, Failure, ForgetfulCompiler, Method, Request } from "./messages.js";

/** Lets others ask a compiler. */
export interface CompilerServer {
  /** Answers what comes over a channel, until it closes. */
  serve(channel: Channel): void;
}

/** A person waits for these while cells are compiled. */
const URGENT: readonly Method[] = ["complete", "inspect", "completeness"];

/**
 * Makes a server: one request at a time, those of editors first.
 * @param afterwards called when a request has been answered
 */
export function createServer(compiler: ForgetfulCompiler, afterwards: () => void = () => {}): CompilerServer {
  const queue: { readonly request: Request; readonly channel: Channel }[] = [];
  let isWorking = false;

  const work = async () => {
    if (isWorking) return;
    isWorking = true;
    for (;;) {
      // What has arrived meanwhile is seen first.
      await new Promise((resolve) => setImmediate(resolve));
      const urgent = queue.findIndex(({ request }) => URGENT.includes(request.method));
      const [next] = queue.splice(Math.max(urgent, 0), 1);
      if (!next) break;
      const { request, channel } = next;
      try {
        channel.send({ id: request.id, result: await answer(compiler, request) });
      } catch (error) {
        channel.send({ id: request.id, error: failureOf(error) });
      }
      afterwards();
    }
    isWorking = false;
  };
  return {
    serve(channel) {
      let isOpen = true;
      channel.onClose(() => {
        isOpen = false;
        // Nobody waits for these any more.
        for (const entry of queue.filter((other) => other.channel === channel))
          queue.splice(queue.indexOf(entry), 1);
      });
      channel.onMessage((message) => {
        if (!isOpen || !isRequest(message)) return;
        queue.push({ request: message, channel });
        void work();
      });
    },
  };
}

function answer(compiler: ForgetfulCompiler, { method, params }: Request): unknown {
  if (method === "version") return compiler.version;
  // The other side of the same contract has made them.
  const call = compiler[method] as (...params: readonly unknown[]) => unknown;
  return call.call(compiler, ...params);
}

function isRequest(message: unknown): message is Request {
  return typeof message === "object" && message !== null && "id" in message && "method" in message;
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: "Error", message: String(error) };
  const { name, message, stack } = error;
  if (error instanceof UnknownCells) return { name: "UnknownCells", message, ids: error.ids };
  if (error instanceof BrokenModule)
    return { name: "BrokenModule", message, file: error.file, diagnostics: error.diagnostics };
  return { name, message, ...(stack === undefined ? {} : { stack }) };
}
