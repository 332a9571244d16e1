import { statSync } from "node:fs";
import { join } from "node:path";
import { EXIT } from "../errors.js";
import { buildFrontEnd, frontEndPart } from "../frontend/index.js";
import {
  createAbout,
  createContents,
  createKernels,
  createReports,
  dataFolder,
  type Part,
  PortTaken,
  type RunningServer,
  startServer,
  tokenFor,
} from "../server/index.js";
import { openInBrowser, type Signpost, writeSignpost } from "./browser.js";
import { type CommandCompiler, withCompiler } from "./compiler.js";
import type { StartFlags } from "./options.js";

/** Where Jupyter's own servers begin to look for a port, and how many they try. */
const FIRST_PORT = 8888;
const PORTS = 50;

const MINUTE_MS = 60_000;

/** The folder that the browser opens first, in a project that keeps its notebooks in one. */
const NOTEBOOKS = "notebooks";

/**
 * Serves the notebooks of a folder to Jupyter's front end in a browser until the signal comes; then ends their kernels.
 * @throws UserError for a port that is taken, and a host without a token of the user's own.
 */
export function start(flags: StartFlags, signal: AbortSignal): Promise<number> {
  return withCompiler((compiler) => startWith(compiler, flags, signal));
}

async function startWith(compiler: CommandCompiler, flags: StartFlags, signal: AbortSignal): Promise<number> {
  const { root } = flags;
  // What will be refused is refused before the front end is built.
  const token = tokenFor(flags.host ?? "127.0.0.1", flags.token);
  const folder = dataFolder();
  const frontEnd = await buildFrontEnd({ onProgress: say });
  if (signal.aborted) return EXIT.interrupted;
  const startPath = isFolder(join(root, NOTEBOOKS)) ? NOTEBOOKS : "";
  const server = await listen({ ...flags, token }, [
    createAbout(),
    createContents(root, { data: folder }),
    createKernels({
      root,
      spare: flags.spare,
      say,
      compiler: await compiler.get(),
      ...(flags.cullAfter === undefined ? {} : { cullAfterMs: flags.cullAfter * MINUTE_MS }),
    }),
    createReports(root),
    frontEndPart(frontEnd, { root, dataFolder: folder, startPath }),
  ]);
  say(
    `Notebooks of ${root}:\n  ${server.address}\nThe link lets in whoever has it. Ctrl-C ends the server and its kernels.`,
  );
  const signpost = flags.browser ? show(server, folder) : undefined;
  await Promise.race([aborted(signal), orphaned()]);
  signpost?.remove();
  await server.close();
  return EXIT.interrupted;
}

/** The port that the user named, or the first free one from Jupyter's on. */
async function listen(
  { port, host, token, name }: StartFlags,
  parts: readonly Part[],
): Promise<RunningServer> {
  const settings = {
    token,
    names: name === undefined ? [] : [name],
    ...(host === undefined ? {} : { host }),
  };
  if (port !== undefined) return startServer(parts, { ...settings, port });
  for (let next = FIRST_PORT; next < FIRST_PORT + PORTS; next++) {
    try {
      return await startServer(parts, { ...settings, port: next });
    } catch (error) {
      if (!(error instanceof PortTaken)) throw error;
    }
  }
  return startServer(parts, { ...settings, port: 0 });
}

function show({ address }: RunningServer, folder: string): Signpost {
  const signpost = writeSignpost(address, join(folder, "runtime"));
  void openInBrowser(signpost.file, (why) =>
    say(`No browser could be opened (${why}): open the link above.`),
  );
  return signpost;
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

/**
 * Settles when npm, which started this process through a shell, has gone: the shell does not pass on what npm is asked to
 * end with, and a server that nobody sees any more would stay.
 */
function orphaned(): Promise<void> {
  if (process.env.npm_lifecycle_event === undefined) return new Promise(() => {});
  const parent = process.ppid;
  return new Promise((resolve) => {
    const timer = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(timer);
      resolve();
    }, 500);
    timer.unref();
  });
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
