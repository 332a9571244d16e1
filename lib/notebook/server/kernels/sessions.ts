import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../nbformat/types.js";
import { HttpError } from "../route.js";
import type { Hosted } from "./hosted.js";

/** What ties a document to its kernel. */
export interface Session {
  readonly id: string;
  path: string;
  name: string;
  type: string;
  kernel: Hosted;
}

/** What is opened. */
type Document = Pick<Session, "path" | "name" | "type">;

/** A session that is being opened, and for how many. */
interface Opening {
  readonly session: Promise<Session>;
  readonly unwanted: AbortController;
  waiting: number;
}

/** The sessions whose kernels run. */
export interface Sessions {
  all(): readonly Session[];
  /** @throws HttpError 404 where there is none of that id. */
  get(id: string): Session;
  /**
   * The session of a document; where there is none, or its kernel is dead, one with the kernel that `start` gives. The signal
   * of `start` is aborted when those of all who wait for the session are.
   */
  open(
    document: Document,
    start: (wanted: AbortSignal) => Promise<Hosted>,
    wanted: AbortSignal,
  ): Promise<Session>;
  /** Puts another kernel in the place of a session's, which ends where no other session uses it. */
  change(session: Session, kernel: Hosted): Promise<void>;
  /** Removes a session, and ends its kernel where no other session uses it. */
  remove(session: Session): Promise<void>;
}

/** No sessions yet; `isRunning` tells whether a kernel has not been ended. */
export function createSessions(isRunning: (kernel: Hosted) => boolean): Sessions {
  const sessions = new Map<string, Session>();
  /** Documents whose sessions are being opened. */
  const opening = new Map<string, Opening>();

  const all = (): Session[] => [...sessions.values()].filter(({ kernel }) => isRunning(kernel));

  async function begin(
    document: Document,
    start: (wanted: AbortSignal) => Promise<Hosted>,
    wanted: AbortSignal,
  ): Promise<Session> {
    const known = all().find(({ path, type }) => path === document.path && type === document.type);
    if (known && known.kernel.state !== "dead") return known;
    const kernel = await start(wanted);
    if (known) {
      await change(known, kernel);
      return known;
    }
    const session = { ...document, id: randomUUID(), kernel };
    sessions.set(session.id, session);
    return session;
  }

  function beginOpening(key: string, document: Document, start: Parameters<Sessions["open"]>[1]): Opening {
    const unwanted = new AbortController();
    const session = begin(document, start, unwanted.signal);
    const one = { session, unwanted, waiting: 0 };
    opening.set(key, one);
    const over = () => forget(key, one);
    session.then(over, over);
    return one;
  }

  function forget(key: string, one: Opening): void {
    if (opening.get(key) === one) opening.delete(key);
  }

  async function endUnused(kernel: Hosted): Promise<void> {
    if (!all().some((session) => session.kernel === kernel)) await kernel.end();
    for (const [id, session] of sessions) if (!isRunning(session.kernel)) sessions.delete(id);
  }

  async function change(session: Session, kernel: Hosted): Promise<void> {
    const before = session.kernel;
    if (before === kernel) return;
    session.kernel = kernel;
    await endUnused(before);
  }

  return {
    all,
    get(id) {
      const session = sessions.get(id);
      if (session && isRunning(session.kernel)) return session;
      throw new HttpError(404, `There is no session ${JSON.stringify(id)}: it has been shut down.`);
    },
    async open(document, start, wanted) {
      const key = JSON.stringify([document.type, document.path]);
      const one = opening.get(key) ?? beginOpening(key, document, start);
      const leave = () => {
        one.waiting--;
        if (one.waiting > 0) return;
        // Who comes from now on, as a page that is loaded anew does, begins afresh.
        forget(key, one);
        one.unwanted.abort(new Error("Nobody waits for the session any more."));
      };
      one.waiting++;
      wanted.addEventListener("abort", leave, { once: true });
      if (wanted.aborted) leave();
      try {
        return await one.session;
      } finally {
        wanted.removeEventListener("abort", leave);
      }
    },
    change,
    async remove(session) {
      sessions.delete(session.id);
      await endUnused(session.kernel);
    },
  };
}

/** A session as Jupyter's front end asks for it. */
export function sessionModel({ id, path, name, type, kernel }: Session): JsonObject {
  const model = { id, path, name, type, kernel: kernel.model() };
  return type === "notebook" ? { ...model, notebook: { path, name } } : model;
}
