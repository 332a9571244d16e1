import { type Death, type Kernel, type Message, startKernel } from "tslab-kernel";
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
import { createRelay, type Keeping } from "./relay.js";
import type { Spec } from "./specs.js";

/** A kernel with all its front ends. */
export interface Hosted {
  readonly id: string;
  readonly state: State;
  /** The kernel as Jupyter's front end asks for it. */
  model(): JsonObject;
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

/** What a kernel is started with. */
export interface HostOptions {
  readonly id: string;
  readonly spec: Spec;
  /** Its working directory. */
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly keeping?: Partial<Keeping>;
  /** Called when the kernel has been ended. */
  onEnd(): void;
  /** Aborts a start. */
  readonly signal: AbortSignal;
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
  const kernel: Kernel = await startKernel({
    cwd: options.cwd,
    language: options.spec.language,
    documentation: true,
    signal: AbortSignal.any([options.signal, ending.signal]),
    env: { TSLAB_NOTEBOOK_MAX_OUTPUT: String(MOST_OUTPUT), ...options.env },
  });
  const pending = createPending();
  const relay = createRelay(onRequest, options.keeping);
  const pages = createBatches((packet) => relay.publish(packet));
  const crashes: number[] = [];
  let phase: "running" | "restarting" | "dead" = "running";
  let active = new Date();
  let changing: Promise<void> | null = null;
  let ended: Promise<void> | null = null;

  const state = (): State => (phase !== "running" ? phase : pending.busy ? "busy" : "idle");

  kernel.onMessage((channel, message, parts = []) => {
    active = new Date();
    if (channel === "iopub") {
      noteDone(message);
      const { header, parentHeader, content } = message;
      if (header.msg_type === "stream")
        pages.stream(parentHeader.msg_id ?? "", String(content.name), String(content.text), {
          channel,
          parts,
        });
      else pages.publish({ channel, parts });
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

  function noteDone({ header, parentHeader, content }: Message): void {
    if (header.msg_type === "status" && content.execution_state === "idle")
      pending.done(parentHeader.msg_id ?? "");
  }

  function onRequest(session: string, { channel, parts }: Packet, request: RequestHeader): void {
    active = new Date();
    const [header = Buffer.from("{}")] = parts;
    if (request.type === "shutdown_request") shutDown(session, channel, parts);
    else if (phase === "dead") relay.reply(session, statusMessage("dead", header));
    // The kernel never asks for input, and so has no use for any.
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
    relay.close(options.signal.aborted ? GOING_AWAY : GOODBYE, "The kernel has been shut down.");
    options.onEnd();
  }

  const hosted: Hosted = {
    id: options.id,
    get state() {
      return state();
    },
    model: () => ({
      id: options.id,
      name: options.spec.name,
      last_activity: active.toISOString(),
      execution_state: state(),
      connections: relay.size,
    }),
    connect(session, socket) {
      relay.connect(session, socket);
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
