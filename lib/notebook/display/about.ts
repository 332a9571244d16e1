import type { About } from "./contract.js";
import { MIME } from "./contract.js";
import { send } from "./send.js";

/**
 * Tells the report what stands at its head and foot: the edition of the data, the day the data was read, how to
 * cite it. A notebook with parameters gives the `title` of what it is run for, and its `variant` for the names of the
 * files. Called once a notebook; where it is called twice, the last call counts.
 */
export function about(info: About): void {
  const lines = [
    info.title,
    info.edition && `Edition: ${info.edition}`,
    info.dataRead && `Data read on ${info.dataRead}`,
    info.cite && `Cite as: ${info.cite}`,
    ...(info.notes ?? []),
  ].filter(Boolean);
  send({ [MIME.about]: info, "text/plain": lines.join("\n") });
}
