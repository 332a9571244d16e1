import { afterAll } from "vitest";
import { type Calling, call, temporaryFolder } from "../cli/tsnb.js";
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
  const calling = call(["start", "--no-browser", "--root", project.root], project.root, {
    TSLAB_NOTEBOOK_DATA: data,
  });
  const stop = () => end(calling);
  afterAll(stop);
  let said = "";
  calling.child.stderr?.on("data", (text: string) => {
    said += text;
  });
  await calling.says("\n  http://127.0.0.1:");
  const [, address = ""] = /^ {2}(http:\S+)$/m.exec(said) ?? [];
  return { address, origin: new URL(address).origin, stop };
}

async function end({ child, ended }: Calling): Promise<void> {
  child.kill("SIGINT");
  await ended;
}
