import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import { EXIT, UserError } from "../errors.js";
import { type Answer, HttpError } from "./route.js";

/** What every answer says unless it says otherwise: nobody guesses, frames, embeds, keeps or passes on what is served. */
export const HEADERS: Readonly<Record<string, string>> = {
  "Cache-Control": "no-store",
  "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "X-Frame-Options": "DENY",
};

/** Sends an answer. What fails while it is sent ends the connection, as nothing else can be said any more. */
export async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
): Promise<void> {
  const body = answer.json === undefined ? answer.body : JSON.stringify(answer.json);
  const type = answer.json === undefined ? {} : { "Content-Type": "application/json" };
  const status = answer.status ?? (body === undefined ? 204 : 200);
  for (const [name, value] of Object.entries({ ...HEADERS, ...type, ...answer.headers }))
    response.setHeader(name, value);
  // A client that is still sending when the connection ends never sees the answer.
  if (!request.complete) request.resume();
  response.statusCode = status;
  if (body === undefined || typeof body === "string" || Buffer.isBuffer(body)) {
    if (status !== 204 && status !== 304) response.setHeader("Content-Length", Buffer.byteLength(body ?? ""));
    response.end(request.method === "HEAD" ? undefined : body);
  } else if (request.method === "HEAD") {
    body.destroy();
    response.end();
  } else {
    await pipeline(body, response).catch(() => response.destroy());
  }
}

/** What is said of an error, in the form in which Jupyter's front end shows it. Faults of our own go to `report`. */
export function errorAnswer(error: unknown, report: (error: unknown) => void): Answer {
  const { status, message } = explained(error, report);
  return { status, json: { message, reason: null, traceback: "" } };
}

function explained(error: unknown, report: (error: unknown) => void): { status: number; message: string } {
  if (error instanceof HttpError) return error;
  if (error instanceof UserError) {
    const message =
      error.hint === undefined ? error.message : `${error.message.replace(/(?<![.?!])$/, ".")} ${error.hint}`;
    return { status: error.exitCode === EXIT.usage ? 400 : 500, message };
  }
  report(error);
  return {
    status: 500,
    message: "The server met a fault of its own; the terminal in which it runs says more.",
  };
}
