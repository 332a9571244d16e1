import { digestOf } from "../digest.js";
import { kernelEnvironment } from "../kernel/index.js";

/** The digest of an environment variable as a kernel that starts now would have it; `null` where it is not set. */
export function kernelVariable(name: string): string | null {
  const value = kernelEnvironment()[name];
  return value === undefined ? null : digestOf(value).slice(0, 16);
}
