import { digestOf } from "../digest.js";
import { kernelEnvironment } from "../kernel/index.js";

/** Variables that are not noted, as in the kernel (preload/trace.cjs). */
const OF_THE_SHELL =
  /^(?:_|PWD|OLDPWD|SHLVL|INIT_CWD|COLORTERM|TERM|TERM_.*|WINDOWID|SSH_.*|npm_.*|TSLAB_NOTEBOOK_.*)$/;

/**
 * The digest of an environment variable as a kernel that starts now would have it, `null` where it is not set; of "*"
 * that of the names of all.
 */
export function kernelVariable(name: string): string | null {
  const environment = kernelEnvironment();
  const names = Object.keys(environment).filter((one) => !OF_THE_SHELL.test(one));
  const value = name === "*" ? names.sort().join("\n") : environment[name];
  return value === undefined ? null : digestOf(value).slice(0, 16);
}
