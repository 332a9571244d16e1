import type { JsonObject } from "../../nbformat/types.js";
import { HttpError, type Route } from "../route.js";
import { object, text } from "./fields.js";
import type { Hosted } from "./hosted.js";
import type { Registry } from "./registry.js";
import { type Sessions, sessionModel } from "./sessions.js";

/** Starts a kernel of a name in the folder of a path, as long as somebody wants it. */
export type StartKernel = (name: string | undefined, path: string, wanted: AbortSignal) => Promise<Hosted>;

/** The addresses of sessions. */
export function sessionRoutes(sessions: Sessions, kernels: Registry, start: StartKernel): readonly Route[] {
  /** The kernel that a body asks for: one that runs, by its id, or a new one. */
  async function kernelOf(kernel: JsonObject, path: string, wanted: AbortSignal): Promise<Hosted> {
    const id = text(kernel, "id");
    return id === undefined ? start(text(kernel, "name"), path, wanted) : kernels.get(id);
  }

  return [
    { method: "GET", path: "/api/sessions", handle: () => ({ json: sessions.all().map(sessionModel) }) },
    {
      method: "POST",
      path: "/api/sessions",
      async handle(asked) {
        const body = await asked.json();
        const path = text(body, "path");
        if (path === undefined || path === "")
          throw new HttpError(400, `A session needs the "path" of its document.`);
        const name = text(body, "name") ?? path.split("/").at(-1) ?? "";
        const document = { path, name, type: text(body, "type") ?? "notebook" };
        const wanted = object(body, "kernel");
        const session = await sessions.open(
          document,
          (signal) => kernelOf(wanted, path, signal),
          asked.signal,
        );
        return {
          status: 201,
          json: sessionModel(session),
          headers: { Location: `/api/sessions/${session.id}` },
        };
      },
    },
    {
      method: "GET",
      path: "/api/sessions/:id",
      handle: ({ params }) => ({ json: sessionModel(sessions.get(params.id ?? "")) }),
    },
    {
      method: "PATCH",
      path: "/api/sessions/:id",
      async handle(asked) {
        const session = sessions.get(asked.params.id ?? "");
        const body = await asked.json();
        const kernel = object(body, "kernel");
        const path = text(body, "path") ?? session.path;
        const id = text(kernel, "id");
        const wanted = id !== undefined && id !== session.kernel.id;
        // A front end that wants a new one names its kind, and the id as null.
        const fresh = id === undefined && text(kernel, "name") !== undefined;
        const next = wanted || fresh ? await kernelOf(kernel, path, asked.signal) : session.kernel;
        session.path = path;
        session.name = text(body, "name") ?? session.name;
        session.type = text(body, "type") ?? session.type;
        await sessions.change(session, next);
        return { json: sessionModel(session) };
      },
    },
    {
      method: "DELETE",
      path: "/api/sessions/:id",
      async handle({ params }) {
        await sessions.remove(sessions.get(params.id ?? ""));
        return { status: 204 };
      },
    },
  ];
}
