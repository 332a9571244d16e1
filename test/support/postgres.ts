import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const DEBIAN = "/usr/lib/postgresql";

/** The folder of PostgreSQL's programs: the one that POSTGRES_BIN names, or Debian's newest. */
const BIN = ((): string | undefined => {
  if (process.env.POSTGRES_BIN) return process.env.POSTGRES_BIN;
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a)) : [];
  return versions
    .map((version) => join(DEBIAN, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
})();

/** Whether PostgreSQL can be asked here. Says so where it cannot; in CI a missing one is a fault. */
export const hasPostgres = ((): boolean => {
  if (BIN !== undefined && existsSync(join(BIN, "initdb"))) return true;
  if (process.env.CI) throw new Error("There is no PostgreSQL; CI may not skip the tests that need it.");
  console.log(`Skipped: no PostgreSQL in ${DEBIAN} (the variable POSTGRES_BIN may name another place).`);
  return false;
})();

/** A server of our own, reached by a socket in its folder alone. */
export interface Postgres {
  /** Runs statements and gives the rows of the last query as lines of CSV, null as nothing. */
  readonly query: (sql: string) => string[];
  /** Stops the server and removes its folder. */
  readonly stop: () => void;
}

/** Starts a server in a temporary folder that listens on no network. Root may not run one, and becomes "postgres". */
export function startPostgres(): Postgres {
  const folder = mkdtempSync(join(tmpdir(), "postgres-"));
  const root = process.getuid?.() === 0;
  const run = (program: string, args: readonly string[], input = ""): string => {
    const path = join(BIN ?? "", program);
    const [file, all] = root ? ["runuser", ["-u", "postgres", "--", path, ...args]] : [path, args];
    return execFileSync(file, all, { input, encoding: "utf8", cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
  };
  const data = join(folder, "data");
  try {
    chmodSync(folder, 0o700);
    if (root) execFileSync("chown", ["postgres", folder]);
    run("initdb", ["-D", data, "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "--no-sync"]);
    const settings = `-c listen_addresses= -c unix_socket_directories=${folder} -c fsync=off`;
    run("pg_ctl", ["-D", data, "-w", "-l", join(folder, "log"), "-o", settings, "start"]);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
  return {
    query: (sql) =>
      run("psql", ["-h", folder, "-U", "postgres", "-q", "-v", "ON_ERROR_STOP=1", "--csv", "-t"], sql)
        .split("\n")
        .filter((line) => line !== ""),
    stop: () => {
      try {
        run("pg_ctl", ["-D", data, "-w", "-m", "immediate", "stop"]);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
