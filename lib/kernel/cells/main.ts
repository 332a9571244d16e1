import { writeSync } from "node:fs";
import { inspect } from "node:util";
import type { MessagePort, Worker } from "node:worker_threads";
import type { Setting } from "../compiler/contract.js";
import { installTimers } from "../patches/timers.js";
import type { JsonObject } from "../protocol/json.js";
import { installHooks } from "../trace/hooks.js";
import type { Cell } from "./cell.js";
import { createContext } from "./context.js";
import { createTslab, DISPLAY, type ShowDisplay } from "./display.js";
import { createEvaluator } from "./evaluate.js";
import { createExecution } from "./execution.js";
import { createImports, type Imports } from "./imports.js";
import { createLink, type Link } from "./link.js";
import { installOutput } from "./output.js";
import { type Asker, installQuestions } from "./questions.js";
import { installStacks } from "./stacks.js";
import { describe, noteHome } from "./tracebacks.js";

/** What the thread of the cells is started with. */
export interface CellsOptions {
  readonly sockets: Worker;
  readonly shared: SharedArrayBuffer;
  readonly answers: MessagePort;
  readonly setting: Setting;
  /** The version of TypeScript, as `versions` of tslab tells it. */
  readonly typescript: string;
}

/** Time for the last output of a cell that ends its process to leave it. */
const DRAIN_MS = 400;

/** Makes this thread execute cells. */
export function runCells({ sockets, shared, answers, typescript, ...options }: CellsOptions): void {
  let { setting } = options;
  const link = createLink(sockets, shared, answers);
  const context = createContext<Cell>(
    (cell) => cell.interrupted,
    () => evaluator.terminate(),
  );
  const evaluator = createEvaluator(context);
  let imports: Promise<Imports> | null = null;
  const execution = createExecution(link, evaluator, context, () => {
    imports ??= createImports(setting, link, evaluator, createTslab(show, typescript));
    return imports;
  });
  /** The cell that what runs now belongs to, or the last one where nobody knows. */
  const owner = (): Cell | null => context.current() ?? execution.latest;

  const show: ShowDisplay = (message, update) => {
    const cell = owner();
    cell?.streams.flush();
    cell?.publish(update ? "update_display_data" : "display_data", { ...message } as unknown as JsonObject);
  };

  /** What comes too late to be caught fails the cell that it belongs to. */
  function failLater(how: string): (error: unknown) => void {
    return (error) => {
      const cell = owner();
      if (cell === null) {
        writeSync(2, `${how}: ${inspect(error)}\n`);
        process.exit(1);
      }
      if (!cell.interrupted) cell.fail(describe(error, how));
    };
  }

  installStacks();
  installOutput(owner);
  installTimers(context, (cell, error) => {
    if (!cell.interrupted) cell.fail(describe(error, "Uncaught exception"));
  });
  installHooks((resource) => context.current()?.own(() => endResource(resource)));
  installQuestions(createAsker(link, owner));
  Reflect.set(globalThis, DISPLAY, show);
  process.on("uncaughtException", failLater("Uncaught exception"));
  process.on("unhandledRejection", failLater("Unhandled promise rejection"));
  process.on("SIGINT", () => link.post({ type: "interrupt" }));
  process.on("exit", () => {
    execution.latest?.streams.flush();
    link.post({ type: "leave" });
    link.drain(DRAIN_MS);
  });
  link.listen((message) => {
    if (message.type === "execute") void execution.execute(message.task);
    else if (message.type === "interrupt") {
      link.heardInterrupt(message.number);
      execution.interrupt();
    } else {
      process.chdir(message.folder);
      noteHome();
      Object.assign(process.env, message.env);
      setting = { ...setting, folder: message.folder };
      link.post({ type: "adopted" });
    }
  });
  link.post({ type: "ready" });
}

/** Asks people by way of the other thread; the cell that asks is the one that what runs belongs to. */
function createAsker(link: Link, owner: () => Cell | null): Asker {
  const question = (prompt: string, password: boolean) => {
    const cell = owner();
    cell?.streams.flush();
    return { type: "input", key: cell?.key ?? 0, prompt, password } as const;
  };
  return {
    get canAsk() {
      return owner()?.canAsk === true;
    },
    own: (end) => owner()?.own(end),
    askNow: (prompt, password = false) => link.askNow(question(prompt, password)) as string | null,
    ask: (prompt, password = false) => link.ask(question(prompt, password)) as Promise<string | null>,
  };
}

/** Ends a socket, a server or a child process. */
function endResource(resource: object): void {
  for (const name of ["kill", "destroy", "close"]) {
    const end: unknown = Reflect.get(resource, name);
    if (typeof end !== "function") continue;
    Reflect.apply(end, resource, name === "kill" ? ["SIGKILL"] : []);
    return;
  }
}
