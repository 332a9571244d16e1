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

/** The sessions whose kernels run. */
export interface Sessions {
  all(): readonly Session[];
  /** @throws HttpError 404 where there is none of that id. */
  get(id: string): Session;
  /** The session of a document; where there is none, or its kernel is dead, one with the kernel that `start` gives. */
  open(document: Pick<Session, "path" | "name" | "type">, start: () => Promise<Hosted>): Promise<Session>;
  /** Puts another kernel in the place of a session's, which ends where no other session uses it. */
  change(session: Session, kernel: Hosted): Promise<void>;
  /** Removes a session, and ends its kernel where no other session uses it. */
  remove(session: Session): Promise<void>;
}

/** No sessions yet; `isRunning` tells whether a kernel has not been ended. */
export function createSessions(isRunning: (kernel: Hosted) => boolean): Sessions {
  const sessions = new Map<string, Session>();
  /** Documents whose sessions are being opened. */
  const opening = new Map<string, Promise<Session>>();

  const all = (): Session[] => [...sessions.values()].filter(({ kernel }) => isRunning(kernel));

  async function begin(
    document: Pick<Session, "path" | "name" | "type">,
    start: () => Promise<Hosted>,
  ): Promise<Session> {
    const known = all().find(({ path, type }) => path === document.path && type === document.type);
    if (known && known.kernel.state !== "dead") return known;
    const kernel = await start();
    if (known) {
      await change(known, kernel);
      return known;
    }
    const session = { ...document, id: randomUUID(), kernel };
    sessions.set(session.id, session);
    return session;
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
    open(document, start) {
      const key = JSON.stringify([document.type, document.path]);
      const known = opening.get(key);
      if (known) return known;
      const session = begin(document, start).finally(() => opening.delete(key));
      opening.set(key, session);
      return session;
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
