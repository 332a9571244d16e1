import type { Stats } from "node:fs";
import { appendFile, open, rm, stat } from "node:fs/promises";
import type { JsonValue } from "../../nbformat/types.js";
import { HttpError } from "../route.js";
import { openTemporary, takePlace, temporaryFor } from "./write.js";

/** Files that arrive in pieces. What is there keeps its content until the last piece has come. */
export interface Uploads {
  /** Takes piece 1, 2, 3 … or -1, the last, and says what there is of the file so far. */
  take(place: string, chunk: JsonValue, bytes: Buffer): Promise<Stats>;
  /** Removes what has not been completed. */
  close(): Promise<void>;
}

const MOST = 20;
const IDLE = 600_000;

interface Upload {
  readonly temporary: string;
  next: number;
  timer?: NodeJS.Timeout;
}

/** No uploads as yet. One that pauses for ten minutes is given up. */
export function createUploads(): Uploads {
  const uploads = new Map<string, Upload>();

  async function drop(place: string): Promise<void> {
    const upload = uploads.get(place);
    if (upload === undefined) return;
    uploads.delete(place);
    clearTimeout(upload.timer);
    await rm(upload.temporary, { force: true }).catch(() => undefined);
  }

  async function begin(place: string): Promise<Upload> {
    await drop(place);
    if (uploads.size >= MOST)
      throw new HttpError(503, "Too many files are being uploaded. Wait for one to end.");
    const upload: Upload = { temporary: temporaryFor(place), next: 1 };
    await (await openTemporary(upload.temporary, place)).close();
    uploads.set(place, upload);
    return upload;
  }

  async function take(place: string, chunk: JsonValue, bytes: Buffer): Promise<Stats> {
    const known = chunk === 1 ? await begin(place) : uploads.get(place);
    if (known === undefined || (chunk !== -1 && chunk !== known.next)) {
      await drop(place);
      throw new HttpError(
        409,
        `Piece ${JSON.stringify(chunk)} of the file came where ${known?.next ?? 1} was expected. Upload it again.`,
      );
    }
    known.next += 1;
    clearTimeout(known.timer);
    known.timer = setTimeout(() => void drop(place), IDLE).unref();
    try {
      await appendFile(known.temporary, bytes);
      if (chunk !== -1) return await stat(known.temporary);
      await flush(known.temporary);
      await takePlace(known.temporary, place);
    } catch (error) {
      await drop(place);
      throw error;
    }
    await drop(place);
    return stat(place);
  }

  return {
    take,
    close: async () => {
      await Promise.all([...uploads.keys()].map(drop));
    },
  };
}

async function flush(path: string): Promise<void> {
  const file = await open(path, "r+");
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
