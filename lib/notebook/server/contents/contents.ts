import { lstatSync } from "node:fs";
import { dataFolder } from "../data-folder.js";
import { type Answer, type Asked, HttpError, type Part, type Route } from "../route.js";
import { dropCheckpoint, listCheckpoints, makeCheckpoint, restoreCheckpoint } from "./checkpoints.js";
import { create } from "./create.js";
import { rawFile } from "./files.js";
import { getModel, wantedOf } from "./get.js";
import { move, remove } from "./move.js";
import { canonicalText } from "./notebook.js";
import { readWhole } from "./open.js";
import { fileOf } from "./paths.js";
import { openRoom, type Room } from "./room.js";
import { save } from "./save.js";
import { createUploads } from "./uploads.js";

/** How the contents of a folder are served. */
export interface ContentsOptions {
  /** Where the user's own state is kept; `dataFolder()` unless given. */
  readonly data?: string;
}

/** A notebook of 100 MB, as a body: base64 and escapes take their share. */
const BODY = 140_000_000;
const PATH = "/api/contents/*path";

/** The files of a folder: Jupyter's contents API, with checkpoints and trust, and `/files`. */
export function createContents(root: string, options: ContentsOptions = {}): Part {
  const room = openRoom(root, options.data ?? dataFolder());
  const uploads = createUploads();
  const routes: Route[] = [
    { method: "GET", path: PATH, handle: (asked) => get(room, asked) },
    { method: "POST", path: PATH, handle: (asked) => post(room, asked) },
    {
      method: "PUT",
      path: PATH,
      bodyLimit: BODY,
      handle: async (asked) => {
        const { model, made } = await save(room, uploads, pathOf(asked), await asked.json());
        return { status: made ? 201 : 200, json: model };
      },
    },
    {
      method: "PATCH",
      path: PATH,
      handle: async (asked) => ({ json: await move(room, pathOf(asked), (await asked.json()).path) }),
    },
    { method: "DELETE", path: PATH, handle: (asked) => drop(room, asked) },
    { method: "GET", path: "/files/*path", handle: (asked) => rawFile(room, asked) },
  ];
  return { routes, close: uploads.close };
}

async function get(room: Room, asked: Asked): Promise<Answer> {
  const about = aboutFile(room, pathOf(asked));
  if (about?.what === "checkpoints" && about.id === undefined)
    return { json: await listCheckpoints(room, about.path) };
  return { json: await getModel(room, pathOf(asked), wantedOf(asked.query)) };
}

async function post(room: Room, asked: Asked): Promise<Answer> {
  const about = aboutFile(room, pathOf(asked));
  if (about === undefined) return made(await create(room, pathOf(asked), await asked.json()));
  if (about.what === "trust") {
    const bytes = await readWhole(fileOf(room.root, about.path), about.path);
    room.trust.add(canonicalText(bytes, about.path));
    return { status: 201, json: {} };
  }
  if (about.id === undefined) return { status: 201, json: await makeCheckpoint(room, about.path) };
  await restoreCheckpoint(room, about.path, about.id);
  return { status: 204 };
}

async function drop(room: Room, asked: Asked): Promise<Answer> {
  const about = aboutFile(room, pathOf(asked));
  if (about?.what === "checkpoints" && about.id !== undefined)
    await dropCheckpoint(room, about.path, about.id);
  else await remove(room, pathOf(asked));
  return { status: 204 };
}

function made(model: Awaited<ReturnType<typeof create>>): Answer {
  const location = String(model.path).split("/").map(encodeURIComponent).join("/");
  return { status: 201, headers: { Location: `/api/contents/${location}` }, json: model };
}

/** What is asked about a file rather than of one: a file has nothing below it, so that no name is lost to these words. */
function aboutFile(room: Room, path: string) {
  const found = /^(?<file>.+)\/(?:(?<trust>trust)|checkpoints(?:\/(?<id>[^/]+))?)$/.exec(path)?.groups;
  const file = found?.file;
  if (file === undefined || !isFile(room, file)) return undefined;
  return { path: file, what: found?.trust === undefined ? "checkpoints" : "trust", id: found?.id } as const;
}

function isFile({ root }: Room, path: string): boolean {
  try {
    return lstatSync(fileOf(root, path)).isFile();
  } catch (error) {
    if (error instanceof HttpError) return false;
    throw error;
  }
}

function pathOf({ params }: Asked): string {
  return params.path ?? "";
}
