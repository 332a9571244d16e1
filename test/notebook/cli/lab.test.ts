import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { call, temporaryFolder, tsnb } from "./tsnb.js";

const folder = temporaryFolder();
/** A PATH with node and a shell, and no JupyterLab. */
const BARE = [dirname(process.execPath), "/bin"].join(":");

/** A program of the name of JupyterLab's, that notes how it was called. */
function fakeLab(name: string, end: string): { readonly place: string; readonly env: NodeJS.ProcessEnv } {
  const place = join(folder, name);
  mkdirSync(place);
  writeFileSync(
    join(place, "jupyter-lab"),
    `#!/bin/sh
cd "$(dirname "$0")"
printf '%s\\n' "$@" > arguments
printf '%s' "$JUPYTER_TOKEN" > token
printf '%s' "\${JUPYTER_PATH%%:*}" > path
cp -r "\${JUPYTER_PATH%%:*}" data
touch called
${end}
`,
    { mode: 0o755 },
  );
  return { place, env: { PATH: `${place}:${BARE}`, JUPYTER_PATH: "/somewhere" } };
}

describe("tsnb start --lab", () => {
  test("starts the user's JupyterLab on the folder, with the kernel announced to it alone, and gives its exit code", async () => {
    const { place, env } = fakeLab("seven", "exit 7");
    const called = await tsnb(
      ["start", "--lab", "--root", folder, "--port", "9999", "--no-browser", "--token", "secret-of-the-user"],
      folder,
      env,
    );
    expect(called).toMatchObject({ code: 7, stdout: "" });
    const args = readFileSync(join(place, "arguments"), "utf8").trim().split("\n");
    expect(args).toEqual([`--ServerApp.root_dir=${folder}`, "--port=9999", "--no-browser"]);
    expect(readFileSync(join(place, "token"), "utf8")).toBe("secret-of-the-user");
    const spec = JSON.parse(
      readFileSync(join(place, "data", "kernels", "tslab-notebook", "kernel.json"), "utf8"),
    );
    expect(spec).toMatchObject({ language: "typescript", interrupt_mode: "message" });
    expect(existsSync(readFileSync(join(place, "path"), "utf8"))).toBe(false);
  });

  test("ends it when it is asked to end", async () => {
    const { place, env } = fakeLab("long", "exec sleep 60");
    const calling = call(["start", "--lab", "--no-browser"], folder, env);
    await expect.poll(() => existsSync(join(place, "called")), { timeout: 30_000 }).toBe(true);
    calling.child.kill("SIGINT");
    expect(await calling.ended).toMatchObject({ code: 130 });
    expect(existsSync(readFileSync(join(place, "path"), "utf8"))).toBe(false);
  });

  test("says what to do where there is no JupyterLab", async () => {
    expect(await tsnb(["start", "--lab"], folder, { PATH: BARE })).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "There is no JupyterLab here: no program jupyter-lab is on the PATH. Leave --lab out for the notebooks that need no Python, or install JupyterLab.\n",
    });
  });

  test("refuses a root that is no folder", async () => {
    const { code, stderr } = await tsnb(["start", "--lab", "--root", "nowhere"], folder);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr:
        "tsnb: option '--root <folder>' argument 'nowhere' is invalid. Expected a folder that is there. See tsnb --help, or tsnb COMMAND --help.\n",
    });
  });
});
