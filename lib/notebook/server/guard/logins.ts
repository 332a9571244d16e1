import type { WebSocket } from "ws";
import { newSecret } from "./secret.js";

/** A browser that has shown the token. */
export interface Login {
  readonly id: string;
  /** What it holds open, to be closed when it logs out. */
  readonly sockets: Set<WebSocket>;
}

/** The browsers that have shown the token. They are forgotten when the server ends. */
export interface Logins {
  begin(): Login;
  /** The login with this id; being asked for keeps it alive. */
  find(id: string | undefined): Login | undefined;
  /** Ends a login and closes what it holds open. */
  end(login: Login): void;
}

/** An open page asks every few seconds: whoever was silent for a week is gone. */
const IDLE = 7 * 24 * 3_600_000;
const MOST = 100;

/** An empty list of logins. */
export function createLogins(now: () => number = Date.now): Logins {
  // In the order of their last use.
  const logins = new Map<string, { login: Login; used: number }>();

  function end(login: Login): void {
    logins.delete(login.id);
    for (const socket of login.sockets) socket.close(1008, "logged out");
  }

  function clear(): void {
    for (const { login, used } of logins.values()) {
      const idle = now() - used >= IDLE && login.sockets.size === 0;
      if (idle || logins.size > MOST) end(login);
    }
  }

  return {
    begin: () => {
      const login = { id: newSecret(), sockets: new Set<WebSocket>() };
      logins.set(login.id, { login, used: now() });
      clear();
      return login;
    },
    // A look-up by 192 random bits tells nothing of those that are near.
    find: (id) => {
      clear();
      const found = id === undefined ? undefined : logins.get(id)?.login;
      if (found === undefined) return undefined;
      logins.delete(found.id);
      logins.set(found.id, { login: found, used: now() });
      return found;
    },
    end,
  };
}
