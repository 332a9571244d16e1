import type { CellRequest, Compiled, Compiler, Diagnostic } from "../contract.js";
import { BrokenModule, UnknownCells } from "../errors.js";
import type { Channel, Failure, Method, Reply } from "./messages.js";

/** Opens a channel to a compiler; asked again whenever the last one has closed. Rejects where there is none to be had. */
export type Connect = () => Promise<Channel>;

interface Pending {
  readonly method: Method;
  readonly params: readonly unknown[];
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
  /** How often the compiler has ended while it had this request. */
  ends: number;
}

/** A request after which the compiler has ended so often is what ends it. */
const ENDS = 3;

/**
 * A compiler that lives elsewhere. Where it ends, its successor is asked again; what it does not know of the cells that have
 * run, it is told.
 */
export function createClient(connect: Connect, version: string): Compiler {
  const pending = new Map<number, Pending>();
  const known = new Map<string, CellRequest>();
  let last = 0;
  let channel: Channel | undefined;
  let opening: Promise<void> | undefined;
  let isClosed = false;

  const open = (): Promise<void> => {
    opening ??= (async () => {
      const opened = await connect();
      if (isClosed) return opened.close();
      channel = opened;
      opened.onMessage(receive);
      opened.onClose(() => {
        if (channel === opened) channel = undefined;
        opening = undefined;
        if (!isClosed) resume();
      });
      opened.hold(pending.size > 0);
      for (const [id, { method, params }] of pending) opened.send({ id, method, params });
    })();
    opening.catch((error) => {
      opening = undefined;
      for (const [id, { reject }] of pending) {
        pending.delete(id);
        reject(error);
      }
    });
    return opening;
  };
  const resume = () => {
    for (const [id, entry] of pending) {
      if (++entry.ends < ENDS) continue;
      pending.delete(id);
      entry.reject(new Error("The compiler ends whenever it is asked for this."));
    }
    if (pending.size > 0) open().catch(() => undefined);
  };
  const receive = (message: unknown) => {
    const { id, result, error } = message as Reply;
    const entry = pending.get(id);
    pending.delete(id);
    if (pending.size === 0) channel?.hold(false);
    if (error) entry?.reject(revive(error));
    else entry?.resolve(result);
  };
  const send = (method: Method, params: readonly unknown[]): Promise<unknown> => {
    if (isClosed) return Promise.reject(new Error("The compiler has been closed."));
    return new Promise((resolve, reject) => {
      const id = ++last;
      pending.set(id, { method, params, resolve, reject, ends: 0 });
      channel?.hold(true);
      if (channel) channel.send({ id, method, params });
      else open().catch(() => undefined);
    });
  };
  /** The cells that a request rests on, each after those of its own history. */
  const recalled = (ids: readonly string[]): CellRequest[] => {
    const found = new Map<string, CellRequest>();
    const add = (id: string): void => {
      const request = known.get(id);
      if (!request || found.has(id)) return;
      for (const { id: earlier } of request.history) add(earlier);
      found.set(id, request);
    };
    for (const id of ids) add(id);
    return Array.from(found.values());
  };
  const ask = async (method: Method, ...params: readonly unknown[]): Promise<unknown> => {
    for (let attempt = 1; ; attempt++) {
      try {
        return await send(method, params);
      } catch (error) {
        if (!(error instanceof UnknownCells) || attempt > ENDS) throw error;
        await send("recall", [recalled(error.ids)]);
      }
    }
  };
  return {
    version,
    async compile(request) {
      const result = (await ask("compile", request)) as Awaited<ReturnType<Compiler["compile"]>>;
      if (result.status === "compiled") known.set((result satisfies Compiled).id, request);
      return result;
    },
    ahead: (request) => void ask("ahead", request).catch(() => undefined),
    complete: (request) => ask("complete", request) as ReturnType<Compiler["complete"]>,
    inspect: (request) => ask("inspect", request) as ReturnType<Compiler["inspect"]>,
    diagnose: (request) => ask("diagnose", request) as ReturnType<Compiler["diagnose"]>,
    completeness: (request) => ask("completeness", request) as ReturnType<Compiler["completeness"]>,
    transpile: (file, format) => ask("transpile", file, format) as ReturnType<Compiler["transpile"]>,
    close() {
      isClosed = true;
      channel?.close();
      for (const { reject } of pending.values()) reject(new Error("The compiler has been closed."));
      pending.clear();
    },
  };
}

function revive({ name, message, stack, ids = [], file = "", diagnostics = [] }: Failure): Error {
  if (name === "UnknownCells") return new UnknownCells(ids);
  if (name === "BrokenModule") return new BrokenModule(file, diagnostics as readonly Diagnostic[]);
  const error = new Error(message);
  error.name = name;
  if (stack !== undefined) error.stack = stack;
  return error;
}
