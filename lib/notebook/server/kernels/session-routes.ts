import type { JsonObject } from "../../nbformat/types.js";
import { HttpError, type Route } from "../route.js";
import { object, text } from "./fields.js";
import type { Hosted } from "./hosted.js";
import type { Registry } from "./registry.js";
import { type Sessions, sessionModel } from "./sessions.js";

/** The addresses of sessions; `start` starts a kernel in the folder of a path. */
export function sessionRoutes(
  sessions: Sessions,
  kernels: Registry,
  start: (name: string | undefined, path: string) => Promise<Hosted>,
): readonly Route[] {
  /** The kernel that a body asks for: one that runs, by its id, or a new one. */
  async function kernelOf(kernel: JsonObject, path: string): Promise<Hosted> {
    const id = text(kernel, "id");
    return id === undefined ? start(text(kernel, "name"), path) : kernels.get(id);
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
        const session = await sessions.open(document, () => kernelOf(wanted, path));
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
        const next = wanted || fresh ? await kernelOf(kernel, path) : session.kernel;
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
