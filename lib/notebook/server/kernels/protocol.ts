import type { Protocol } from "./packet.js";
import { jsonProtocol } from "./protocol-json.js";
import { v1Protocol } from "./protocol-v1.js";

/** The subprotocol that keeps a message's parts as they are. */
export const V1 = "v1.kernel.websocket.jupyter.org";

/** The protocol that a socket speaks: Jupyter's first one where none was agreed on. */
export function protocolOf(name: string): Protocol {
  return name === V1 ? v1Protocol : jsonProtocol;
}
