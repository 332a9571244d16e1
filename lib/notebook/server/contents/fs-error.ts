import { HttpError } from "../route.js";

const SAID: { readonly [code: string]: readonly [status: number, what: string] } = {
  EACCES: [403, "permission is denied"],
  EBUSY: [409, "another program is using it"],
  EDQUOT: [507, "your quota is used up"],
  EEXIST: [409, "a file or folder of this name is there"],
  EFBIG: [413, "it is too large"],
  EINVAL: [400, "a folder cannot be moved into itself"],
  EISDIR: [400, "it is a folder"],
  ELOOP: [404, "its links lead in a circle"],
  EMFILE: [503, "too many files are open"],
  ENAMETOOLONG: [400, "its name is too long"],
  ENOENT: [404, "there is no such file or folder"],
  ENOSPC: [507, "the disk is full"],
  ENOTDIR: [404, "there is no such folder"],
  ENOTEMPTY: [409, "a folder of this name is there"],
  ENXIO: [400, "it is not a file"],
  EPERM: [403, "permission is denied"],
  EROFS: [403, "the file system is read-only"],
  ERR_FS_CP_EINVAL: [400, "a folder cannot be copied into itself"],
  ERR_FS_CP_FIFO_PIPE: [400, "it holds a pipe, which cannot be copied"],
  ERR_FS_CP_SOCKET: [400, "it holds a socket, which cannot be copied"],
};

/** What the file system said of a path, as the answer to a request; anything that is no fault of a file stays as it is. */
export function fsError(error: unknown, path: string): unknown {
  const said = error instanceof Error && "code" in error ? SAID[String(error.code)] : undefined;
  return said === undefined
    ? error
    : new HttpError(said[0], `${path === "" ? "The root folder" : path}: ${said[1]}.`);
}

/** Does something with a file; what the file system says is said of `path`. */
export async function withPath<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fsError(error, path);
  }
}
