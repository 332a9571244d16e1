import { randomUUID } from "node:crypto";
import { setTimeout as sleep, setImmediate as turn } from "node:timers/promises";
import type { JsonObject } from "../protocol/json.js";
import type { OutputEvent } from "../protocol/outputs.js";
import { createRequestMessage, type Message } from "../protocol/wire.js";
import type { ChannelName, Channels, MessageListener, RequestChannel } from "./channels.js";
import { createExecution, type ExecutionResult } from "./execution.js";
import { createForeignText } from "./foreign.js";
import type { Death } from "./process.js";

/** How a cell is to be executed. */
export interface ExecuteOptions {
  /** Called for each output in the order of the kernel, also for those that come after the end of the cell. */
  onOutput(event: OutputEvent): void;
  /** After this time the cell is interrupted, and the kernel killed if that does not help. None: no limit. */
  readonly timeoutMs?: number;
  /** The kernel sends no more text than this many bytes of UTF-8. None: no limit. */
  readonly maxOutputBytes?: number;
  /** How long the kernel waits for timers and files that the cell has left behind, which may still fail. */
  readonly settleMs?: number;
  /** Whether the result is to say what the cell has read. */
  readonly trace?: boolean;
  /** The sources of the cells that will be executed after this one, in their order: they can be compiled while it runs. */
  readonly ahead?: readonly string[];
}

/** Times in milliseconds; the defaults suit the real kernel. */
export interface Timing {
  readonly idleGraceMs: number;
  readonly interruptGraceMs: number;
  /** A cell that was aborted, because it was taken for one that was sent before the one before it failed, is sent again after this time. */
  readonly afterAbortMs: number;
  /** Outputs of a dead kernel may still be on their way: wait until none has come for this long. */
  readonly quietMs: number;
}

/** What the client may do to the kernel's process. */
export interface Control {
  interrupt(): void;
  kill(): void;
}

/** The Jupyter protocol towards one kernel. */
export interface Client {
  /** Executes a cell; calls made meanwhile wait for their turn. Never rejects. */
  execute(code: string, options: ExecuteOptions): Promise<ExecutionResult>;
  /** Sends a request and gives the reply. Rejects when none comes in time or the kernel dies. */
  request(type: string, content: JsonObject, options: RequestOptions): Promise<Message>;
  /** Asks the kernel to end. Settles when it has published all that it had; rejects as `request` does. */
  dismiss(timeoutMs: number): Promise<void>;
  /** To be called with what the processes that cells start write to the kernel's own streams: the last cell shows it. */
  print(name: "stdout" | "stderr", text: string): void;
  /**
   * To be called once when the kernel's process has ended; waits for outputs that are still on their way, less long where the
   * kernel was asked to end, and not at all where it has said that these were all.
   */
  died(death: Death, asked?: boolean): Promise<void>;
}

/** Options of `Client.request`. */
export interface RequestOptions {
  readonly timeoutMs: number;
  readonly channel?: RequestChannel;
}

interface Waiting {
  onMessage(channel: ChannelName, message: Message): void;
  onDeath(death: Death): void;
}

const DEFAULTS: Timing = { idleGraceMs: 1_000, interruptGraceMs: 5_000, afterAbortMs: 250, quietMs: 300 };
const ABORT_RETRIES = 2;
const LONGEST_QUIET_WAIT_MS = 2_000;
/** A kernel that was asked to end has had time to send what it had. */
const ASKED_QUIET_MS = 50;

/** A client on the given channels. `onMessage` sees all that comes from the kernel, before the client does. */
export function createClient(
  channels: Channels,
  control: Control,
  timing: Partial<Timing> = {},
  onMessage: MessageListener = () => {},
): Client {
  const times: Timing = { ...DEFAULTS, ...timing };
  const session = randomUUID();
  const waiting = new Map<string, Waiting>();
  let death: Death | null = null;
  let lastMessage = 0;
  let hasPublishedAll = false;
  let last: Promise<unknown> = Promise.resolve();
  const foreign = createForeignText();

  channels.listen((channel, message, parts) => {
    lastMessage = performance.now();
    onMessage(channel, message, parts);
    waiting.get(message.parentHeader.msg_id ?? "")?.onMessage(channel, message);
  });

  async function executeOnce(code: string, options: ExecuteOptions): Promise<ExecutionResult> {
    const execution = createExecution({
      ...times,
      ...control,
      timeoutMs: options.timeoutMs,
      onOutput: options.onOutput,
    });
    if (death !== null) {
      execution.onDeath(death);
      return execution.result;
    }
    const content = {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
    };
    const own: JsonObject = {};
    if (options.maxOutputBytes !== undefined) own.max_output_bytes = options.maxOutputBytes;
    if (options.settleMs !== undefined) own.settle_ms = options.settleMs;
    if (options.trace) own.trace = true;
    if (options.ahead !== undefined && options.ahead.length > 0) own.ahead = options.ahead;
    foreign.show(options.onOutput);
    const message = createRequestMessage("execute_request", content, session, { tslab_notebook: own });
    // It stays registered: a timer of the cell may print long after its end.
    waiting.set(message.header.msg_id, execution);
    channels.send("shell", message);
    const result = await execution.result;
    if (result.death === undefined) {
      // What a child wrote before its cell ended has arrived by now, but may not have been read yet.
      await turn();
      foreign.flush();
    }
    return result;
  }

  async function executeInTurn(code: string, options: ExecuteOptions): Promise<ExecutionResult> {
    let result = await executeOnce(code, options);
    for (let retry = 0; retry < ABORT_RETRIES && result.status === "aborted"; retry++) {
      await sleep(times.afterAbortMs);
      result = await executeOnce(code, options);
    }
    return result;
  }

  /** Sends a request, and gives the message that `isAnswer` takes for the answer to it. */
  function ask(
    type: string,
    content: JsonObject,
    { timeoutMs, channel = "shell" }: RequestOptions,
    isAnswer: (from: ChannelName, message: Message) => boolean = (from) => from === channel,
  ): Promise<Message> {
    const message = createRequestMessage(type, content, session);
    const id = message.header.msg_id;
    return new Promise<Message>((resolve, reject) => {
      const finish = (action: () => void) => {
        clearTimeout(timer);
        waiting.delete(id);
        action();
      };
      const fail = (why: string) =>
        finish(() => reject(new Error(`The kernel did not answer a ${type}: ${why}.`)));
      const timer = setTimeout(() => fail(`no reply within ${timeoutMs} ms`), timeoutMs);
      if (death !== null) return fail("it is dead");
      waiting.set(id, {
        onMessage: (from, answer) => isAnswer(from, answer) && finish(() => resolve(answer)),
        onDeath: () => fail("it died"),
      });
      channels.send(channel, message);
    });
  }

  return {
    execute(code, options) {
      const result = last.then(() => executeInTurn(code, options));
      last = result;
      return result;
    },
    request: (type, content, options) => ask(type, content, options),
    async dismiss(timeoutMs) {
      const options = { timeoutMs, channel: "control" } as const;
      await ask("shutdown_request", { restart: false }, options, (from, { header, content }) => {
        const { msg_type: type } = header;
        return from === "iopub" && type === "status" && content.execution_state === "idle";
      });
      hasPublishedAll = true;
    },
    print(name, text) {
      lastMessage = performance.now();
      foreign.print(name, text);
    },
    async died(how, asked = false) {
      foreign.drop();
      const quietMs = hasPublishedAll ? 0 : asked ? Math.min(ASKED_QUIET_MS, times.quietMs) : times.quietMs;
      const end = performance.now() + LONGEST_QUIET_WAIT_MS;
      const start = performance.now();
      while (performance.now() - Math.max(lastMessage, start) < quietMs && performance.now() < end)
        await sleep(5);
      death = how;
      for (const one of [...waiting.values()]) one.onDeath(how);
    },
  };
}
