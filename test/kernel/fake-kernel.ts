import type { ChannelName, Channels, MessageListener } from "../../lib/kernel/client/channels.js";
import { createRequestMessage, type Message } from "../../lib/kernel/protocol/wire.js";
import type { JsonObject } from "../../lib/notebook/nbformat/index.js";

/** One message of a replayed sequence, or a pause in milliseconds. */
export type Step = readonly [channel: ChannelName, type: string, content: JsonObject] | number;

/** Channels that answer the n-th request with the n-th sequence. */
export function fakeChannels(
  sequences: readonly (readonly Step[])[],
): Channels & { readonly sent: Message[] } {
  let listener: MessageListener = () => {};
  const sent: Message[] = [];
  return {
    sent,
    listen(next) {
      listener = next;
    },
    send(_, request) {
      const steps = sequences[sent.length] ?? [];
      sent.push(request);
      void replay(request, steps);
    },
    sendParts() {},
    close() {},
  };

  async function replay(request: Message, steps: readonly Step[]): Promise<void> {
    for (const step of steps) {
      if (typeof step === "number") {
        await new Promise((resolve) => setTimeout(resolve, step));
        continue;
      }
      const [channel, type, content] = step;
      listener(channel, { ...createRequestMessage(type, content, "fake"), parentHeader: request.header });
    }
  }
}

export const idle: Step = ["iopub", "status", { execution_state: "idle" }];
export const busy: Step = ["iopub", "status", { execution_state: "busy" }];
/** That a cell has been compiled, and runs. */
export const begun: Step = ["iopub", "tslab_kernel_begin", {}];
export const started: Step = ["iopub", "execute_input", { code: "", execution_count: 7 }];
export const ok: Step = ["shell", "execute_reply", { status: "ok", execution_count: 7 }];
export const aborted: Step = ["shell", "execute_reply", { status: "aborted" }];
export const failed: Step = [
  "shell",
  "execute_reply",
  { status: "error", execution_count: 7, ename: "E", evalue: "v", traceback: ["t"] },
];
export const error: Step = [
  "iopub",
  "error",
  { ename: "TypeError", evalue: "no", traceback: ["TypeError: no"] },
];
export const print = (text: string, name = "stdout"): Step => ["iopub", "stream", { name, text }];
