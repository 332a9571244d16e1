import { randomUUID } from "node:crypto";
import type { JsonObject } from "../../nbformat/types.js";
import { HttpError, type Part, type Route, type SocketRoute } from "../route.js";
import { text } from "./fields.js";
import { kernelFolder } from "./folder.js";
import { statusMessage } from "./messages.js";
import { protocolOf, V1 } from "./protocol.js";
import { createRegistry, type Registry, type RegistryOptions } from "./registry.js";
import { type StartKernel, sessionRoutes } from "./session-routes.js";
import { createSessions } from "./sessions.js";
import { specLogo, specModel, specOf, specsModel } from "./specs.js";

/** How kernels are served. */
export interface KernelsOptions extends RegistryOptions {
  /** The folder whose notebooks have kernels. */
  readonly root: string;
  /** Whether a kernel waits for the next notebook to be opened. */
  readonly spare?: boolean;
}

/** Serves kernels: which there are, how they begin and end, whose they are, and the way to them. */
export function createKernels({ root, spare = false, ...options }: KernelsOptions): Part {
  const kernels = createRegistry({ ...options, spareFolder: spare ? root : undefined });
  const sessions = createSessions(({ id }) => kernels.has(id));
  const start: StartKernel = async (name, path, wanted) =>
    kernels.start(specOf(name), kernelFolder(root, path), wanted);
  return {
    routes: [
      statusRoute(kernels),
      ...specRoutes,
      ...kernelRoutes(kernels, start),
      ...sessionRoutes(sessions, kernels, start),
    ],
    sockets: [channels(kernels), events],
    listening: () => kernels.prepare(),
    close: () => kernels.close(),
  };
}

/** How much goes on in the server. */
function statusRoute(kernels: Registry): Route {
  const started = new Date().toISOString();
  return {
    method: "GET",
    path: "/api/status",
    handle() {
      const models = kernels.all().map((kernel) => kernel.model());
      return {
        json: {
          started,
          last_activity: models
            .map((model) => String(model.last_activity))
            .reduce((a, b) => (a > b ? a : b), started),
          connections: models.reduce((sum, model) => sum + Number(model.connections), 0),
          kernels: models.length,
        },
      };
    },
  };
}

const specRoutes: readonly Route[] = [
  { method: "GET", path: "/api/kernelspecs", handle: () => ({ json: specsModel() }) },
  {
    method: "GET",
    path: "/api/kernelspecs/:name",
    handle: ({ params }) => ({ json: specModel(specOf(params.name)) }),
  },
  {
    method: "GET",
    path: "/kernelspecs/:name/:file",
    handle: ({ params: { name = "", file = "" } }) => ({
      body: specLogo(name, file),
      headers: { "Content-Type": "image/svg+xml" },
    }),
  },
];

function kernelRoutes(kernels: Registry, start: StartKernel): readonly Route[] {
  const found = (params: Readonly<Record<string, string>>) => kernels.get(params.id ?? "");
  return [
    {
      method: "GET",
      path: "/api/kernels",
      handle: () => ({ json: kernels.all().map((kernel) => kernel.model()) }),
    },
    {
      method: "POST",
      path: "/api/kernels",
      async handle(asked) {
        const body: JsonObject = await asked.json();
        const kernel = await start(text(body, "name"), text(body, "path") ?? "", asked.signal);
        return { status: 201, json: kernel.model(), headers: { Location: `/api/kernels/${kernel.id}` } };
      },
    },
    {
      method: "GET",
      path: "/api/kernels/:id",
      handle: ({ params }) => ({ json: found(params).model() }),
    },
    {
      method: "DELETE",
      path: "/api/kernels/:id",
      async handle({ params }) {
        await found(params).end();
        return { status: 204 };
      },
    },
    {
      method: "POST",
      path: "/api/kernels/:id/interrupt",
      handle({ params }) {
        found(params).interrupt();
        return { status: 204 };
      },
    },
    {
      method: "POST",
      path: "/api/kernels/:id/restart",
      async handle({ params }) {
        const kernel = found(params);
        await kernel.restart();
        return { json: kernel.model() };
      },
    },
  ];
}

/** The way to a kernel. Who asks for one that is not there is told that it is dead. */
function channels(kernels: Registry): SocketRoute {
  return {
    path: "/api/kernels/:id/channels",
    protocols: [V1],
    connect(socket, { params, query }) {
      try {
        const kernel = kernels.get(params.id ?? "");
        kernel.connect(query.get("session_id") || randomUUID(), socket);
      } catch (error) {
        if (!(error instanceof HttpError)) throw error;
        socket.on("error", () => socket.terminate());
        socket.send(protocolOf(socket.protocol).encode(statusMessage("dead")));
        socket.close(1000, "There is no such kernel.");
      }
    },
  };
}

/** Jupyter's front end listens here for events, of which this server has none. */
const events: SocketRoute = {
  path: "/api/events/subscribe",
  connect(socket) {
    socket.on("error", () => socket.terminate());
  },
};
