import { type CompilerAddress, type Death, type Message, type StartOptions, startKernel } from "tslab-kernel";
import type { WebSocket } from "ws";
import type { JsonObject } from "../../nbformat/types.js";
import { HttpError } from "../route.js";
import { createBatches } from "./batches.js";
import {
  abortedReply,
  deathMessage,
  ownMessage,
  type State,
  statusMessage,
  streamMessage,
} from "./messages.js";
import type { Packet, RequestHeader } from "./packet.js";
import { createPending } from "./pending.js";
import { createQuestions } from "./questions.js";
import { createRelay, type Keeping } from "./relay.js";
import type { Spares } from "./spares.js";
import type { Spec } from "./specs.js";

/** A kernel with all its front ends. */
export interface Hosted {
  readonly id: string;
  readonly state: State;
  /** The kernel as Jupyter's front end asks for it. */
  model(): JsonObject;
  /**
   * How long nobody has used it, in milliseconds: no page is connected, and no cell runs. 0 where one is or does; the time
   * that the machine sleeps does not count where the system tells.
   */
  readonly unusedMs: number;
  /** Whether a page has ever been connected. */
  readonly wasConnected: boolean;
  connect(session: string, socket: WebSocket): void;
  interrupt(): void;
  /**
   * Ends the process and starts another; calls made meanwhile wait for the same one.
   * @throws HttpError 500 where that one does not start.
   */
  restart(): Promise<void>;
  /** Ends the kernel for good, and its connections. */
  end(): Promise<void>;
}

/** What all kernels of a server are started with. */
export interface KernelSettings {
  readonly env?: Readonly<Record<string, string>>;
  /** The compiler that they share. */
  readonly compiler?: CompilerAddress | undefined;
  /** Another kernel than this project's. */
  readonly program?: StartOptions["program"];
  /** Hears, in a line, of what a person at the terminal may want to know. */
  say?(line: string): void;
}

/** What a kernel is hosted with. */
export interface HostOptions extends KernelSettings {
  readonly id: string;
  readonly spec: Spec;
  /** Its working directory. */
  readonly cwd: string;
  /** Kernels that have been started already. */
  readonly spares?: Spares | undefined;
  readonly keeping?: Partial<Keeping>;
  /** Called when the kernel has been ended. */
  onEnd(): void;
  /** Aborts a start. */
  readonly signal: AbortSignal;
  /** Whether the server ends, as who is connected is told then. */
  isClosing(): boolean;
}

/** A kernel that ends so often within a minute is not started again by itself. */
const MOST_CRASHES = 5;
const MINUTE_MS = 60_000;
/** Bytes of text of one cell: a page that is sent more by an endless print can no longer be used to stop it. */
const MOST_OUTPUT = 32 << 20;
const [GOODBYE, GOING_AWAY] = [1000, 1001];

/**
 * Starts a kernel for front ends. One that ends unasked is started again.
 * @throws UserError, with its last words, where it does not start.
 */
export async function hostKernel(options: HostOptions): Promise<Hosted> {
  const ending = new AbortController();
  const { language } = options.spec;
  const place = { cwd: options.cwd, signal: AbortSignal.any([options.signal, ending.signal]) };
  const kernel =
    (await options.spares?.take(language, place)) ??
    (await startKernel({ ...startOptions(language, options), ...place }));
  const pending = createPending();
  const relay = createRelay(onRequest, options.keeping, onLeave);
  const questions = createQuestions({
    ask: relay.ask,
    answer: (parts) => kernel.send("stdin", parts),
  });
  const pages = createBatches((packet) => relay.publish(packet));
  const crashes: number[] = [];
  let phase: "running" | "restarting" | "dead" = "running";
  let active = new Date();
  let lastUse = performance.now();
  let wasConnected = false;
  let changing: Promise<void> | null = null;
  let ended: Promise<void> | null = null;

  const state = (): State => (phase !== "running" ? phase : pending.busy ? "busy" : "idle");

  kernel.onMessage((channel, message, parts = []) => {
    noteUse();
    if (channel === "iopub") {
      noteDone(message);
      const { header, parentHeader, content } = message;
      if (header.msg_type === "stream")
        pages.stream(parentHeader.msg_id ?? "", String(content.name), String(content.text), {
          channel,
          parts,
        });
      else pages.publish({ channel, parts });
    } else if (channel === "stdin") {
      const { msg_id = "", session = "" } = message.parentHeader;
      const asker = pending.askerOf(msg_id) ?? session;
      // What a cell has printed before it asks is shown before.
      pages.flush();
      questions.ask(asker, msg_id, message.header.msg_id, { channel, parts });
    } else {
      const { msg_id = "", session = "" } = message.parentHeader;
      relay.reply(pending.answered(msg_id) ?? session, { channel, parts });
    }
  });
  kernel.onText((name, text) => {
    // Node's own warnings name the process.
    const shown = name === "stderr" ? text.replace(/^\(node:\d+\) /gm, "(node) ") : text;
    pages.publish(streamMessage(name, shown, pending.cell));
  });
  kernel.onDeath((death) => void crashed(death));

  function noteUse(): void {
    active = new Date();
    lastUse = performance.now();
  }

  function noteDone({ header, parentHeader, content }: Message): void {
    if (header.msg_type !== "status" || content.execution_state !== "idle") return;
    pending.done(parentHeader.msg_id ?? "");
    questions.done(parentHeader.msg_id ?? "");
  }

  function onLeave(session: string, isGone: boolean): void {
    lastUse = performance.now();
    if (isGone) questions.gone(session);
  }

  function onRequest(session: string, { channel, parts }: Packet, request: RequestHeader): void {
    noteUse();
    const [header = Buffer.from("{}")] = parts;
    if (request.type === "shutdown_request") shutDown(session, channel, parts);
    else if (phase === "dead") relay.reply(session, statusMessage("dead", header));
    else if (channel === "stdin") questions.answer(session, { channel, parts });
    else if (channel === "shell" || channel === "control") {
      pending.add(session, request, header);
      kernel.send(channel, parts);
    }
  }

  /** Ending and restarting kernels is the server's business: a kernel that ends by itself would be started again. */
  function shutDown(session: string, channel: string, [header, , , content]: readonly Buffer[]): void {
    const wanted: JsonObject = JSON.parse(content?.toString("utf8") ?? "{}");
    const restart = wanted.restart === true;
    const answer = () =>
      relay.reply(
        session,
        ownMessage(
          channel === "shell" ? "shell" : "control",
          "shutdown_reply",
          { status: "ok", restart },
          header,
        ),
      );
    if (restart) void hosted.restart().then(answer, () => undefined);
    else {
      answer();
      void hosted.end();
    }
  }

  async function crashed(death: Death): Promise<void> {
    if (ended !== null) return;
    const [running] = pending.clear();
    questions.clear();
    if (running) pages.publish(deathMessage(death, running.header));
    const now = performance.now();
    crashes.push(now);
    if (crashes.filter((time) => now - time < MINUTE_MS).length >= MOST_CRASHES) return die();
    pages.publish(statusMessage("restarting"));
    await hosted.restart().catch(() => undefined);
  }

  function die(): void {
    phase = "dead";
    pages.publish(statusMessage("dead"));
  }

  async function replace(): Promise<void> {
    phase = "restarting";
    questions.clear();
    for (const { session, header } of pending.clear()) {
      relay.reply(session, abortedReply(header));
      pages.publish(statusMessage("idle", header));
    }
    try {
      await kernel.restart();
    } catch (error) {
      die();
      throw new HttpError(500, (error as Error).message);
    }
    phase = "running";
    pages.publish(statusMessage(state()));
  }

  async function finish(): Promise<void> {
    ending.abort(new Error("The kernel has been shut down."));
    await changing?.catch(() => undefined);
    await kernel.shutdown();
    die();
    pages.flush();
    relay.close(options.isClosing() ? GOING_AWAY : GOODBYE, "The kernel has been shut down.");
    options.onEnd();
  }

  const hosted: Hosted = {
    id: options.id,
    get state() {
      return state();
    },
    get unusedMs() {
      const used = relay.size > 0 || pending.busy || phase === "restarting";
      return used ? 0 : performance.now() - lastUse;
    },
    get wasConnected() {
      return wasConnected;
    },
    model: () => ({
      id: options.id,
      name: options.spec.name,
      last_activity: active.toISOString(),
      execution_state: state(),
      connections: relay.size,
    }),
    connect(session, socket) {
      noteUse();
      wasConnected = true;
      relay.connect(session, socket);
      questions.back(session);
      // Front ends take `restarting` for news, and would connect anew again and again.
      relay.reply(session, statusMessage(phase === "restarting" ? "starting" : state()));
    },
    interrupt: () => kernel.interrupt(),
    restart() {
      changing ??= replace().finally(() => {
        changing = null;
      });
      return changing;
    },
    end() {
      ended ??= finish();
      return ended;
    },
  };
  return hosted;
}

/** How kernels of a language are started, wherever they run. */
export function startOptions(
  language: Spec["language"],
  settings: KernelSettings,
): Omit<StartOptions, "cwd"> {
  return {
    language,
    colours: true,
    env: { TSLAB_NOTEBOOK_MAX_OUTPUT: String(MOST_OUTPUT), ...settings.env },
    compiler: settings.compiler,
    ...(settings.program === undefined ? {} : { program: settings.program }),
    onSlowStart: (ms) =>
      settings.say?.(`A kernel is still starting after ${Math.round(ms / 1_000)} s: the machine is busy.`),
  };
}
