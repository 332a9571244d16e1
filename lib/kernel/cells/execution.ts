import { type CellTask, INTERRUPTED } from "../link/link.js";
import { later } from "../patches/timers.js";
import type { JsonObject } from "../protocol/json.js";
import { bundleOf } from "../results/index.js";
import { arm, noteLooks, takeNotes } from "../trace/notes.js";
import { type Cell, createCell } from "./cell.js";
import type { Context } from "./context.js";
import type { Evaluated, Evaluator } from "./evaluate.js";
import type { Imports } from "./imports.js";
import type { Link } from "./link.js";
import { reached, valuesOf } from "./reached.js";
import type { Scope } from "./scope.js";
import { noteRest, settle } from "./settle.js";
import { originOf, placeText, registerMap, scriptOf } from "./stacks.js";
import { describe, describeDiagnostics, rememberSource } from "./tracebacks.js";

/** Executes cells, one at a time. */
export interface Execution {
  /** Executes a cell to its end, which it tells; nothing that the cell throws leaves it. */
  execute(task: CellTask): Promise<void>;
  /** Ends the cell that runs. */
  interrupt(): void;
  /** The cell that was begun last. */
  readonly latest: Cell | null;
}

/** Time for an interrupted cell to leave by itself what it is in, before its end is told for it. */
const LEAVE_MS = 300;
const COLOURS = process.env.NO_COLOR === undefined;

/** A cell on its way. */
interface Running {
  readonly cell: Cell;
  /** The variables that it has reached so far. */
  reach(): Promise<readonly string[]>;
  /** Tells its end, once; `names` as `CellEnd.reached`. */
  finish(names?: readonly string[]): void;
}

/** `imports` gives what cells import, which is made with the first cell. */
export function createExecution(
  link: Link,
  evaluator: Evaluator,
  context: Context<Cell>,
  imports: () => Promise<Imports>,
): Execution {
  let latest: Cell | null = null;
  let running: Running | null = null;

  async function execute(task: CellTask): Promise<void> {
    noteRest();
    arm();
    const cell = createCell(task, link.post);
    latest = cell;
    const finish = (names?: readonly string[]) => {
      if (running !== own) return;
      running = null;
      if (!cell.interrupted) cell.streams.finish();
      const { error, streams } = cell;
      link.post({
        type: "ended",
        end: {
          key: cell.key,
          droppedBytes: streams.dropped,
          ...(error === null ? {} : { error: { ...error } }),
          ...(names === undefined ? {} : { reached: names }),
          ...(task.options.trace ? { trace: takeNotes() as unknown as JsonObject } : {}),
        },
      });
    };
    const own: Running = { cell, finish, reach: async () => [] };
    running = own;
    noteLooks(task.looks);
    rememberSource(task.count, task.source);
    for (const notice of task.notices) cell.streams.write("stderr", `${notice}\n`);
    let names: readonly string[] | undefined;
    try {
      if (task.diagnostics !== undefined) cell.fail(describeDiagnostics(task.diagnostics, task.count));
      else if (task.module !== undefined) (await imports()).modules.define(task.module.path, task.module);
      else names = await run(own, task);
    } catch (error) {
      // A file that cannot be looked at, or a fault of this kernel's.
      cell.fail(describe(error));
      names = await own.reach();
    }
    await settle(cell);
    finish(names);
  }

  /** What was ended by force may have been this kernel's own waiting: then the end is told for it. */
  function leave(interrupted: Running): void {
    later(() => {
      if (running !== interrupted) return;
      void interrupted.reach().then((names) => interrupted.finish(names));
      leave(interrupted);
    }, LEAVE_MS);
  }

  /** Runs the code of a cell; gives the variables that it has reached, where it was not all of them. */
  async function run(own: Running, task: CellTask): Promise<readonly string[] | undefined> {
    const { cell } = own;
    const { modules, scope, follow } = await imports();
    follow(task.paths);
    modules.dropChanged();
    const script = scriptOf(task.count);
    const { code = "", map = "", declared = [] } = task;
    registerMap(script, map, code.split("\n").length);
    const before = await valuesOf(evaluator, scope, declared);
    own.reach = async () => reached(declared, before, await valuesOf(evaluator, scope, declared));
    scope.value = undefined;
    const ending = context.run(cell, () => evaluator.evaluate(`${code}\n;void 0\n//# sourceURL=${script}`));
    const ended = await Promise.race([ending, cell.interruption]);
    if (ended) tell(cell, ended, task.count);
    if (cell.interrupted) modules.abandon();
    if (ended?.ended === "value" && (await showValue(cell, scope))) return undefined;
    return own.reach();
  }

  /** Shows the value of the last expression, of a promise what it holds. Tells whether that went well. */
  async function showValue(cell: Cell, scope: Scope): Promise<boolean> {
    const { value } = scope;
    scope.value = undefined;
    try {
      // A promise is awaited as the cell's doing: what follows from it is the cell's.
      const shown = context.run(cell, async () => bundleOf(await value, { colours: COLOURS }));
      const bundle = await Promise.race([shown, cell.interruption]);
      if (!bundle) return !cell.interrupted;
      cell.streams.flush();
      const result = { execution_count: cell.count, ...bundle };
      cell.publish("execute_result", result as unknown as JsonObject);
      return true;
    } catch (error) {
      cell.fail(describe(error));
      return false;
    }
  }

  return {
    execute,
    interrupt() {
      if (running === null) return;
      running.cell.interrupt(INTERRUPTED);
      leave(running);
    },
    get latest() {
      return latest;
    },
  };
}

/** Fails a cell that has not ended well. */
function tell(cell: Cell, ended: Evaluated, count: number): void {
  if (ended.ended === "terminated") cell.interrupt(INTERRUPTED);
  else if (ended.ended === "thrown") {
    const at = ended.at && originOf(scriptOf(count), ended.at.line, ended.at.column);
    cell.fail(describe(ended.thrown, "", at ? placeText(at.file, at.line, at.column) : ""));
  }
}
