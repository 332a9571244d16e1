import type { RequestHeader } from "./packet.js";

/** The requests that a kernel has not dealt with. */
export interface Pending {
  /** Notes a request and who has sent it. */
  add(session: string, request: RequestHeader, header: Buffer): void;
  /** Who has sent a request that is answered now; `undefined` where nobody knows. */
  answered(id: string): string | undefined;
  /** Who has sent a request that is not answered yet; `undefined` where nobody knows. */
  askerOf(id: string): string | undefined;
  /** Notes that the kernel is done with a request. */
  done(id: string): void;
  /** Whether there are cells to run. */
  readonly busy: boolean;
  /** The header of the cell that runs; of the one that ran last where none does. */
  readonly cell: Buffer | undefined;
  /** Forgets all; gives the cells that have not run to their end, in their order. */
  clear(): readonly PendingCell[];
}

/** A cell on its way. */
export interface PendingCell {
  readonly session: string;
  readonly header: Buffer;
}

/** A kernel that answers nothing must not fill the memory of the server. */
const MOST = 10_000;

/** No requests yet. */
export function createPending(): Pending {
  const askers = new Map<string, string>();
  const cells = new Map<string, PendingCell>();
  let last: Buffer | undefined;

  return {
    add(session, { id, type }, header) {
      askers.set(id, session);
      if (type === "execute_request") cells.set(id, { session, header });
      for (const map of [askers, cells]) {
        const [oldest] = map.keys();
        if (map.size > MOST && oldest !== undefined) map.delete(oldest);
      }
    },
    answered(id) {
      const session = askers.get(id);
      askers.delete(id);
      return session;
    },
    askerOf: (id) => askers.get(id),
    done(id) {
      last = cells.get(id)?.header ?? last;
      cells.delete(id);
    },
    get busy() {
      return cells.size > 0;
    },
    get cell() {
      const [running] = cells.values();
      return running?.header ?? last;
    },
    clear() {
      const left = [...cells.values()];
      askers.clear();
      cells.clear();
      return left;
    },
  };
}
