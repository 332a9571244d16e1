import { setTimeout as sleep } from "node:timers/promises";
import { UserError } from "../errors.js";
import type { JsonObject } from "../protocol/json.js";
import type { Message } from "../protocol/wire.js";
import { type Channels, type MessageListener, openChannels, type SendChannel } from "./channels.js";
import { type Client, createClient, type ExecuteOptions, type RequestOptions } from "./client.js";
import type { ExecutionResult } from "./execution.js";
import { lastWords } from "./last-words.js";
import { type Death, type KernelProcess, type ProcessOptions, spawnKernel } from "./process.js";
import { type StartPatience, waitForStart } from "./start.js";

/** Options of `startKernel`. */
export interface StartOptions extends ProcessOptions, StartPatience {
  /** What the kernel is for: the notebook that an error names. */
  readonly label?: string;
  /** Aborting it while the kernel starts ends the kernel, and `startKernel` rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** How long an interrupted cell may take to stop before the kernel is killed; 5 s unless given. */
  readonly interruptGraceMs?: number;
}

/** The notebook that a kernel which was started beforehand is given to. */
export interface Adoption extends Pick<StartOptions, "cwd" | "env" | "label" | "signal"> {}

/** A tslab kernel in a process of its own. */
export interface Kernel {
  readonly pid: number;
  /** False once the process has ended. */
  readonly alive: boolean;
  /** Executes a cell and waits for its end; never rejects. */
  execute(code: string, options: ExecuteOptions): Promise<ExecutionResult>;
  /** Any other request of the protocol, e.g. `complete_request`; gives the reply. */
  request(type: string, content: JsonObject, options?: Partial<RequestOptions>): Promise<Message>;
  /**
   * Passes on a request of a front end, or an answer over stdin: the parts of a message, from the header on, byte for byte.
   * A request during a restart goes to the new kernel, once it has answered; what is sent to a dead one goes nowhere.
   */
  send(channel: SendChannel, parts: readonly Buffer[]): void;
  /**
   * Calls `listener` with all that the kernel answers and publishes, after restarts too: each message, and its parts byte
   * for byte. Gives a function that stops that.
   */
  onMessage(listener: MessageListener): () => void;
  /** Calls `listener` with what processes started by cells, and a dying kernel, write to the kernel's own streams. */
  onText(listener: (name: "stdout" | "stderr", text: string) => void): () => void;
  /** Asks the running cell to stop; variables are kept. */
  interrupt(): void;
  /**
   * Gives a kernel in which nothing was executed another working directory, and more variables of the environment; later
   * restarts keep to them. Tells whether the kernel has done so: one that cannot is of no use for the notebook.
   */
  adopt(adoption: Adoption): Promise<boolean>;
  /** Stops the process and starts a new one: all variables are gone. */
  restart(): Promise<void>;
  /** Stops the process, by force after a second of grace. Does nothing to a dead one. */
  shutdown(): Promise<void>;
  /** Ends the process at once. */
  kill(): void;
  /** Calls `listener` when the process ends without having been asked to. Gives a function that stops that. */
  onDeath(listener: (death: Death) => void): () => void;
}

interface Running {
  readonly process: KernelProcess;
  interrupt(): void;
  readonly client: Client;
  readonly channels: Channels;
  readonly alive: boolean;
  /** Settles when the process has ended and everything that waited for it knows. */
  readonly gone: Promise<Death>;
  /** To be called before the process is asked to end: then its death is no news. */
  dismiss(): void;
  close(): void;
}

type TextListener = (name: "stdout" | "stderr", text: string) => void;

/** Who hears of what comes from a kernel. */
interface Heard {
  readonly message: MessageListener;
  readonly text: TextListener;
}

const REQUEST_TIMEOUT_MS = 10_000;
const ADOPTION_TIMEOUT_MS = 2_000;
const SHUTDOWN_GRACE_MS = 1_000;

/**
 * Starts a tslab kernel and waits until it answers on every channel, for as long as it is at work.
 * @throws the signal's reason when it is aborted; UserError, with the end of the kernel's stderr, when it ends or stays silent instead.
 */
export async function startKernel(given: StartOptions): Promise<Kernel> {
  let options = given;
  const listeners = new Set<(death: Death) => void>();
  const onMessage = new Set<MessageListener>();
  const onText = new Set<TextListener>();
  const heard: Heard = {
    message: (...message) => {
      for (const listener of onMessage) listener(...message);
    },
    text: (...text) => {
      for (const listener of onText) listener(...text);
    },
  };
  /** What front ends send while there is no kernel that would hear it; `null` while there is one. */
  let held: Parameters<Channels["sendParts"]>[] | null = null;
  let stopping = false;
  let running = await begin();

  async function begin(): Promise<Running> {
    const next = await start(options, heard);
    stopping = false;
    for (const request of held ?? []) next.channels.sendParts(...request);
    held = null;
    void next.gone.then((death) => {
      if (!stopping) for (const listener of listeners) listener(death);
    });
    return next;
  }

  async function stop(): Promise<void> {
    stopping = true;
    await end(running);
  }

  return {
    get pid() {
      return running.process.pid;
    },
    get alive() {
      return running.alive;
    },
    execute: (code, how) => running.client.execute(code, how),
    request: (type, content, how = {}) =>
      running.client.request(type, content, { timeoutMs: REQUEST_TIMEOUT_MS, ...how }),
    interrupt: () => running.interrupt(),
    kill: () => running.process.kill(),
    send(channel, parts) {
      if (held === null) running.channels.sendParts(channel, parts);
      // Whoever asked is no more.
      else if (channel !== "stdin") held.push([channel, parts]);
    },
    async adopt({ cwd, env = {}, ...more }) {
      const how = { channel: "control", timeoutMs: ADOPTION_TIMEOUT_MS } as const;
      const reply = await running.client
        .request("tslab_notebook_adopt_request", { cwd, env: { ...env } }, how)
        .catch(() => undefined);
      if (reply?.content.status !== "ok") return false;
      options = { ...options, ...more, cwd, env: { ...options.env, ...env } };
      return true;
    },
    onMessage: (listener) => added(onMessage, listener),
    onText: (listener) => added(onText, listener),
    async restart() {
      held = [];
      try {
        await stop();
        running = await begin();
      } finally {
        held = null;
      }
    },
    shutdown: stop,
    onDeath: (listener) => added(listeners, listener),
  };
}

function added<Listener>(listeners: Set<Listener>, listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

async function start(options: StartOptions, heard: Heard): Promise<Running> {
  options.signal?.throwIfAborted();
  const kernel = await spawnKernel(options);
  const channels = openChannels(kernel.connection);
  let published = false;
  /** Until then all that comes answers this module's own requests. */
  let ready = false;
  const timing = options.interruptGraceMs === undefined ? {} : { interruptGraceMs: options.interruptGraceMs };
  const interrupt = () =>
    void client
      .request("interrupt_request", {}, { timeoutMs: REQUEST_TIMEOUT_MS, channel: "control" })
      .catch(() => undefined);
  const client = createClient(
    channels,
    { interrupt, kill: kernel.kill },
    timing,
    (channel, message, parts) => {
      if (channel === "iopub") published = true;
      if (ready) heard.message(channel, message, parts);
    },
  );
  kernel.onText((name, text) => {
    client.print(name, text);
    heard.text(name, text);
  });
  let death: Death | null = null;
  let dismissed = false;
  const gone = kernel.ended.then(async (how) => {
    death = how;
    await client.died(how, dismissed);
    return how;
  });
  const running: Running = {
    process: kernel,
    interrupt,
    client,
    channels,
    gone,
    dismiss: () => {
      dismissed = true;
    },
    close: () => channels.close(),
    get alive() {
      return death === null;
    },
  };
  const failure = await waitForStart(
    {
      pid: kernel.pid,
      connection: kernel.connection,
      ended: kernel.ended,
      isOpen: () => published && channels.canBeAsked,
      ask: (timeoutMs) => client.request("kernel_info_request", {}, { timeoutMs }),
    },
    options,
  );
  if (failure === null && death === null && !options.signal?.aborted) {
    ready = true;
    return running;
  }
  kernel.kill();
  const { stderr, code, signal } = await gone;
  running.close();
  options.signal?.throwIfAborted();
  const how = failure ?? `ended with ${signal ?? `code ${code}`}`;
  const words = lastWords(stderr);
  const whose = options.label === undefined ? "The kernel" : `${options.label}: the kernel`;
  throw new UserError(
    `${whose} in ${options.cwd} ${how} while starting${words === "" ? "" : `: ${words}`}`,
    "Check that the folder can be read and that `npm ci` has run without errors.",
  );
}

async function end({ alive, process, client, gone, dismiss, close }: Running): Promise<void> {
  if (alive) {
    dismiss();
    // A timer that holds nobody: the command may have ended long before it would be over.
    const grace = sleep(SHUTDOWN_GRACE_MS, undefined, { ref: false });
    const published = client.dismiss(SHUTDOWN_GRACE_MS).catch(() => grace);
    await Promise.race([process.ended, published, grace]);
    process.kill();
  }
  await gone;
  close();
}
