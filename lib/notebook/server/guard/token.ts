import { UserError } from "../../errors.js";
import { isLoopback } from "./hosts.js";
import { newSecret } from "./secret.js";

/** Shorter ones can be guessed. */
const SHORTEST = { here: 16, elsewhere: 20 } as const;

/**
 * The token of a server: the user's own, or a new one of 192 bits.
 * @throws UserError where the user's own is too short for where it is to be used, or missing where others can connect.
 */
export function tokenFor(host: string, own: string | undefined): string {
  const here = isLoopback(host);
  if (own === undefined) {
    if (here) return newSecret();
    throw new UserError(
      `--host ${host} lets other machines connect, and no token was given`,
      `Put one of ${SHORTEST.elsewhere} characters or more into TSLAB_NOTEBOOK_TOKEN.`,
    );
  }
  // Headers carry no others.
  if (!/^[\x20-\x7e]*$/.test(own)) {
    throw new UserError(
      "The token holds a character that cannot be sent in a header",
      "Choose one of letters without accents, digits and signs such as - and _.",
    );
  }
  const shortest = here ? SHORTEST.here : SHORTEST.elsewhere;
  if ([...own].length < shortest || own !== own.trim()) {
    throw new UserError(
      `The token has ${[...own.trim()].length} characters, expected ${shortest} or more`,
      "Choose a longer one, or leave it out: each start then has a new one.",
    );
  }
  return own;
}
