import { dirname, resolve } from "node:path";

/**
 * The folder from which the user called: `npm run` goes to the folder of package.json first, and leaves the user's in
 * INIT_CWD. Other processes below an npm script, which may have gone elsewhere, stand where they are.
 */
export function whereTheUserStands(cwd: string, env: NodeJS.ProcessEnv): string {
  const { INIT_CWD: stood, npm_package_json: manifest } = env;
  return stood && manifest && dirname(manifest) === cwd ? stood : cwd;
}

/** A path that the user gave, as this process has it: as it is where both stand in the same folder. */
export function fromTheUser(path: string, cwd: string, env: NodeJS.ProcessEnv): string {
  const from = whereTheUserStands(cwd, env);
  return from === cwd ? path : resolve(from, path);
}
