import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { start } from "./process.js";
import { type Called, serve, temporaryFolder, writeNotebook } from "./tsnb.js";

const REPOSITORY = fileURLToPath(new URL("../../..", import.meta.url));
const PACKAGES = ["innovation-clusters", "tslab-kernel", "tslab-notebook"];
const folder = temporaryFolder();
/** Packing swaps package.json for a moment, which other tests must not meet: a copy of the repository is packed. */
const copy = join(folder, "repository");
const tarballs = join(folder, "tarballs");
/** A package of one line, to fail with: it is built in a moment. */
const tiny = join(copy, "lib", "tiny");
const project = join(folder, "a project");
const elsewhere = join(folder, "elsewhere");

let before: Readonly<Record<string, string>>;
let after: Readonly<Record<string, string>>;
let packed: Called;

const npmPack = (cwd: string, destination: string, ...names: readonly string[]): Promise<Called> =>
  start(
    "npm",
    ["pack", "--pack-destination", destination, ...names.flatMap((name) => ["--workspace", name])],
    cwd,
  );

/** Every file of the copy with its content, but for the JavaScript that is built there, as everywhere. */
function files(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(join(copy, "lib"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !path.includes("/dist/") || path.includes("/dist/types/"))
      .sort()
      .map((path) => [path, readFileSync(path, "utf8")]),
  );
}

function copyRepository(): void {
  mkdirSync(copy);
  for (const name of ["package.json", "tsconfig.json", "LICENSE", "README.md"])
    cpSync(join(REPOSITORY, name), join(copy, name));
  cpSync(join(REPOSITORY, "lib"), join(copy, "lib"), {
    recursive: true,
    filter: (path) => !["node_modules", "dist"].includes(basename(path)),
  });
  symlinkSync(join(REPOSITORY, "node_modules"), join(copy, "node_modules"));
  mkdirSync(tiny);
  const scripts = { prepack: "node ../pack.js prepack", postpack: "node ../pack.js postpack" };
  const manifest = { name: "tiny", version: "0.1.0", type: "module", main: "./index.ts", scripts };
  writeFileSync(join(tiny, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(tiny, "index.ts"), "export const one = 1;\n");
}

/** A project with the unpacked packages, and what they depend on from here, as npm would place it. */
function unpack(): void {
  const modules = join(project, "node_modules");
  const installed = join(REPOSITORY, "node_modules");
  mkdirSync(modules, { recursive: true });
  for (const name of readdirSync(installed)) {
    if (!name.startsWith(".") && name !== "tslab" && !PACKAGES.includes(name))
      symlinkSync(join(installed, name), join(modules, name));
  }
  // Where nothing else wants other types of Node's, npm puts them beside tslab and not below it.
  cpSync(join(installed, "tslab"), join(modules, "tslab"), {
    recursive: true,
    filter: (path) => !path.startsWith(join(installed, "tslab", "node_modules", "@types")),
  });
  for (const name of PACKAGES) {
    mkdirSync(join(modules, name));
    execFileSync("tar", [
      "-xzf",
      join(tarballs, `${name}-0.1.0.tgz`),
      "-C",
      join(modules, name),
      "--strip-components=1",
    ]);
  }
  writeFileSync(join(project, "package.json"), '{ "type": "module" }');
}

beforeAll(async () => {
  for (const path of [tarballs, elsewhere]) mkdirSync(path);
  copyRepository();
  before = files();
  packed = await npmPack(copy, tarballs, ...PACKAGES);
  after = files();
  if (packed.code === 0) unpack();
}, 300_000);

describe("npm pack", () => {
  test("makes a tarball of each package and leaves the repository as it was", () => {
    expect(packed, packed.stderr).toMatchObject({ code: 0 });
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(after).toEqual(before);
  });

  test("packs built files with licence and README, and no source of the repository's", () => {
    for (const name of PACKAGES) {
      const installed = join(project, "node_modules", name);
      const names = readdirSync(installed);
      expect(names).toEqual(expect.arrayContaining(["LICENSE", "README.md", "dist", "package.json"]));
      const all = readdirSync(installed, { recursive: true, encoding: "utf8" });
      expect(all.filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"))).toEqual([]);
      expect(all).not.toContain(join("dist", "inputs.json"));
      const manifest = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
      expect(manifest.scripts).toBeUndefined();
      for (const path of [manifest.main, manifest.types, ...Object.values<string>(manifest.bin ?? {})])
        expect(existsSync(join(installed, path)), path).toBe(true);
    }
  });

  test("packs every file that the sources read beside themselves", () => {
    for (const [from, name, one] of [["notebook", "tslab-notebook", "report/style/base.css"]] as const) {
      const room = join(copy, "lib", from, "/");
      const assets = Object.keys(before)
        .filter((path) => path.startsWith(room) && /\.(cjs|css|json|svg|txt)$/.test(path))
        .map((path) => path.slice(room.length));
      expect(assets).toContain(one);
      const installed = join(project, "node_modules", name);
      expect(assets.filter((path) => !existsSync(join(installed, path)))).toEqual([]);
    }
  });

  test("that does not compile says where, and leaves nothing behind", async () => {
    const broken = join(tiny, "broken.ts");
    writeFileSync(broken, "export const one: string = 1;\n");
    const { code, stderr } = await npmPack(tiny, tarballs);
    rmSync(broken);
    expect(code).not.toBe(0);
    expect(stderr).toContain("cannot be packed: broken.ts(1,14): error TS2322");
    expect(stderr).not.toContain("at declare");
    expect(files()).toEqual(before);
  });

  test("whose tarball cannot be written leaves nothing behind either", async () => {
    const { code } = await npmPack(tiny, join(folder, "no", "such", "folder"));
    expect(code).not.toBe(0);
    await expect.poll(files, { timeout: 10_000 }).toEqual(before);
  });
});

describe("the packed innovation-clusters", () => {
  test("ranks a table from plain JavaScript", async () => {
    writeFileSync(
      join(project, "table.csv"),
      "cluster,pct_share,publication_share,venture_deal_share\nA,1.0,2.0,3.0\nB,9.0,2.0,1.0\nC,0.5,,1.0\n",
    );
    writeFileSync(
      join(project, "rank.js"),
      `import { rank, readClusterTable } from "innovation-clusters";
for (const { name, rank: place } of rank(readClusterTable("table.csv").records, { weights: 2025 }))
  console.log(name, place.value);`,
    );
    expect(await start(process.execPath, ["rank.js"], project)).toEqual({
      code: 0,
      stdout: "B 1\nA 2\nC null\n",
      stderr: "",
    });
  });

  test("carries its types, which pass the strictest check", async () => {
    writeFileSync(
      join(project, "typed.ts"),
      `import { type ClusterRecord, rank } from "innovation-clusters";
import { type Figure, plot } from "tslab-notebook";
export const draw = (figure: Figure): void => plot(figure);
export const best = (records: readonly ClusterRecord[]): string | undefined => rank(records, { weights: 2025 })[0]?.name;
// @ts-expect-error: records are no numbers, and the types know it.
rank([1], { weights: 2025 });\n`,
    );
    const tsc = join(REPOSITORY, "node_modules", "typescript", "bin", "tsc");
    const args = [
      "--noEmit",
      "--strict",
      "--target",
      "es2022",
      "--module",
      "nodenext",
      "--types",
      "node",
      "typed.ts",
    ];
    expect(await start(process.execPath, [tsc, ...args], project)).toEqual({
      code: 0,
      stdout: "",
      stderr: "",
    });
  });
});

describe("the packed tslab-notebook, in a folder with a space in its name", () => {
  const bin = join(project, "node_modules", "tslab-notebook", "bin", "tsnb.js");
  const call = (...args: readonly string[]) => start(process.execPath, [bin, ...args], elsewhere);

  test("tells its version", async () => {
    expect(await call("--version")).toEqual({ code: 0, stdout: "0.1.0\n", stderr: "" });
  });

  test("makes the report of a notebook that lies elsewhere and uses both packages", async () => {
    writeNotebook(
      join(elsewhere, "n.ipynb"),
      `console.log("Node", process.versions.node.length > 0);`,
      `import { plot, publish } from "tslab-notebook";
import { rank } from "innovation-clusters";
plot({ data: [{ type: "bar", x: ["a"], y: [1] }] });
publish("ranked", { value: rank([], { weights: 2025 }).length, unit: "1" });`,
    );
    const { code, stderr } = await call("report", "n.ipynb", "--out", "out");
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(readdirSync(join(elsewhere, "out")).sort()).toEqual([
      ".tsnb",
      "index.html",
      "n.html",
      "n.ipynb",
      "n.results.json",
    ]);
    expect(JSON.parse(readFileSync(join(elsewhere, "out", "n.results.json"), "utf8"))).toEqual({
      ranked: { value: 0, unit: "1" },
    });
    expect(readFileSync(join(elsewhere, "out", "n.html"), "utf8").includes("Node true</pre>")).toBe(true);
  });

  test("builds the front end and serves its pages and scripts", async () => {
    const env = { TSLAB_NOTEBOOK_CACHE: join(folder, "cache"), TSLAB_NOTEBOOK_DATA: join(folder, "data") };
    const { child, ended, link } = serve([bin, "start", "--no-browser"], elsewhere, env);
    const address = await link;
    const headers = { Authorization: `token ${address.searchParams.get("token")}` };
    const page = await fetch(new URL("/tree", address), { headers });
    expect(page.status).toBe(200);
    const scripts = [...(await page.text()).matchAll(/<script[^>]* src="([^"]+)"/g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, source = ""] of scripts)
      expect((await fetch(new URL(source, address), { headers })).status).toBe(200);
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 130 });
  });

  test("installs a kernel spec that names the unpacked files", async () => {
    expect(await call("kernel", "install", "--dir", "data")).toMatchObject({ code: 0, stderr: "" });
    const spec = readFileSync(join(elsewhere, "data", "kernels", "tslab-notebook", "kernel.json"), "utf8");
    const paths: string[] = JSON.parse(spec).argv.filter((part: string) => part.startsWith("/"));
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
    expect(paths).toContain(join(project, "node_modules", "tslab-kernel", "dist", "kernel.js"));
  });
});
