import { type Cell, idOf } from "./cell/cell.js";
import type { Chain } from "./compiler.js";
import type { CellRequest, Compiled, Compiler, RanCell, Refused, Setting } from "./contract.js";
import type { CellProgram } from "./program/program.js";
import type { Session } from "./session.js";

/** What the work ahead needs of the compiler. */
export interface AheadTools {
  open(setting: Setting): Session;
  read(request: CellRequest, session: Session): Cell;
  chainOf(history: readonly RanCell[], more: readonly Cell[]): Chain;
  programFor(session: Session, chain: Chain): CellProgram;
  compile(session: Session, cell: Cell, chain: () => Chain): Compiled | Refused;
}

type AheadRequest = Parameters<Compiler["ahead"]>[0];

/** Compiles cells beforehand, one at a time, between what is asked for. */
export interface Ahead {
  add(request: AheadRequest): void;
  /** Says that a cell has been asked for: there may be room for another. */
  asked(cell: Cell): void;
  /** The program that is planned for a cell; it gives what a program of the cell and those before it would. */
  planned(cell: Cell, session: Session): Chain | undefined;
  close(): void;
}

interface Plan {
  readonly generation: number;
  /** For each cell, the files of the program in which it is compiled. */
  readonly chains: ReadonlyMap<string, Chain>;
}

/** Makes a queue of cells that will be asked for. */
export function createAhead(tools: AheadTools): Ahead {
  const queue: { readonly request: AheadRequest; next: number; history: readonly RanCell[] }[] = [];
  const plans = new Map<string, Plan>();
  let timer: NodeJS.Immediate | undefined;

  /** Cells that are compiled, and that nobody has asked for yet. */
  const unasked = new Set<string>();
  const schedule = () => {
    if (timer === undefined && queue.length > 0 && unasked.size < MOST_UNASKED) timer = setImmediate(work);
  };
  const work = () => {
    timer = undefined;
    const [job] = queue;
    if (!job) return;
    try {
      step(job);
    } catch {
      // Whoever asks for the cell hears of it.
      job.next = job.request.sources.length;
    }
    if (job.next >= job.request.sources.length) queue.splice(queue.indexOf(job), 1);
    schedule();
  };
  const step = (job: (typeof queue)[number]) => {
    const { setting, sources } = job.request;
    const source = sources[job.next];
    if (source === undefined) return;
    const session = tools.open(setting);
    const cell = tools.read({ setting, history: job.history, source }, session);
    const result = tools.compile(
      session,
      cell,
      () => planned(cell, session) ?? tools.chainOf(cell.history, [cell]),
    );
    job.next++;
    unasked.add(cell.id);
    // What comes after a refused cell comes after those before it.
    if (result.status === "compiled") job.history = [...job.history, { id: cell.id }];
  };
  const known = (cell: Cell, session: Session): Plan | undefined => {
    const found = plans.get(cell.id);
    return found?.generation === session.generation ? found : undefined;
  };
  const planned = (cell: Cell, session: Session): Chain | undefined => {
    // Who asks for a cell that waits here need not wait until it is its turn.
    const job = known(cell, session)
      ? undefined
      : queue.find(
          ({ request, history, next }) =>
            idOf({ setting: request.setting, history, source: request.sources[next] ?? "" }) === cell.id,
        );
    if (job) plan(session, job.history, cell, job.request.sources.slice(job.next + 1));
    return known(cell, session)?.chains.get(cell.id);
  };

  /**
   * One program, and one checker, for as many cells as can share it: all up to the next that brings something that is
   * seen everywhere, such as a package that declares globals.
   */
  const plan = (session: Session, history: readonly RanCell[], first: Cell, sources: readonly string[]) => {
    const cells = [first];
    let ran = [...history, { id: first.id }];
    for (const source of sources.slice(0, AT_ONCE)) {
      const cell = tools.read({ setting: session.setting, history: ran, source }, session);
      // A cell that cannot run changes what those after it come after.
      if (cell.syntax.length > 0) break;
      cells.push(cell);
      ran = [...ran, { id: cell.id }];
    }
    const checked = cells.filter(({ isChecked }) => isChecked);
    const whole = tools.chainOf(history, cells);
    const chains = new Map<string, Chain>();
    if (checked.length > 0) {
      const program = tools.programFor(session, whole);
      const begin = whole.roots.length - cells.length;
      const globals = new Set(program.globalsOf(whole.roots.slice(0, begin)));
      const counts = whole.roots.slice(begin).map((root) => {
        for (const file of program.globalsOf([root])) globals.add(file);
        return globals.size;
      });
      for (const [index, cell] of cells.entries()) {
        const last = counts.lastIndexOf(counts[index] ?? 0);
        const { roots, texts } = whole;
        const own = roots.slice(0, begin + last + 1);
        chains.set(cell.id, own.length === roots.length ? whole : { roots: own, texts: pick(texts, own) });
      }
    }
    const made = { generation: session.generation, chains };
    for (const cell of cells) plans.set(cell.id, made);
    for (const id of plans.keys()) {
      if (plans.size <= PLANS) break;
      plans.delete(id);
    }
  };
  return {
    asked(cell) {
      if (unasked.delete(cell.id)) schedule();
    },
    add(request) {
      // Whoever was to ask for those may be gone.
      if (unasked.size >= MOST_UNASKED) unasked.clear();
      queue.push({ request, next: 0, history: request.history });
      schedule();
    },
    planned,
    close() {
      if (timer) clearImmediate(timer);
      queue.length = 0;
    },
  };
}

/** So many cells share a program at most; those after them get another when it is their turn. */
const AT_ONCE = 100;
/** Results are not kept for ever: work that goes further ahead would be done twice. */
const MOST_UNASKED = 100;
/** Cells that plans are kept for; each holds the texts of its program. */
const PLANS = 300;

function pick(texts: ReadonlyMap<string, string>, names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name, texts.get(name) ?? ""]));
}
