import { createHash } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { HttpError } from "../route.js";
import { withPath } from "./fs-error.js";

/** The most bytes of a file that are read or sent as one document. */
export const LARGEST = 100_000_000;

/**
 * Opens a file for reading, and nothing else: a pipe would wait for somebody to write, and a link that took the file's
 * place after its path was looked at is not followed.
 */
export async function openFile(place: string, path: string): Promise<{ file: FileHandle; stats: Stats }> {
  return withPath(path, async () => {
    // Windows has neither flag.
    const file = await open(
      place,
      constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0),
    );
    const stats = await file.stat().catch(async (error) => {
      await file.close();
      throw error;
    });
    if (stats.isFile()) return { file, stats };
    await file.close();
    throw new HttpError(400, `${path} is ${stats.isDirectory() ? "a folder" : "not a regular file"}.`);
  });
}

/** The bytes of a file. @throws HttpError 413 where there are too many to send as one document. */
export async function readWhole(place: string, path: string, limit = LARGEST): Promise<Buffer> {
  const { file, stats } = await openFile(place, path);
  try {
    if (stats.size > limit) {
      throw new HttpError(
        413,
        `${path} has ${stats.size.toLocaleString("en")} bytes, more than the ${limit.toLocaleString("en")} that can be opened here. Download it instead.`,
      );
    }
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** SHA-256 of a file in hexadecimal, read piece by piece. */
export async function hashOfFile(place: string, path: string): Promise<string> {
  const { file } = await openFile(place, path);
  const hash = createHash("sha256");
  for await (const piece of file.createReadStream()) hash.update(piece);
  return hash.digest("hex");
}
