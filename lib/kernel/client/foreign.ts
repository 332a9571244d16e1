import type { OutputEvent } from "../protocol/outputs.js";

/** What does not come by messages: text that processes started by cells write to the kernel's own streams. */
export interface ForeignText {
  /** The cell that shows what comes from now on. */
  show(onOutput: (event: OutputEvent) => void): void;
  print(name: "stdout" | "stderr", text: string): void;
  /** Shows what is held back; to be called when a cell has come to its end. */
  flush(): void;
  /** Forgets what is held back: they were the kernel's last words, and its death tells them. */
  drop(): void;
}

/** A pause of this length after text on stderr tells that these were not the kernel's last words. */
const PAUSE_MS = 300;

/** Node's own warnings name the process, and nothing else in a report changes from run to run. */
const withoutPid = (text: string): string => text.replace(/^\(node:\d+\) /gm, "(node) ");

/** Hands foreign text to the cell that was begun last; text on stderr after a pause. */
export function createForeignText(): ForeignText {
  let onOutput: (event: OutputEvent) => void = () => {};
  let held = "";
  let timer: NodeJS.Timeout | undefined;

  function send(name: "stdout" | "stderr", text: string): void {
    if (text !== "") onOutput({ type: "output", output: { output_type: "stream", name, text } });
  }

  function flush(): void {
    clearTimeout(timer);
    const text = held;
    held = "";
    send("stderr", withoutPid(text));
  }

  return {
    show(next) {
      flush();
      onOutput = next;
    },
    print(name, text) {
      if (name === "stdout") return send(name, text);
      held += text;
      clearTimeout(timer);
      timer = setTimeout(flush, PAUSE_MS);
    },
    flush,
    drop() {
      clearTimeout(timer);
      held = "";
    },
  };
}
