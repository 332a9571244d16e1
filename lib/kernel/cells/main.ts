import { writeSync } from "node:fs";
import { basename } from "node:path";
import { inspect } from "node:util";
import type { MessagePort, Worker } from "node:worker_threads";
import { SCOPE, type Setting, type Transpiled } from "../compiler/contract.js";
import type { CellTask } from "../link/link.js";
import { createModules, type Modules } from "../modules/index.js";
import type { JsonObject } from "../protocol/json.js";
import { bundleOf } from "../results/index.js";
import { installHooks } from "../trace/hooks.js";
import { arm, noteHidden, noteLooks, notePackage, noteRead, takeNotes } from "../trace/notes.js";
import { type Cell, createCell } from "./cell.js";
import { createContext } from "./context.js";
import { createTslab, DISPLAY, type DisplayMessage, type ShowDisplay } from "./display.js";
import { createEvaluator, type Evaluated } from "./evaluate.js";
import { createLink } from "./link.js";
import { installOutput } from "./output.js";
import { type Asker, installQuestions } from "./questions.js";
import { reached, valuesOf } from "./reached.js";
import { createScope, type Scope } from "./scope.js";
import { installStacks, originOf, placeText, registerMap, scriptOf } from "./stacks.js";
import { installTimers, later } from "./timers.js";
import { describe, describeDiagnostics, INTERRUPTED, rememberSource } from "./tracebacks.js";

/** What the thread of the cells is started with. */
export interface CellsOptions {
  readonly sockets: Worker;
  readonly shared: SharedArrayBuffer;
  readonly answers: MessagePort;
  readonly setting: Setting;
  /** The version of TypeScript, as `versions` of tslab tells it. */
  readonly typescript: string;
}

/** Time for an interrupted cell to leave by itself what it is in, before its end is told for it. */
const LEAVE_MS = 300;
/** Time for the last output of a cell that ends its process to leave it. */
const DRAIN_MS = 400;
const COLOURS = process.env.NO_COLOR === undefined;

/** Makes this thread execute cells. */
export function runCells({ sockets, shared, answers, typescript, ...options }: CellsOptions): void {
  let { setting } = options;
  const link = createLink(sockets, shared, answers);
  const evaluator = createEvaluator();
  const context = createContext<Cell>(
    (cell) => cell.interrupted,
    () => evaluator.terminate(),
  );
  let latest: Cell | null = null;
  let running: Cell | null = null;
  let scope: Scope | null = null;
  let modules: Modules | null = null;
  let finishRunning: (() => void) | null = null;
  const owner = (): Cell | null => context.current() ?? latest;

  const show: ShowDisplay = (message: DisplayMessage, update) => {
    const cell = owner();
    cell?.streams.flush();
    cell?.publish(update ? "update_display_data" : "display_data", { ...message } as unknown as JsonObject);
  };
  const asker: Asker = {
    get canAsk() {
      return owner()?.canAsk === true;
    },
    askNow(prompt, password = false) {
      owner()?.streams.flush();
      return link.askNow({ type: "input", key: owner()?.key ?? 0, prompt, password }) as string | null;
    },
    async ask(prompt, password = false) {
      owner()?.streams.flush();
      return (await link.ask({ type: "input", key: owner()?.key ?? 0, prompt, password })) as string | null;
    },
  };

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

  /** What cells can import, made with the first cell: the folder is known by then. */
  function prepare(): { modules: Modules; scope: Scope } {
    if (modules !== null && scope !== null) return { modules, scope };
    modules = createModules({
      folder: setting.folder,
      transpile: async (file) => (await link.ask({ type: "transpile", file })) as Transpiled,
      transpileSync: (file) => link.askNow({ type: "transpile", file }) as Transpiled,
      onSource: (file, _, map) => registerMap(file, map),
      note: noteRead,
      notePackage,
      hidden: noteHidden,
      substitutes: new Map([["tslab", createTslab(show, typescript)]]),
    });
    const notebook = process.env.JPY_SESSION_NAME;
    scope = createScope(modules, setting.folder, notebook ? basename(notebook) : "notebook.ts");
    Reflect.set(globalThis, Symbol.for(SCOPE), scope);
    return { modules, scope };
  }

  async function declareScope(): Promise<void> {
    if (scope !== null) return;
    prepare();
    await evaluator.evaluate(`let ${SCOPE} = globalThis[Symbol.for(${JSON.stringify(SCOPE)})]; void 0`);
  }

  /** Executes a cell to its end; nothing that it throws leaves it. */
  async function execute(task: CellTask): Promise<void> {
    const cell = createCell(task, link.post);
    latest = cell;
    running = cell;
    let finished = false;
    let names: readonly string[] | undefined;
    const finish = () => {
      if (finished) return;
      finished = true;
      running = null;
      finishRunning = null;
      if (!cell.interrupted) cell.streams.finish();
      link.post({
        type: "ended",
        end: {
          key: cell.key,
          droppedBytes: cell.streams.dropped,
          ...(cell.error === null ? {} : { error: { ...cell.error } }),
          ...(names === undefined ? {} : { reached: names }),
          ...(task.options.trace ? { trace: takeNotes() as unknown as JsonObject } : {}),
        },
      });
    };
    finishRunning = finish;
    pendingAtRest ??= pending();
    arm();
    noteLooks(task.looks);
    rememberSource(task.count, task.source);
    for (const notice of task.notices) cell.streams.write("stderr", `${notice}\n`);
    await declareScope();
    if (task.diagnostics !== undefined) cell.fail(describeDiagnostics(task.diagnostics, task.count));
    else if (task.module !== undefined) prepare().modules.define(task.module.path, task.module);
    else names = await run(cell, task);
    await settle(cell);
    finish();
  }

  /** Runs the code of a cell; gives the variables that it has reached, where it was not all of them. */
  async function run(cell: Cell, task: CellTask): Promise<readonly string[] | undefined> {
    const { modules, scope } = prepare();
    modules.dropChanged();
    const script = scriptOf(task.count);
    const { code = "", map = "", declared = [] } = task;
    registerMap(script, map, code.split("\n").length);
    const before = await valuesOf(evaluator, scope, declared);
    scope.value = undefined;
    const ending = context.run(cell, () => evaluator.evaluate(`${code}\n;void 0\n//# sourceURL=${script}`));
    const ended = await Promise.race([ending, cell.interruption]);
    const failed = ended === undefined || ended.ended !== "value" || !(await showValue(cell, scope));
    if (ended !== undefined) tell(cell, ended, task.count);
    return failed ? reached(declared, before, await valuesOf(evaluator, scope, declared)) : undefined;
  }

  function tell(cell: Cell, ended: Evaluated, count: number): void {
    if (ended.ended === "terminated") cell.interrupt(INTERRUPTED);
    else if (ended.ended === "thrown") {
      const at = ended.at && originOf(scriptOf(count), ended.at.line, ended.at.column);
      cell.fail(describe(ended.thrown, "", at ? placeText(at.file, at.line, at.column) : ""));
    }
  }

  /** Shows the value of the last expression, of a promise what it holds. Tells whether that went well. */
  async function showValue(cell: Cell, scope: Scope): Promise<boolean> {
    const { value } = scope;
    scope.value = undefined;
    try {
      // A promise is awaited as the cell's doing: what follows from it is the cell's.
      const bundle = await Promise.race([
        context.run(cell, async () => bundleOf(await value, { colours: COLOURS })),
        cell.interruption,
      ]);
      if (!bundle) return !cell.interrupted;
      cell.streams.flush();
      cell.publish("execute_result", { execution_count: cell.count, ...bundle } as unknown as JsonObject);
      return true;
    } catch (error) {
      cell.fail(describe(error));
      return false;
    }
  }

  function interrupt(number: number): void {
    link.heardInterrupt(number);
    const cell = running;
    if (cell === null) return;
    cell.interrupt(INTERRUPTED);
    // What was ended by force may have been this kernel's own waiting.
    later(() => {
      if (running === cell) finishRunning?.();
    }, LEAVE_MS);
  }

  function adopt(folder: string, env: Readonly<Record<string, string>>): void {
    process.chdir(folder);
    Object.assign(process.env, env);
    setting = { ...setting, folder };
    link.post({ type: "adopted" });
  }

  installStacks();
  installOutput(owner);
  installTimers(
    context,
    (cell, error) => cell.interrupted || cell.fail(describe(error, "Uncaught exception")),
  );
  installHooks((resource) => context.current()?.own(() => endResource(resource)));
  installQuestions(asker);
  Reflect.set(globalThis, DISPLAY, show);
  process.on("uncaughtException", failLater("Uncaught exception"));
  process.on("unhandledRejection", failLater("Unhandled promise rejection"));
  process.on("SIGINT", () => link.post({ type: "interrupt" }));
  process.on("exit", () => {
    latest?.streams.flush();
    if (running !== null) link.drain(DRAIN_MS);
  });
  link.listen((message) => {
    if (message.type === "execute") void execute(message.task);
    else if (message.type === "interrupt") interrupt(message.number);
    else if (message.type === "adopt") adopt(message.folder, message.env);
    else setting = message.setting;
  });
  link.post({ type: "ready" });
}

/** Ends a socket, a server or a child process. */
function endResource(resource: object): void {
  for (const name of ["kill", "destroy", "close"]) {
    const end: unknown = Reflect.get(resource, name);
    if (typeof end === "function")
      return void Reflect.apply(end, resource, name === "kill" ? ["SIGKILL"] : []);
  }
}

/** Resources that live as long as the kernel: sockets, file watchers, the pipe to the parent. */
const LASTING = new Set(["FSEventWrap", "MessagePort", "PipeWrap", "StatWatcher", "TTYWrap"]);
const pending = (): number => process.getActiveResourcesInfo().filter((name) => !LASTING.has(name)).length;
let pendingAtRest: number | null = null;

const turn = () => new Promise((resolve) => setImmediate(resolve));
const sleep = (ms: number) => new Promise((resolve) => later(resolve, ms));

/** Gives rejections and short timers of a cell time to fail it, before it is called a success. */
async function settle(cell: Cell): Promise<void> {
  await turn();
  await turn();
  const end = performance.now() + (cell.options.settleMs ?? 0);
  while (cell.error === null && pending() > (pendingAtRest ?? 0) && performance.now() < end) await sleep(5);
}
