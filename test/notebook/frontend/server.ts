import { afterAll } from "vitest";
import { type Calling, serve as serveNotebooks, TSNB, temporaryFolder } from "../cli/tsnb.js";
import type { Project } from "./project.js";

/** A server that a test has started. */
export interface Served {
  readonly origin: string;
  /** The address that lets in. */
  readonly address: string;
  /** Ends it as Ctrl-C does. */
  stop(): Promise<void>;
}

/** Serves a project with the real `tsnb start`, and what it keeps of a user in a temporary folder. */
export async function serve(project: Project, data: string = temporaryFolder()): Promise<Served> {
  const { link, ...calling } = serveNotebooks(
    [TSNB, "start", "--no-browser", "--root", project.root],
    project.root,
    { TSLAB_NOTEBOOK_DATA: data },
  );
  const stop = () => end(calling);
  afterAll(stop);
  const { href, origin } = await link;
  return { address: href, origin, stop };
}

async function end({ child, ended }: Calling): Promise<void> {
  child.kill("SIGINT");
  await ended;
}
