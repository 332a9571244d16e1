import { spawn } from "node:child_process";
import type { Called } from "./tsnb.js";

/** Runs a program to its end; npm asks the network nothing. */
export function start(command: string, args: readonly string[], cwd: string): Promise<Called> {
  const env = { ...process.env, npm_config_update_notifier: "false", npm_config_offline: "true" };
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (text) => {
    stdout += text;
  });
  child.stderr.on("data", (text) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });
}
