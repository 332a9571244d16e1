import type { Socket } from "node:net";
import type { MessagePort, Worker } from "node:worker_threads";
import type { Channel } from "./messages.js";

/** Messages over a socket, a line each. */
export function overSocket(socket: Socket): Channel {
  let listener: (message: unknown) => void = () => {};
  let parts: string[] = [];
  socket.setEncoding("utf8");
  socket.on("data", (chunk: string) => {
    const lines = chunk.split("\n");
    const rest = lines.pop() ?? "";
    for (const line of lines) {
      const text = parts.join("") + line;
      parts = [];
      if (text) listener(JSON.parse(text));
    }
    if (rest) parts.push(rest);
  });
  // What goes wrong ends the connection, and the end is heard of.
  socket.on("error", () => socket.destroy());
  return {
    send: (message) => void socket.write(`${JSON.stringify(message)}\n`),
    onMessage: (next) => {
      listener = next;
    },
    onClose: (next) => void socket.once("close", next),
    hold: (isHeld) => void (isHeld ? socket.ref() : socket.unref()),
    close: () => void socket.destroy(),
  };
}

/** Messages to a thread, or from one to the thread that has started it. */
export function overPort(port: Worker | MessagePort): Channel {
  return {
    send: (message) => port.postMessage(message),
    onMessage: (listener) => void port.on("message", listener),
    onClose: (listener) => void port.once("exit", listener).once("close", listener),
    hold: (isHeld) => void (isHeld ? port.ref() : port.unref()),
    close: () => void ("terminate" in port ? port.terminate() : port.close()),
  };
}
